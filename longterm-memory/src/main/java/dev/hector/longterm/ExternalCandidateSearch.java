package dev.hector.longterm;

import dev.hector.longterm.CandidateQueries.Profile;
import dev.hector.longterm.MemoryQueries.Change;
import dev.hector.recall.ExternalCandidates;
import dev.hector.recall.Memory;
import dev.hector.recall.MemoryIndex;
import dev.hector.recall.Prepared;
import dev.hector.recall.TermStatistics;
import dev.hector.recall.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The memories of a scope up to a position as PostgreSQL finds them, for one question. The nearest and those with the best
 * words are fetched with what was said around them; how rare the words are is counted among all.
 */
final class ExternalCandidateSearch {

    /** So many memories that are not searchable yet are looked at one by one. */
    private static final int MOST_UNSEARCHABLE = 2_000;

    private static final int LEAST_CANDIDATES = 100;

    /** The rarest words of a question find the candidates. */
    private static final int MOST_WORDS = 24;

    private static final String UNSEARCHABLE = """
        m.position <= ? AND NOT EXISTS
          (SELECT 1 FROM memory_nearest n WHERE n.model = ? AND n.position = m.position)
        ORDER BY m.position DESC LIMIT ?
        """;

    private final AgentMemory memory;
    private final Scope scope;
    private final long upTo;
    private final Profile profile;
    private final List<Change> unsearchable;

    private ExternalCandidateSearch(
            AgentMemory memory, Scope scope, long upTo, Profile profile, List<Change> unsearchable) {
        this.memory = memory;
        this.scope = scope;
        this.upTo = upTo;
        this.profile = profile;
        this.unsearchable = unsearchable;
    }

    /** Empty where too much is not searchable yet. */
    static Optional<ExternalCandidateSearch> of(AgentMemory memory, Scope scope, long upTo, String question) {
        var model = memory.embedder().model();
        var stems = Words.askedBy(question);
        List<Object> values = List.of(upTo, model, MOST_UNSEARCHABLE + 1);
        var unsearchable = memory.store().read(rows -> MemoryQueries.whole(rows, scope, model, UNSEARCHABLE, values));
        if (unsearchable.size() > MOST_UNSEARCHABLE) {
            return Optional.empty();
        }
        var profile = memory.store().read(rows -> new CandidateQueries(rows, scope, model, upTo).profile(stems));
        return Optional.of(new ExternalCandidateSearch(memory, scope, upTo, profile, unsearchable));
    }

    /** Who speaks in them. */
    Set<String> speakers() {
        var speakers = new HashSet<>(profile.speakers());
        unsearchable.forEach(one -> speakers.add(one.memory().origin().speaker()));
        return speakers;
    }

    /** What may answer the question, as a recall takes it. */
    ExternalCandidates candidates(int limit, float @Nullable [] vector) {
        var most = Math.max(LEAST_CANDIDATES, 2 * limit);
        return memory.store().read(rows -> {
            var queries = new CandidateQueries(rows, scope, memory.embedder().model(), upTo);
            var best = new LinkedHashSet<>(queries.withWords(weights(), most));
            best.addAll(vector == null ? List.of() : queries.nearest(vector, most));
            return external(best, read(rows, queries.around(best)), vector);
        });
    }

    private List<Change> read(JdbcClient rows, Collection<Long> positions) {
        return positions.isEmpty()
                ? List.of()
                : MemoryQueries.whole(
                        rows,
                        scope,
                        memory.embedder().model(),
                        "m.position IN ("
                                + String.join(
                                        ", ",
                                        positions.stream().map(String::valueOf).toList()) + ")",
                        List.of());
    }

    /** As in BM25, of memories that have nothing else. */
    private Map<String, Double> weights() {
        var statistics = profile.statistics();
        var weights = new LinkedHashMap<String, Double>();
        statistics.holders().entrySet().stream()
                .filter(stem -> stem.getValue() > 0)
                .sorted(Map.Entry.comparingByValue())
                .limit(MOST_WORDS)
                .forEach(stem -> weights.put(stem.getKey(), rarity(stem.getValue(), statistics.memories())));
        return weights;
    }

    private static double rarity(long holders, long memories) {
        return Math.log(1 + (memories - holders + 0.5) / (holders + 0.5));
    }

    private ExternalCandidates external(Set<Long> best, List<Change> found, float @Nullable [] vector) {
        var all = new LinkedHashMap<Long, Change>();
        found.forEach(one -> all.put(one.at().position(), one));
        unsearchable.forEach(one -> all.put(one.at().position(), one));
        var candidates = new MemoryIndex();
        candidates.addAll(all.values().stream()
                .map(one -> new Prepared(one.memory(), usable(one, vector)))
                .toList());
        var whole = whole(best, all);
        return new ExternalCandidates(candidates, origin -> whole.contains(origin.id()), statistics());
    }

    private static float @Nullable [] usable(Change one, float @Nullable [] vector) {
        var own = one.vector();
        return own != null && vector != null && own.length == vector.length ? own : null;
    }

    private TermStatistics statistics() {
        var statistics = profile.statistics();
        for (var one : unsearchable) {
            statistics = statistics.with(Words.of(one.memory()));
        }
        return statistics;
    }

    /** The best, the one before each and the two after, and what is not searchable: all else is there as what was said around. */
    private Set<Long> whole(Set<Long> best, Map<Long, Change> all) {
        var sessions = new HashMap<String, List<Memory>>();
        all.values()
                .forEach(one -> sessions.computeIfAbsent(one.memory().origin().sessionId(), _ -> new ArrayList<>())
                        .add(one.memory()));
        var whole = new HashSet<Long>();
        unsearchable.forEach(one -> whole.add(one.at().position()));
        for (var session : sessions.values()) {
            session.sort(Comparator.comparingLong(one -> one.origin().sequence()));
            for (var i = 0; i < session.size(); i++) {
                if (best.contains(session.get(i).origin().id())) {
                    session.subList(Math.max(0, i - 1), Math.min(session.size(), i + 3))
                            .forEach(one -> whole.add(one.origin().id()));
                }
            }
        }
        whole.removeIf(position -> position > upTo);
        return whole;
    }
}
