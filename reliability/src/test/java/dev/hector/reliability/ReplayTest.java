package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final Map<String, List<String>> FRESH =
            Map.of("session_catalogue", List.of("(s,3)", "(t,1)"), "parked_session", List.of());

    @Test
    void acceptsTheSameRowsInAnyOrder() {
        assertThat(Replay.differences(rows("(t,1)", "(s,3)"), FRESH)).isEmpty();
    }

    @Test
    void findsARowThatIsMissing() {
        assertThat(Replay.differences(rows("(s,3)"), FRESH)).containsExactly("session_catalogue lacks (t,1)");
    }

    @Test
    void findsARowThatIsTooMany() {
        assertThat(Replay.differences(rows("(s,3)", "(t,1)", "(u,1)"), FRESH))
                .containsExactly("session_catalogue has too much (u,1)");
    }

    @Test
    void findsARowThatIsAnotherOne() {
        assertThat(Replay.differences(rows("(s,2)", "(t,1)"), FRESH)).hasSize(2);
    }

    @Test
    void findsASessionThatIsParkedInBoth() {
        var parked = Map.of("parked_session", List.of("(session_clock,s)"));

        assertThat(Replay.differences(parked, parked)).isNotEmpty();
    }

    private static Map<String, List<String>> rows(String... rows) {
        return Map.of("session_catalogue", List.of(rows), "parked_session", List.of());
    }
}
