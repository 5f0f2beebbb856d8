package dev.hector.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.AgentConfigured;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.store.EventLog.SessionRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SQLite scans in silence where an index does not fit, and long sessions then cost what they are long. */
class EventRowsTest {

    static List<SessionRange> rangesOfMemory() {
        var newest = SessionRange.newestBefore(10_000, 1);
        return List.of(
                newest.ofTypes(AgentConfigured.class),
                newest.ofTypes(MemorySummarised.class),
                newest.ofTypes(MemorySummarised.class, AgentConfigured.class));
    }

    @ParameterizedTest
    @MethodSource("rangesOfMemory")
    void findsWhatMemoryIsMadeOfWithoutReadingTheSession(SessionRange range) {
        assertThat(planOf(EventRows.ofSession(range))).contains("USING INDEX session_event_memory ");
    }

    @Test
    void readsOtherTypesInTheSessionsOrder() {
        var range = SessionRange.after(0, 10).ofTypes(MessageAppended.class, MemorySummarised.class);

        assertThat(planOf(EventRows.ofSession(range)))
                .contains("session_event_1 (session=? AND sequence>? AND sequence<?)")
                .doesNotContain("session_event_memory", "SCAN", "TEMP B-TREE");
    }

    private static String planOf(String sql) {
        try (var store = TestStores.inMemory()) {
            return store.read(rows -> String.join(
                    "\n",
                    rows.sql("EXPLAIN QUERY PLAN " + sql)
                            .param("tenant", "default")
                            .param("agent", "assistant")
                            .param("session", "s")
                            .param("after", 0L)
                            .param("before", 10_000L)
                            .param("limit", 1)
                            .query((row, _) -> row.getString("detail"))
                            .list()));
        }
    }
}
