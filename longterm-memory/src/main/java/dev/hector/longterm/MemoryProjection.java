package dev.hector.longterm;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.LongTermConfig;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.TokenCounter;
import dev.hector.longterm.MemoryRows.Kept;
import dev.hector.store.StoredEvent;
import dev.hector.store.WorkingMemoryLog;
import dev.hector.store.projection.Projection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One agent's rows in table {@code memory}. Those of a session become due {@code batchSize} at a time, and all that are
 * left at its end; 0 waits for the end. Of a deleted session no content stays.
 *
 * <p>Events that keep nothing are not even read, so that a newer release's kinds of events park no session.
 */
final class MemoryProjection implements Projection {

    private final String agent;
    private final View view;
    private final int batchSize;
    private final MemorySource source;
    private final Owners owners;

    MemoryProjection(String agent, View view, int batchSize, MemorySource source, Owners owners) {
        this.agent = agent;
        this.view = view;
        this.batchSize = batchSize;
        this.source = source;
        this.owners = owners;
    }

    static MemoryProjection of(
            AgentConfig agent, LongTermConfig longterm, View view, TokenCounter counter, Owners owners) {
        var source = switch (view) {
            case MESSAGES -> new SaidMessages();
            case SUMMARIES -> new MadeSummaries(new FinalSummary(counter, agent.workingMemory()));
        };
        return new MemoryProjection(agent.name(), view, longterm.batchSize(), source, owners);
    }

    @Override
    public String name() {
        return view.cursor(agent);
    }

    @Override
    public void apply(JdbcClient rows, StoredEvent event) {
        applyAll(rows, List.of(event));
    }

    @Override
    public void applyAll(JdbcClient rows, List<StoredEvent> events) {
        var changes = changes(rows, events);
        if (changes.isEmpty()) {
            return;
        }
        var memories = new MemoryRows(rows, view);
        var stamp = ChangeSequence.next(rows);
        changes.forEach((session, change) -> {
            if (change.deleted()) {
                memories.bury(session, stamp);
            } else {
                keep(memories, session, change, stamp);
            }
        });
    }

    private void keep(MemoryRows memories, SessionKey session, SessionChange change, long stamp) {
        var waiting = memories.waiting(session);
        var due = change.due(batchSize, waiting);
        if (waiting > 0 && due > 0) {
            memories.makeDue(session, stamp);
        }
        var kept = new ArrayList<Kept>();
        var user = change.memories().isEmpty() ? "" : owner(memories.rows(), session);
        for (var memory : change.memories()) {
            kept.add(new Kept(memory, user, waiting + kept.size() < due));
        }
        memories.insert(kept, stamp);
    }

    private Map<SessionKey, SessionChange> changes(JdbcClient rows, List<StoredEvent> events) {
        return events.stream()
                .filter(this::concerns)
                .collect(Collectors.groupingBy(StoredEvent::session, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(of -> Map.entry(of.getKey(), SessionChange.of(of.getValue(), event -> source.of(event, rows))))
                .filter(of -> !of.getValue().isNothing())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
    }

    private boolean concerns(StoredEvent event) {
        return event.session().agent().equals(agent)
                && event.is(MessageAppended.class, MemorySummarised.class, SessionEnded.class);
    }

    private String owner(JdbcClient rows, SessionKey session) {
        return owners.of(
                        session,
                        () -> WorkingMemoryLog.within(rows).between(session, 0, 1).stream()
                                .findFirst())
                .orElseThrow(() -> new IllegalStateException("Session " + session + " does not say whose it is"));
    }
}
