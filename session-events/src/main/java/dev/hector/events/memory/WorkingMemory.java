package dev.hector.events.memory;

import dev.hector.events.AgentConfigured;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.RecalledMemory;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The working memory of one session, folded from its events in sequence order. Immutable.
 *
 * <p>It may be folded from the first event, or from a {@link Checkpoint} on; both give the same context. An ended
 * session's memory stays readable.
 */
public final class WorkingMemory {

    /**
     * Where a later fold may begin instead of at the first event, with the same result under settings of the same
     * {@link MemorySettings#fingerprint() fingerprint}.
     *
     * @param through the last event that was folded
     * @param firstKept the sequence to read from when {@link WorkingMemory#resume resuming}
     * @param summarySequence the event of the summary in force; 0 without one
     * @param keptTokens size of the messages that are kept
     */
    public record Checkpoint(long through, long firstKept, long summarySequence, int keptTokens) {}

    /**
     * Whole turns that a summary should cover, both ends included: what was not yet covered, from the end of the
     * summary in force on. The new text replaces the old one, so it speaks for everything up to {@code to}.
     */
    public record DueSummary(long from, long to, int tokensBefore) {}

    /** @param recalledAt the event that recorded what the turn recalled; 0 without one */
    private record OpenTurn(String turnId, long since, long recalledAt, List<RecalledMemory> recalled) {

        OpenTurn recalling(long sequence, List<RecalledMemory> memories) {
            return new OpenTurn(turnId, since, sequence, memories);
        }
    }

    private final MemorySettings settings;
    private final long through;
    private final List<KeptMessage> kept;
    private final int keptTokens;
    private final boolean dropped;
    private final @Nullable OpenTurn open;
    private final @Nullable Summary summary;

    private WorkingMemory(
            MemorySettings settings,
            long through,
            List<KeptMessage> kept,
            int keptTokens,
            boolean dropped,
            @Nullable OpenTurn open,
            @Nullable Summary summary) {
        this.settings = settings;
        this.through = through;
        this.kept = kept;
        this.keptTokens = keptTokens;
        this.dropped = dropped;
        this.open = open;
        this.summary = summary;
    }

    /** The memory before the first event. */
    public static WorkingMemory empty(MemorySettings settings) {
        return new WorkingMemory(settings, 0, List.of(), 0, false, null, null);
    }

    /**
     * The memory from which events from {@link Checkpoint#firstKept} on are folded. What is folded up to
     * {@link Checkpoint#through} has no meaning by itself.
     *
     * @param summary the event at {@link Checkpoint#summarySequence}, empty when that is 0
     */
    public static WorkingMemory resume(MemorySettings settings, Checkpoint at, Optional<MemorySummarised> summary) {
        var inForce = summary.map(event -> Summary.of(at.summarySequence(), event));
        return new WorkingMemory(settings, at.firstKept() - 1, List.of(), 0, false, null, inForce.orElse(null));
    }

    /** The memory after one more event; events that do not concern it may be left out. */
    public WorkingMemory with(long sequence, SessionEvent event) {
        if (sequence <= through) {
            throw new IllegalArgumentException("Event " + sequence + " was folded before; memory is at " + through);
        }
        return switch (event) {
            case MessageAppended message -> appended(new KeptMessage(sequence, message));
            case TurnStarted turn -> next(sequence, opened(sequence, turn));
            case MemoriesRecalled recalled -> next(sequence, recalling(sequence, recalled));
            case TurnCompleted turn -> closed(sequence, turn.turnId());
            case TurnFailed turn -> closed(sequence, turn.turnId());
            case MemorySummarised summarised -> summarised(sequence, summarised);
            case SessionEnded _ -> next(sequence, null);
            case SessionCreated _, AgentConfigured _ -> next(sequence, open);
        };
    }

    /** The last folded sequence; 0 before the first. */
    public long through() {
        return through;
    }

    public MemorySettings settings() {
        return settings;
    }

    /** The last sequence that the summary in force covers; 0 without one. */
    public long summarisedThrough() {
        return summary == null ? 0 : summary.to();
    }

    /** Size of the kept messages in tokens, instructions and summary not counted. */
    public int keptTokens() {
        return keptTokens;
    }

    /** True once a window left a message behind; then a fold that began earlier would keep the same messages. */
    public boolean hasDroppedMessages() {
        return dropped;
    }

    /** What the open turn recalled, best first. */
    public List<RecalledMemory> recalled() {
        return open == null ? List.of() : open.recalled();
    }

    /** What a model with these instructions is given now, when no turn is open that recalled something. */
    public ModelContext context(String instructions, TokenCounter counter) {
        return context(instructions, List.of(), counter);
    }

    /**
     * What a model with these instructions is given now.
     *
     * @param recollections {@link #recalled()} with their texts
     */
    public ModelContext context(String instructions, List<Recollection> recollections, TokenCounter counter) {
        if (recollections.size() != recalled().size()) {
            throw new IllegalArgumentException(
                    "The open turn recalled " + recalled().size() + " memories, not " + recollections.size());
        }
        var recall = open == null ? Recall.NONE : new Recall(open.recalledAt(), recollections);
        var messages = new ContextAssembly(settings.budget(), counter).assemble(instructions, summary, recall, kept);
        return new ModelContext(
                through,
                settings,
                messages,
                ContextMessage.tokens(messages),
                summarisedThrough(),
                ContextDigest.of(messages));
    }

    /** The text of the summary in force. */
    public Optional<String> summaryText() {
        return Optional.ofNullable(summary).map(Summary::text);
    }

    /** The summary that {@code summary_buffer} wants now, if any. */
    public Optional<DueSummary> dueSummary() {
        return dueSummary(limit(0), Integer.MAX_VALUE);
    }

