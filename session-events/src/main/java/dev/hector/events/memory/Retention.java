package dev.hector.events.memory;

import dev.hector.events.Role;
import java.util.List;

/**
 * Which suffix of the messages a strategy keeps. Each answer only ever moves towards newer messages, so a fold may
 * forget what lies before it, and one that begins there gives the same result.
 */
final class Retention {

    private Retention() {}

    /** The index of the first message to keep; what is at or after {@code openSince} always stays. */
    static int firstKept(MemorySettings settings, List<KeptMessage> messages, long openSince) {
        var first = switch (settings.strategy()) {
            case BUFFER_WINDOW -> firstOfLast(settings.windowSize(), messages);
            case TOKEN_WINDOW -> firstWithin(settings.budget(), messages);
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

    private static int firstWithin(int budget, List<KeptMessage> messages) {
        var turns = KeptMessage.turns(messages);
        var first = messages.size();
        var left = budget;
        for (var turn : turns.reversed()) {
            left -= KeptMessage.cost(turn);
            if (left < 0 && first < messages.size()) {
                break;
            }
            first -= turn.size();
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
