package dev.hector.recall;

import java.util.regex.Pattern;

/**
 * A message's text without the label of who speaks, as exports of chats write it: {@code Ann: hello}. The text is what
 * should be embedded: a name in every message draws the vectors of a conversation together.
 */
public record SpokenText(String speaker, String text) {

    private static final Pattern LABEL =
            Pattern.compile("^(\\p{Lu}[\\p{L}'’-]*(?: \\p{Lu}[\\p{L}'’.-]*){0,2}): +(?=\\S)");

    /** Takes the name from a label, and {@code speaker} where the text has none. */
    public static SpokenText of(String speaker, String content) {
        var label = LABEL.matcher(content);
        return label.find()
                ? new SpokenText(label.group(1), content.substring(label.end()))
                : new SpokenText(speaker, content);
    }
}
