package dev.hector.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigSchemaTest {

    private final JsonNode schema = JsonMapper.shared().readTree(ConfigSchema.json());

    @Test
    void saysWhichDialectItIs() {
        assertThat(schema.at("/$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void knowsEveryTopLevelKeyAndNoOther() {
        assertThat(schema.at("/properties").propertyNames())
                .containsExactlyInAnyOrder(
                        "agents", "llms", "embedders", "session_stores", "sessions", "services", "kafka");
        assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void carriesRangesDefaultsAndWords() {
        var working =
                schema.at("/properties/agents/additionalProperties/properties/memory/properties/working/properties");

        assertThat(working.at("/budget/default").asInt()).isEqualTo(4000);
        assertThat(working.at("/window_size/anyOf/0/minimum").asInt()).isEqualTo(1);
        assertThat(working.at("/strategy/anyOf/0/enum").toString()).contains("summary_buffer", "token_window");
    }

    @Test
    void asksForWhatIsRequired() {
        assertThat(schema.at("/properties/session_stores/additionalProperties/properties/sql/required")
                        .toString())
                .isEqualTo("[\"driver\",\"database\"]");
    }
}
