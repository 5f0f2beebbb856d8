package dev.hector.longterm;

import dev.hector.recall.Hit;
import dev.hector.recall.MemoryIndex;
import dev.hector.recall.Question;
import dev.hector.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Finds the memories of a scope: in its index, in what PostgreSQL finds beyond the index, or, while the index is being read,
 * in that alone.
 */
final class ScopeSearch {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeSearch.class);

    /** Somewhat less than callers wait for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Most scopes are read in less, and an index is the quicker way then. */
    private static final Duration BEFORE_ASKING_THE_STORE = Duration.ofMillis(300);

    private final ScopeIndexes indexes;
    private final Duration patience;
    private final Duration beforeAskingTheStore;
    private final QuestionVectors vectors = new QuestionVectors();

    ScopeSearch(ScopeIndexes indexes) {
        this(indexes, PATIENCE, BEFORE_ASKING_THE_STORE);
    }

    /** @param beforeAskingTheStore how long to wait for an index that is being read, where the store could answer */
    ScopeSearch(ScopeIndexes indexes, Duration patience, Duration beforeAskingTheStore) {
        this.indexes = indexes;
        this.patience = patience;
        this.beforeAskingTheStore = beforeAskingTheStore;
    }

    /** The best first. Throws {@link BeingReadException} when it takes too long until there is an answer. */
    List<Hit> hits(Question question, AgentMemory memory, Scope scope) {
        if (!memory.pgVector().isUsable()) {
            return fromIndex(question, memory, scope);
        }
        try {
            return indexes.of(scope, memory, beforeAskingTheStore)
                    .map(index -> fromBoth(question, memory, scope, index))
                    .or(() -> fromStore(question, memory, scope))
                    .orElseGet(() -> fromIndex(question, memory, scope));
        } catch (DataAccessException | StoreUnavailableException failure) {
            if (!PgVector.isToBlame(failure)) {
                throw failure;
            }
            memory.pgVector().failed(failure);
            return fromIndex(question, memory, scope);
        }
    }

    private List<Hit> fromIndex(Question question, AgentMemory memory, Scope scope) {
        var index = indexes.of(scope, memory, patience)
                .orElseThrow(() -> new BeingReadException(
                        "The memories of agent " + scope.agent(), memory.store().name()));
        return fromIndex(question, memory, index);
    }

    private List<Hit> fromIndex(Question question, AgentMemory memory, ScopeIndex index) {
        return index.search(question, vector(index.toEmbed(question.text(), Set.of()), memory));
    }

    private List<Hit> fromBoth(Question question, AgentMemory memory, Scope scope, ScopeIndex index) {
        var external = index.floor() == 0
                ? Optional.<ExternalCandidateSearch>empty()
                : ExternalCandidateSearch.of(memory, scope, index.floor(), question.text());
        return external.map(older -> {
                    var vector = vector(index.toEmbed(question.text(), older.speakers()), memory);
                    return index.search(question, vector, older.candidates(question.limit(), vector));
                })
                .orElseGet(() -> fromIndex(question, memory, index));
    }

    private Optional<List<Hit>> fromStore(Question question, AgentMemory memory, Scope scope) {
        LOG.debug("{} is still being read; the store is asked", scope);
        return ExternalCandidateSearch.of(memory, scope, Long.MAX_VALUE, question.text())
                .map(all -> {
                    var none = new MemoryIndex();
                    var vector = vector(none.toEmbed(question.text(), all.speakers()), memory);
                    return none.search(question, vector, all.candidates(question.limit(), vector));
                });
    }

    private float @Nullable [] vector(String toEmbed, AgentMemory memory) {
        return vectors.of(toEmbed, memory.embedder()).orElse(null);
    }
}
