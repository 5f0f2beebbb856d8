package dev.hector.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a configuration says of services in processes of their own. */
class ManyInstancesConfigTest {

    private static final String STORE =
            "session_stores: {s: {sql: {driver: postgres, database: d}}}\nagents: {a: {session_store: s}}\n";

    @Test
    void areAbsentInOneProcess() {
        var config = read(STORE);
        assertThat(config.services()).isNull();
        assertThat(config.kafka()).isNull();
    }

    @Test
    void haveAddressesAndBrokers() {
        var config = read(STORE + """
            services: {command: ["c:9300", "127.0.0.1:9301"], query: ["q:9300"], projector: ["[::1]:9300"]}
            kafka: {bootstrap_servers: ["${BROKER}"], properties: {security.protocol: SASL_SSL, sasl.jaas.config: secret}}
            """);
        assertThat(config.services())
                .isEqualTo(new ServicesConfig(
                        List.of("c:9300", "127.0.0.1:9301"), List.of("q:9300"), List.of("[::1]:9300")));
        assertThat(config.kafka())
                .isEqualTo(new KafkaConfig(
                        List.of("k:9092"),
                        "hector.session-events",
                        12,
                        1,
                        Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", "secret")));
        assertThat(config.toString()).doesNotContain("secret");
    }

    @Test
    void refuseWhatIsNoAddress() {
        assertThat(problem("services: {command: [here], query: [\"q:1\"], projector: [\"p:1\"]}\n"))
                .contains("services.command[0] must be a host and a port, such as localhost:9301");
        assertThat(problem("services: {command: [], query: [\"q:1\"], projector: [\"p:1\"]}\n"))
                .contains("services.command needs at least one address");
        assertThat(problem("services: {command: [\"c:1\"], query: [\"q:1\"]}\n"))
                .contains("services needs 'projector'");
        assertThat(problem("kafka: {bootstrap_servers: []}\n"))
                .contains("kafka.bootstrap_servers needs at least one address");
    }

    @Test
    void needPostgresForKafka() {
        var kafka = "kafka: {bootstrap_servers: [\"k:1\"]}\n";
        assertThat(refusal("agents: {a: {}}\n" + kafka)).contains("agents.a needs a session_store of driver postgres");
        assertThat(refusal(
                        "session_stores: {s: {sql: {driver: sqlite, database: d}}}\nagents: {a: {session_store: s}}\n"
                                + kafka))
                .contains("agents.a needs a session_store of driver postgres");
    }

    private static String problem(String more) {
        return refusal(STORE + more);
    }

    private static String refusal(String yaml) {
        return String.valueOf(assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(yaml))
                .actual()
                .getMessage());
    }

    private static HectorConfig read(String yaml) {
        return HectorConfigReader.read("c.yaml", yaml, Map.of("BROKER", "k:9092"), _ -> true);
    }
}
