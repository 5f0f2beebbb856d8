package dev.hector.reliability;

import dev.hector.store.StoredEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is left of a run: the clients' history and the log, in the order of its positions. */
record Evidence(History history, List<StoredEvent> log, Map<String, List<StoredEvent>> bySession) {

    static Evidence of(History history, List<StoredEvent> log) {
        var bySession = log.stream()
                .collect(Collectors.groupingBy(
                        event -> event.session().sessionId(), LinkedHashMap::new, Collectors.toList()));
        return new Evidence(history, log, bySession);
    }

    List<StoredEvent> session(String id) {
        return bySession.getOrDefault(id, List.of());
    }

    Optional<StoredEvent> at(String session, long sequence) {
        var events = session(session);
        return sequence >= 1 && sequence <= events.size()
                ? Optional.of(events.get((int) sequence - 1)).filter(event -> event.sequence() == sequence)
                : Optional.empty();
    }
}
