package dev.hector.gateway;

import dev.hector.configuration.LongTermConfig;
import dev.hector.proto.v1.ContextMessage;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.RecallQuery;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.proto.v1.WorkingMemory;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recalls what long-term memory holds about a turn's message and records it before the model is asked. */
final class TurnRecall {

    /** A turn does not wait longer for its memories. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(TurnRecall.class);

    /** Of the budget, for the memories' texts; labels come on top. */
    private static final int TEXT_SHARE = 5;

    /** Of a question, in characters; a model embeds less. */
    private static final int LONGEST_QUESTION = 8_000;

    private final OpenTurn turn;
    private final Services services;
    private final TurnLease lease;
    private final TurnWatch.Watched watched;

    TurnRecall(OpenTurn turn, Services services, TurnLease lease, TurnWatch.Watched watched) {
        this.turn = turn;
        this.services = services;
        this.lease = lease;
        this.watched = watched;
    }

    /**
     * The context with what was recalled; as it was when that is nothing, or cannot be had: a turn goes on without its
     * memories rather than not at all.
     */
    WorkingMemory addTo(WorkingMemory context) throws TurnLease.LostException, InterruptedException {
        var longterm = turn.agent().longterm();
        if (longterm == null || !longterm.autoRecall()) {
            return context;
        }
        try {
            var memories = recalled(longterm, context);
            return memories.isEmpty() ? context : recorded(memories);
        } catch (RefusedException refused) {
            LOG.warn(
                    "Turn {} of session {} goes on without long-term memory: {}",
                    turn.id(),
                    turn.sessionId(),
                    refused.refusal().detail());
            return context;
        }
    }

    private List<Memory> recalled(LongTermConfig longterm, WorkingMemory context) {
        var query = RecallQuery.newBuilder()
                .setSession(turn.session())
                .setText(question())
                .setLimit(longterm.recallLimit())
                .setHeldFrom(heldFrom(context))
                .setMaxTokens(context.getBudget() / TEXT_SHARE)
                .build();
        return watched.recall(() -> services.within(PATIENCE)
                .recall(query)
                .map(RecallResponse::getMemoriesList)
                .orElse(List.of()));
    }

    /** A long message is asked by how it begins. */
    private String question() {
        var content = turn.question();
        if (content.length() <= LONGEST_QUESTION) {
            return content;
        }
        var end = WellFormed.splitsPair(content, LONGEST_QUESTION) ? LONGEST_QUESTION - 1 : LONGEST_QUESTION;
        return content.substring(0, end);
    }

    /** The oldest message that the model is given anyway. */
    private long heldFrom(WorkingMemory context) {
        return context.getMessagesList().stream()
                .filter(held -> !held.getRole().equals("system"))
                .mapToLong(ContextMessage::getFromSequence)
                .min()
                .orElse(turn.started().getStartedSequence());
    }

    private WorkingMemory recorded(List<Memory> memories) throws TurnLease.LostException, InterruptedException {
        var command = turn.recall(memories);
        var reply = lease.insist(() -> services.command(commands -> commands.recordRecall(command)));
        var context = turn.context(reply.getVersion());
        return lease.insist(() -> services.query(queries -> queries.readTurnContext(context)));
    }
}
