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
        for (var start = 0; start < messages.size(); ) {
            var next = nextTurn(messages, start);
            turns.add(messages.subList(start, next));
            start = next;
        }
        return turns;
    }

    /** Where the turn ends that this message is of: the index of the next turn's first message, or the size. */
    static int nextTurn(List<KeptMessage> messages, int index) {
        var next = Math.min(index + 1, messages.size());
        while (next < messages.size() && !messages.get(next).startsTurnAfter(messages.get(next - 1))) {
            next++;
        }
        return next;
    }

    static int cost(List<KeptMessage> messages) {
        var cost = 0;
        for (var message : messages) {
            cost += message.cost();
        }
        return cost;
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
