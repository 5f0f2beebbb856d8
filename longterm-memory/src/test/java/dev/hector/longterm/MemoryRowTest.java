package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionKey;
import dev.hector.store.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryRowTest {

    @Test
    void speakerIsANameOfOneLineWhateverAClientCallsIt() {
        assertThat(speaker("Ada")).isEqualTo("Ada");
        assertThat(speaker(" Ada\n\u0007 Lovelace\u0085 ")).isEqualTo("Ada Lovelace");
        assertThat(speaker("\u0000")).isNull();
        assertThat(speaker(7)).isNull();
        assertThat(String.valueOf(speaker("😀".repeat(300))).codePoints().count())
                .isEqualTo(100);
    }

    private static @Nullable String speaker(Object name) {
        var message = new MessageAppended(
                "msg_1", Role.USER, "Hello", 1, List.of(), null, null, null, null, null, Map.of("speaker", name));
        var event = new StoredEvent(
                1, SessionKey.of("assistant", "s1"), 2, "evt_1", "MessageAppended", 1, "{}", "{}", Instant.EPOCH);
        return MemoryRow.of(event, message).speaker();
    }
}
