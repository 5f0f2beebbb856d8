package dev.hector.longterm;

import java.util.Collection;
import java.util.stream.Collectors;

/** Values of PostgreSQL's types as text, to be cast by the server. */
final class PostgresLiterals {

    private PostgresLiterals() {}

    /** Of pgvector's {@code vector}. */
    static String vector(float[] vector) {
        var text = new StringBuilder(12 * vector.length + 2).append('[');
        for (var i = 0; i < vector.length; i++) {
            text.append(i == 0 ? "" : ",").append(vector[i]);
        }
        return text.append(']').toString();
    }

    /** Of {@code text[]}. */
    static String array(Collection<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Of {@code tsquery}: any of these words. */
    static String anyOf(Collection<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("\\", "\\\\").replace("'", "''") + "'")
                .collect(Collectors.joining(" | "));
    }
}
