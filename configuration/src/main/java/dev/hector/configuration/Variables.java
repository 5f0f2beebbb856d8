package dev.hector.configuration;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${NAME}} and {@code ${NAME:-default}} inside one value; {@code $${} is a literal {@code ${}.
 *
 * <p>It works on values and not on the text of the file, so a variable can never add keys to it.
 */
final class Variables {

    private static final Pattern USE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<fallback>[^}]*))?}|\\$\\{");

    /** A use that cannot be filled in, and how many characters into the value it stands. */
    static final class UnsetException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int offset;

        private UnsetException(int offset, String message) {
            super(message);
            this.offset = offset;
        }

        int offset() {
            return offset;
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    static boolean areIn(String text) {
        return text.contains("${");
    }

    String fillIn(String text) throws UnsetException {
        var filled = new StringBuilder();
        var uses = USE.matcher(text);
        while (uses.find()) {
            uses.appendReplacement(filled, Matcher.quoteReplacement(replacement(uses)));
        }
        return uses.appendTail(filled).toString();
    }

    private String replacement(Matcher use) throws UnsetException {
        if (use.group().equals("$${")) {
            return "${";
        }
        var name = use.group("name");
        if (name == null) {
            throw new UnsetException(
                    use.start(),
                    "'${' begins a variable: write ${NAME} or ${NAME:-default}, or $${ for the characters themselves");
        }
        var value = environment.getOrDefault(name, "");
        var fallback = use.group("fallback");
        if (!value.isEmpty() || fallback != null) {
            return value.isEmpty() ? fallback : value;
        }
        if (environment.containsKey(name)) {
            return "";
        }
        throw new UnsetException(
                use.start(),
                "the environment variable " + name + " is not set; set it, or write ${" + name + ":-default}");
    }
}
