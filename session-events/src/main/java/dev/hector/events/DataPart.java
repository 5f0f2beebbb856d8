package dev.hector.events;

/**
 * A JSON value: an object, a list or a plain value. It is kept without insignificant white space and with its numbers
 * digit for digit.
 */
public record DataPart(String json) implements MessagePart {

    /** How deep lists and objects may lie in each other. */
    public static final int MOST_DEPTH = JsonTexts.MOST_DEPTH;

    /** Throws {@link IllegalArgumentException} unless the text is one JSON value of at most {@link #MOST_DEPTH}. */
    public DataPart {
        json = JsonTexts.compact(json);
    }

    @Override
    public String text() {
        return json;
    }
}
