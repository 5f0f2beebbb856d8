package dev.hector.query;

/**
 * A word of a text as searches compare it.
 *
 * @param text without case, accents and widths: letters, digits and signs, no blanks and no ASCII punctuation
 * @param start where it begins in the text that was read, in UTF-16 code units
 * @param end where it ends there
 */
record Token(String text, Kind kind, int start, int end) {

    /** What a word is of the script that it is written in. */
    enum Kind {

        /** All of it, between blanks or punctuation. */
        WHOLE,

        /** Two letters that follow each other in a script without blanks. */
        PAIR,

        /** The last letter of a run in a script without blanks. */
        LAST
    }
}
