package dev.hector.events.memory;

import dev.hector.events.Role;
import java.util.List;

/**
 * Which suffix of the messages a strategy keeps. Each answer only ever moves towards newer messages, so a fold may
 * forget what lies before it, and one that begins there gives the same result.
 */
final class Retention {

    private Retention() {}

    /**
     * The index of the first message to keep; what is at or after {@code openSince} always stays.
     *
     * @param tokens what the messages cost together
     */
    static int firstKept(MemorySettings settings, List<KeptMessage> messages, int tokens, long openSince) {
        var first = switch (settings.strategy()) {
            case BUFFER_WINDOW -> firstOfLast(settings.windowSize(), messages);
            case TOKEN_WINDOW -> firstWithin(settings.budget(), messages, tokens);
            case SUMMARY_BUFFER -> 0;
        };
        return orOpenTurn(first, messages, openSince);
    }

    private static int firstOfLast(int windowSize, List<KeptMessage> messages) {
        var first = Math.max(0, messages.size() - windowSize);
        while (first > 0 && messages.get(first).role() == Role.TOOL) {
            first--;
        }
        return first;
    }

    /** Where the oldest turn begins from which on all fit; the newest turn is kept whatever its size. */
    private static int firstWithin(int budget, List<KeptMessage> messages, int tokens) {
        var first = 0;
        for (var left = tokens; left > budget; ) {
            var next = KeptMessage.nextTurn(messages, first);
            if (next == messages.size()) {
                break;
            }
            left -= KeptMessage.cost(messages.subList(first, next));
            first = next;
        }
        return first;
    }

    private static int orOpenTurn(int first, List<KeptMessage> messages, long openSince) {
        while (first > 0 && messages.get(first - 1).sequence() >= openSince) {
            first--;
        }
        return first;
    }
}
