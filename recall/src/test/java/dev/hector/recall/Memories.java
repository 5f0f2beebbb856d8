package dev.hector.recall;

import java.time.Instant;
import java.util.List;

/** Memories for tests. */
final class Memories {

    static final Instant NOON = Instant.parse("2026-03-05T12:00:00Z");

    private Memories() {}

    static Memory memory(long id, String session, String text) {
        return memory(id, session, "user", text);
    }

    static Memory memory(long id, String session, String speaker, String text) {
        return new Memory(new Origin(id, session, id, speaker, NOON), text);
    }

    /** An index of one session, whose ids count from 1. */
    static MemoryIndex said(String... texts) {
        var index = new MemoryIndex();
        for (var i = 0; i < texts.length; i++) {
            index.add(memory(i + 1L, "s", texts[i]), null);
        }
        return index;
    }

    static List<Long> ids(List<Hit> hits) {
        return hits.stream().map(hit -> hit.origin().id()).toList();
    }
}
