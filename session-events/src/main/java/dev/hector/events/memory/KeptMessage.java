package dev.hector.events.memory;

import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stored message and its place in the session. */
record KeptMessage(long sequence, MessageAppended message) {

    int cost() {
        return Math.max(0, message.tokens()) + ContextMessage.OVERHEAD;
    }

    Role role() {
        return message.role();
    }

    /** Oldest turn first: a turn begins with a user's message, or with what follows a finished answer. */
    static List<List<KeptMessage>> turns(List<KeptMessage> messages) {
        var turns = new ArrayList<List<KeptMessage>>();
        var start = 0;
        for (var i = 1; i <= messages.size(); i++) {
            if (i == messages.size() || messages.get(i).startsTurnAfter(messages.get(i - 1))) {
                turns.add(messages.subList(start, i));
                start = i;
            }
        }
        return turns;
    }

    static int cost(List<KeptMessage> messages) {
        return messages.stream().mapToInt(KeptMessage::cost).sum();
    }

    boolean startsTurnAfter(KeptMessage previous) {
        if (sameTurn(message.turnId(), previous.message.turnId())) {
            return false;
        }
        return role() == Role.USER || previous.finishesAnswer();
    }

    private boolean finishesAnswer() {
        return role() == Role.ASSISTANT && message.toolCalls().isEmpty();
    }

    private static boolean sameTurn(@Nullable String turn, @Nullable String other) {
        return turn != null && turn.equals(other);
    }
}
