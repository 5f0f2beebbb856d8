package dev.hector.configuration;

/**
 * One thing to mend in a configuration file.
 *
 * @param source the file as the user named it
 * @param line from 1; 0 when the problem has no place in the text
 * @param column from 1; 0 when the problem has no place in the text
 * @param message what is wrong and what to write instead
 */
public record ConfigProblem(String source, int line, int column, String message) {

    @Override
    public String toString() {
        return line == 0 ? source + ": " + message : source + ":" + line + ":" + column + ": " + message;
    }
}
