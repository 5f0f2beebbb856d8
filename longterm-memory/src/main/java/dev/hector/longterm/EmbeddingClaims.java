package dev.hector.longterm;

import dev.hector.longterm.PendingEmbeddings.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The memories that one worker embeds just now, so that others leave them alone until it has stored them or its lease is
 * over. A lease that ends too early, be it that clocks differ, costs work that is done twice and nothing else.
 */
final class EmbeddingClaims {

    /** Longer than a batch takes; a dead worker's memories are found by their words alone for so long. */
    static final Duration LEASE = Duration.ofSeconds(15);

    private static final String RELEASE = "DELETE FROM memory_claim WHERE owner = ?";

    private final PendingEmbeddings pending;
    private final String owner = UUID.randomUUID().toString();

    EmbeddingClaims(PendingEmbeddings pending) {
        this.pending = pending;
    }

    /**
     * What of the pending memories is free to embed.
     *
     * @param shared true when others embed some of them: then what is free is not all that waits
     */
    record Free(List<Pending> memories, boolean shared) {}

    /** The next after a mark that nobody else embeds. */
    Free free(JdbcClient rows, MemoryQueries.Mark after, int limit, Instant now) {
        var memories = pending.next(rows, after, limit, owner, now);
        return new Free(memories, pending.claimedByOthers(rows, owner, now));
    }

    /** Takes the next after a mark, in place of what it had, within the transaction of {@code rows}. */
    Free claim(JdbcClient rows, MemoryQueries.Mark after, int limit, Instant now) {
        ChangeSequence.hold(rows);
        rows.sql(RELEASE + " OR claimed_until <= ?")
                .params(owner, now.toEpochMilli())
                .update();
        var free = free(rows, after, limit, now);
        if (!free.memories().isEmpty()) {
            insert(rows, free.memories(), now.plus(LEASE));
        }
        return free;
    }

    private void insert(JdbcClient rows, List<Pending> memories, Instant until) {
        var values = new ArrayList<Object>();
        memories.forEach(
                one -> Collections.addAll(values, pending.model(), one.position(), owner, until.toEpochMilli()));
        rows.sql("INSERT INTO memory_claim (model, position, owner, claimed_until) VALUES "
                        + String.join(", ", Collections.nCopies(memories.size(), "(?, ?, ?, ?)")))
                .params(values)
                .update();
    }

    /** Gives back what it has, within a transaction that holds the stamp. */
    void release(JdbcClient rows) {
        rows.sql(RELEASE).params(owner).update();
    }
}
