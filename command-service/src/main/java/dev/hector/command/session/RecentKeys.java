package dev.hector.command.session;

import dev.hector.events.MessageAppended;
import dev.hector.events.TurnStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The newest messages that carry an idempotency key, so that most repetitions are recognised without a look-up.
 *
 * @param total how many of the session's messages carry a key
 * @param newest at most {@link #WINDOW}, oldest first
 */
record RecentKeys(long total, List<IdempotencyRecord> newest) {

    static final int WINDOW = 64;

    static final RecentKeys NONE = new RecentKeys(0, List.of());

    RecentKeys {
        newest = List.copyOf(newest);
    }

    Optional<IdempotencyRecord> find(String key) {
        return newest.stream().filter(recorded -> recorded.key().equals(key)).findFirst();
    }

    /** Those of the keys that are not here but may still be in the log. */
    Set<String> forgotten(Set<String> wanted) {
        return total > newest.size() ? without(wanted) : Set.of();
    }

    private Set<String> without(Set<String> wanted) {
        return wanted.stream().filter(key -> find(key).isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    RecentKeys with(MessageAppended message, long sequence) {
        if (message.key() == null) {
            return this;
        }
        var kept = new ArrayList<>(newest.subList(Math.max(0, newest.size() - WINDOW + 1), newest.size()));
        kept.add(IdempotencyRecord.of(message, sequence));
        return new RecentKeys(total + 1, kept);
    }

    RecentKeys with(TurnStarted turn, long sequence) {
        UnaryOperator<IdempotencyRecord> open = recorded ->
                turn.turnId().equals(recorded.turnId()) ? recorded.opened(turn.attempt(), sequence) : recorded;
        return new RecentKeys(total, newest.stream().map(open).toList());
    }
}
