package dev.hector.events.memory;

import dev.hector.events.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fits instructions, summary, recalled memories and messages into the budget. The newest turn comes first, then the
 * summary, then the best memories within their share, then older turns as whole as they are, newest first; what is too
 * long by itself is clipped with a visible mark, but for memories, which are whole or left out. Instructions that were
 * said during the session stand behind the agent's own for as long as their turn is given.
 */
final class ContextAssembly {

    /** The newest turn may always have this share of the budget, whatever the instructions take. */
    private static final int NEWEST_TURN_SHARE = 4;

    /** Memories may have this share of the budget at most. */
    private static final int RECALL_SHARE = 4;

    /** So that even the smallest budget has room for a clipped message. */
    private static final int NEWEST_TURN_LEAST = 14;

    private final int budget;
    private final TokenCounter counter;
    private final ProviderShape shape;

    ContextAssembly(int budget, TokenCounter counter) {
        this.budget = budget;
        this.counter = counter;
        this.shape = new ProviderShape(counter);
    }

    List<ContextMessage> assemble(
            String instructions, @Nullable Summary summary, Recall recall, List<KeptMessage> kept) {
        var turns = turns(kept);
        var newest = turns.isEmpty() ? List.<ContextMessage>of() : turns.removeLast();
        var head = instructions(instructions, budget - reservedFor(newest));
        var left = budget - ContextMessage.tokens(head);
        newest = fit(newest, left);
        left -= shape.cost(newest);
        var summaries = summary(summary, left);
        left -= ContextMessage.tokens(summaries);
        var recalled = recalled(recall, Math.min(left, budget / RECALL_SHARE));
        left -= ContextMessage.tokens(recalled);
        var chosen = newestWithin(left, turns, newest);
        return Stream.of(head, shape.instructions(chosen), summaries, recalled, shape.dialogue(chosen))
                .flatMap(List::stream)
                .toList();
    }

    /** What instructions and summary take from the budget when everything fits. */
    int sizeWithoutMessages(String instructions, @Nullable Summary summary) {
        return ContextMessage.tokens(instructions(instructions, budget))
                + ContextMessage.tokens(summary(summary, budget));
    }

    private List<List<ContextMessage>> turns(List<KeptMessage> kept) {
        var turns = new ArrayList<List<ContextMessage>>();
        for (var turn : KeptMessage.turns(kept)) {
            var shaped = shape.turn(turn);
            if (!shaped.isEmpty()) {
                turns.add(shaped);
            }
        }
        return turns;
    }

    private int reservedFor(List<ContextMessage> newest) {
        return Math.min(shape.cost(newest), Math.max(budget / NEWEST_TURN_SHARE, NEWEST_TURN_LEAST));
    }

    private List<ContextMessage> instructions(String text, int limit) {
        return system(text, limit, 0, 0);
    }

    private List<ContextMessage> summary(@Nullable Summary summary, int limit) {
        return summary == null ? List.of() : system(summary.labelled(), limit, 1, summary.to());
    }

    private List<ContextMessage> recalled(Recall recall, int limit) {
        for (var fitting = recall;
                !fitting.isEmpty();
                fitting = fitting.first(fitting.recollections().size() - 1)) {
            var text = Recollection.labelled(fitting.recollections());
            var size = size(text);
            if (size <= limit) {
                return List.of(ContextMessage.text(Role.SYSTEM, text, size, recall.sequence(), recall.sequence()));
            }
        }
        return List.of();
    }

    private List<ContextMessage> system(String text, int limit, long from, long to) {
        if (text.isBlank()) {
            return List.of();
        }
        var size = size(text);
        if (size <= limit) {
            return List.of(ContextMessage.text(Role.SYSTEM, text, size, from, to));
        }
        var clipped = Clip.toTokens(text, limit - ContextMessage.OVERHEAD, counter);
        return clipped.isBlank()
                ? List.of()
                : List.of(ContextMessage.text(Role.SYSTEM, clipped, size(clipped), from, to));
    }

    private List<ContextMessage> fit(List<ContextMessage> turn, int limit) {
        if (shape.cost(turn) <= limit) {
            return turn;
        }
        var longest = turn.stream()
                .mapToInt(message -> message.content().length())
                .max()
                .orElse(0);
        var most = (int) Math.min(longest, 16L * limit);
        var chars = Clip.largest(most, length -> shape.cost(clipped(turn, length)) <= limit);
        return chars > 0 ? clipped(turn, chars) : question(turn, limit);
    }

    private List<ContextMessage> clipped(List<ContextMessage> turn, int chars) {
        return turn.stream().map(message -> clipped(message, chars)).toList();
    }

    private ContextMessage clipped(ContextMessage message, int chars) {
        if (message.content().length() <= chars) {
            return message;
        }
        var content = Clip.toLength(message.content(), chars);
        return message.with(content, Math.min(message.tokens(), size(content) + shape.callTokens(message.toolCalls())));
    }

    /** The first message of its dialogue alone, when not even clips of all fit. */
    private List<ContextMessage> question(List<ContextMessage> turn, int limit) {
        var first = turn.stream().filter(ProviderShape::isSaid).findFirst().orElseGet(turn::getFirst);
        var text = ContextMessage.text(
                ProviderShape.isSaid(first) ? Role.USER : first.role(),
                first.content(),
                first.tokens(),
                first.fromSequence(),
                turn.getLast().toSequence());
        var content = Clip.toTokens(first.content(), limit - ContextMessage.OVERHEAD, counter);
        return content.isBlank() ? List.of() : List.of(text.with(content, size(content)));
    }

    private List<List<ContextMessage>> newestWithin(
            int limit, List<List<ContextMessage>> older, List<ContextMessage> newest) {
        var chosen = new ArrayList<List<ContextMessage>>();
        chosen.add(newest);
        var left = limit;
        for (var turn : older.reversed()) {
            left -= shape.cost(turn);
            if (left < 0) {
                break;
            }
            chosen.addFirst(turn);
        }
        return chosen;
    }

    private int size(String content) {
        return counter.count(content) + ContextMessage.OVERHEAD;
    }
}