    /** As {@link #dueSummary()}, and also when kept messages no longer fit beside instructions and summary. */
    public Optional<DueSummary> dueSummary(String instructions, TokenCounter counter) {
        return dueSummary(instructions, counter, Integer.MAX_VALUE);
    }

    /** As above, covering at most so many tokens of messages, but at least one turn. */
    public Optional<DueSummary> dueSummary(String instructions, TokenCounter counter, int atMost) {
        return dueSummary(limit(sizeWithoutMessages(instructions, counter)), atMost);
    }

    /** How many more tokens of messages can come before a summary is due; negative above. */
    public int tokensUntilSummary(String instructions, TokenCounter counter) {
        return (int) limit(sizeWithoutMessages(instructions, counter)) - keptTokens;
    }

    public Checkpoint checkpoint() {
        return new Checkpoint(through, firstKept(), summary == null ? 0 : summary.sequence(), keptTokens);
    }

    List<KeptMessage> kept() {
        return kept;
    }

    private long firstKept() {
        var first = kept.isEmpty() ? through + 1 : kept.getFirst().sequence();
        return open == null ? first : Math.min(first, open.since());
    }

    private WorkingMemory appended(KeptMessage message) {
        var messages = new ArrayList<KeptMessage>(kept.size() + 1);
        messages.addAll(kept);
        messages.add(message);
        return next(message.sequence(), messages, keptTokens + message.cost(), open, summary);
    }

    private OpenTurn opened(long sequence, TurnStarted turn) {
        return new OpenTurn(turn.turnId(), sequenceOf(turn.messageId()).orElse(sequence), 0, List.of());
    }

    /** A turn mostly opens on the newest message. */
    private OptionalLong sequenceOf(String messageId) {
        for (var message : kept.reversed()) {
            if (message.message().messageId().equals(messageId)) {
                return OptionalLong.of(message.sequence());
            }
        }
        return OptionalLong.empty();
    }

    private @Nullable OpenTurn recalling(long sequence, MemoriesRecalled event) {
        return open != null && open.turnId().equals(event.turnId()) ? open.recalling(sequence, event.memories()) : open;
    }

    private WorkingMemory closed(long sequence, String turnId) {
        var stillOpen = open != null && !open.turnId().equals(turnId) ? open : null;
        return next(sequence, stillOpen);
    }

    private WorkingMemory summarised(long sequence, MemorySummarised event) {
        if (!continuesSummary(sequence, event)) {
            return next(sequence, open);
        }
        var tail =
                kept.stream().filter(message -> message.sequence() > event.to()).toList();
        var stillOpen = open != null && open.since() > event.to() ? open : null;
        return next(sequence, tail, KeptMessage.cost(tail), stillOpen, Summary.of(sequence, event));
    }

    /** A summary that is empty, older than the one in force, or would leave a message uncovered changes nothing. */
    private boolean continuesSummary(long sequence, MemorySummarised event) {
        if (settings.strategy() != MemorySettings.Strategy.SUMMARY_BUFFER
                || event.text().isBlank()) {
            return false;
        }
        var newer = summary == null || (sequence > summary.sequence() && event.to() > summary.to());
        var gap = event.from() > summarisedThrough() + 1
                && !kept.isEmpty()
                && event.from() > kept.getFirst().sequence();
        return newer && !gap;
    }

    private WorkingMemory next(long sequence, @Nullable OpenTurn turn) {
        return next(sequence, kept, keptTokens, turn, summary);
    }

    private WorkingMemory next(
            long sequence, List<KeptMessage> messages, int tokens, @Nullable OpenTurn turn, @Nullable Summary inForce) {
        var openSince = turn == null ? Long.MAX_VALUE : turn.since();
        var first = Retention.firstKept(settings, messages, tokens, openSince);
        if (first == 0) {
            return new WorkingMemory(settings, sequence, messages, tokens, dropped, turn, inForce);
        }
        var left = tokens - KeptMessage.cost(messages.subList(0, first));
        var tail = List.copyOf(messages.subList(first, messages.size()));
        return new WorkingMemory(settings, sequence, tail, left, true, turn, inForce);
    }

    private int sizeWithoutMessages(String instructions, TokenCounter counter) {
        return new ContextAssembly(settings.budget(), counter).sizeWithoutMessages(instructions, summary);
    }

    /** What messages may take before a summary is due. */
    private double limit(int reserved) {
        return Math.min(settings.threshold() * settings.budget(), settings.budget() - reserved);
    }

    private Optional<DueSummary> dueSummary(double limit, int atMost) {
        if (settings.strategy() != MemorySettings.Strategy.SUMMARY_BUFFER || keptTokens <= limit) {
            return Optional.empty();
        }
        var to = lastToSummarise(limit * settings.target() / settings.threshold(), atMost);
        return to == 0
                ? Optional.empty()
                : Optional.of(new DueSummary(summarisedThrough() + 1, to, tokensWithSummary()));
    }

    /** The end of the oldest turns without which at most so many tokens are kept; the newest turn always stays. */
    private long lastToSummarise(double wanted, int atMost) {
        var turns = KeptMessage.turns(kept);
        var left = keptTokens;
        var to = 0L;
        for (var turn : turns.subList(0, Math.max(0, turns.size() - 1))) {
            var after = left - KeptMessage.cost(turn);
            if (left <= wanted || isOpen(turn) || (to > 0 && keptTokens - after > atMost)) {
                break;
            }
            left = after;
            to = turn.getLast().sequence();
        }
        return to;
    }

    private boolean isOpen(List<KeptMessage> turn) {
        return open != null && turn.getLast().sequence() >= open.since();
    }

    private int tokensWithSummary() {
        return keptTokens + (summary == null ? 0 : summary.tokens());
    }
}
