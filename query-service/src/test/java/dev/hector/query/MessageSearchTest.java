package dev.hector.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.query.MessageSearch.Question;
import dev.hector.store.TestStores;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSearchTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "ada")
    void readsAnAgentsMessagesFromTheNewestOnAndNothingElse(@Nullable String user) {
        assertThat(planOf(new Question("default", "assistant", user, "teal")).getFirst())
                .contains("USING INDEX session_event_said (tenant=? AND agent=? AND position<?)");
    }

    private static List<String> planOf(Question question) {
        try (var store = TestStores.inMemory()) {
            return store.read(rows -> rows.sql("explain query plan " + MessageSearch.newestOf(question))
                    .param("tenant", question.tenant())
                    .param("agent", question.agent())
                    .param("before", Long.MAX_VALUE)
                    .param("user", question.userId())
                    .query((row, _) -> row.getString("detail"))
                    .list());
        }
    }
}
