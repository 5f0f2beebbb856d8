package dev.hector.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hector.configuration.SessionStoreConfig.Driver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HectorConfigReaderTest {

    @Test
    void reportsAllProblemsTogetherInTheOrderOfTheFile() {
        assertThat(problems("""
            agents:
              a:
                llm: nowhere
                memory:
                  working:
                    strategy: fifo
                    budget: 0
            sesions:
              timeout: 30m
            """)).extracting(ConfigProblem::line).containsExactly(3, 6, 7, 8);
    }

    @Test
    void refusesTheSameKeyTwice() {
        assertThat(problems("agents:\n  a:\n    llm: x\n    llm: y\nllms:\n  x: {type: demo}\n"))
                .singleElement()
                .hasToString("c.yaml:4:5: 'llm' stands here twice, first in line 3; keep one");
    }

    @Test
    void refusesTheSameAgentTwiceEvenInTwoParts() {
        assertThat(problems("agents:\n  a:\nagents:\n  a:\n"))
                .singleElement()
                .hasToString("c.yaml:4:3: 'a' stands here twice, first in line 2; keep one");
    }

    @Test
    void refusesATimeLimitTwice() {
        assertThat(problems("sessions: {timeout: 1m}\nsessions: {timeout: 2m}\n"))
                .singleElement()
                .hasToString("c.yaml:2:1: 'sessions' stands here twice, first in line 1; keep one");
    }

    @Test
    void pointsToWhereAKeyBelongs() {
        assertThat(problems("agents:\n  a:\n    memory:\n      budget: 10\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("unknown key 'budget' in agents.a.memory")
                        .contains("it belongs at agents.NAME.memory.working.budget"));
    }

    @Test
    void fillsInVariables() {
        var config = read("""
            session_stores:
              db:
                sql:
                  driver: ${DRIVER}
                  database: ${DATABASE:-hector}
                  port: ${PORT:-5432}
                  password: "${PASSWORD}"
                  username: ${NOBODY:-}
            """, Map.of("DRIVER", "postgres", "PASSWORD", "a: b #c ${x}"));

        var store = Objects.requireNonNull(config.sessionStores().get("db"));
        assertThat(store.driver()).isEqualTo(Driver.POSTGRES);
        assertThat(store.database()).isEqualTo("hector");
        assertThat(store.port()).isEqualTo(5432);
        assertThat(store.password()).isEqualTo("a: b #c ${x}");
        assertThat(store.username()).isNull();
    }

    @Test
    void keepsBlobsInTheDatabaseUnlessAFolderIsNamed() {
        var config = read("""
            session_stores:
              plain: {sql: {driver: sqlite, database: a.db}}
              apart: {sql: {driver: sqlite, database: b.db}, blobs: {folder: ./blobs}}
            """, Map.of());

        assertThat(config.sessionStores().get("plain"))
                .extracting(SessionStoreConfig::blobFolder)
                .isNull();
        assertThat(config.sessionStores().get("apart"))
                .extracting(SessionStoreConfig::blobFolder)
                .isEqualTo("./blobs");
    }

    @Test
    void leavesTheTextOfAnEscapedVariable() {
        var config = read("agents:\n  a:\n    instructions: 'Cost: $${price} in $'\n", Map.of());

        assertThat(config.agents().get("a"))
                .extracting(AgentConfig::instructions)
                .isEqualTo("Cost: ${price} in $");
    }

    @Test
    void saysWhichVariableIsNotSetAndWhere() {
        assertThat(problems("llms:\n  m:\n    type: openai\n    model: m\n    api_key: \"sk-${KEY}\"\n"))
                .singleElement()
                .hasToString("c.yaml:5:18: llms.m.api_key: the environment variable KEY is not set; "
                        + "set it, or write ${KEY:-default}");
    }

    @Test
    void refusesAHalfWrittenVariable() {
        assertThat(problems("agents:\n  a:\n    instructions: use ${MY-KEY}\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.column()).isEqualTo(23));
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, 500",
        "30s, 30000",
        "30m, 1800000",
        "24h, 86400000",
        "1h30m, 5400000",
        "7d, 604800000",
        "1m500ms, 60500"
    })
    void readsDurations(String text, long millis) {
        assertThat(read("sessions: {timeout: " + text + "}", Map.of())
                        .sessions()
                        .timeout())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30",
                "0s",
                "-1m",
                "1.5h",
                "30 m",
                "m",
                "1m1h",
                "99999999999d",
                "999999999d",
                "''",
                "[]",
                "1h 30m"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThat(problems("sessions:\n  timeout: " + text))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("sessions.timeout must be a duration such as 500ms, 30s, 30m or 1h30m, from"
                                + " 1ms to 3650d"));
    }

    @Test
    void takesNumbersAsTyped() {
        var config = read("""
            session_stores: {a: {sql: {driver: postgres, database: 0123, password: 007, username: null_user}}}
            agents: {1: {memory: {working: {budget: 4_000}}}}
            """, Map.of());

        assertThat(config.sessionStores().get("a")).satisfies(store -> {
            assertThat(Objects.requireNonNull(store).database()).isEqualTo("0123");
            assertThat(store.password()).isEqualTo("007");
        });
        assertThat(Objects.requireNonNull(config.agents().get("1"))
                        .workingMemory()
                        .budget())
                .isEqualTo(4000);
    }

    @Test
    void refusesATargetThatIsNotBelowTheThreshold() {
        assertThat(problems("agents:\n  a:\n    memory:\n      working:\n        target: 0.9\n"))
                .singleElement()
                .hasToString(
                        "c.yaml:5:17: agents.a.memory.working.target is 0.9 and must be below threshold, which is 0.8");
    }

    @Test
    void lowersTheDefaultTargetBelowALowThreshold() {
        var config = read("agents: {a: {memory: {working: {threshold: 0.4}}}}", Map.of());

        assertThat(Objects.requireNonNull(config.agents().get("a"))
                        .workingMemory()
                        .target())
                .isCloseTo(0.3, offset(1e-9));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrong(String yaml, String message) {
        assertThat(problems(yaml))
                .anySatisfy(problem -> assertThat(problem.message()).contains(message));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("llms: {m: {}}", "llms.m needs 'type': demo"),
                arguments("llms: {m: {type: openai, api_key: k}}", "llms.m needs 'model'"),
                arguments("llms: {m: {type: anthropic, model: c}}", "llms.m needs 'api_key'"),
                arguments(
                        "llms: {m: {type: ollama, model: c, host: localhost}}",
                        "llms.m.host must be an address such as"),
                arguments("llms: {m: {type: demo, temperature: 3}}", "llms.m.temperature must be a number from 0 to 2"),
                arguments("llms: {m: {type: demo, temperature: .nan}}", "llms.m.temperature must be a number"),
                arguments("embedders: {e: {}}", "embedders.e needs 'type': minilm, openai or ollama"),
                arguments("embedders: {e: {type: minilmm}}", "did you mean 'minilm'?"),
                arguments("embedders: {e: {type: ollama}}", "embedders.e needs 'model'"),
                arguments("embedders: {e: {type: openai, model: m}}", "embedders.e needs 'api_key'"),
                arguments(
                        "agents: {a: {memory: {longterm: {embedder: e}}}}",
                        "agents.a.memory.longterm.embedder names 'e', which embedders does not have"),
                arguments("session_stores: {s: {backend: sql}}", "session_stores.s needs 'sql'"),
                arguments(
                        "session_stores: {s: {sql: {driver: postgres, database: d, port: 70000}}}", "from 1 to 65535"),
                arguments(
                        "session_stores: {s: {sql: {driver: postgres, database: d, ssl_mode: on}}}",
                        "must be disable, allow, prefer"),
                arguments("agents: {a b: }", "'a b' is no name for an agent"),
                arguments("agents: [a]", "agents must be a block of keys and values"),
                arguments("agents: {a: {tools: search}}", "agents.a.tools must be a list"),
                arguments("agents: {a: {tools: [1, [2]]}}", "agents.a.tools[1] must"),
                arguments(
                        "agents: {a: {session_store: s}}",
                        "names 's', which session_stores does not have; add it there"),
                arguments(
                        "agents: {a: {memory: {working: {budget: }}}}",
                        "has no value; write a whole number from 16 to"),
                arguments("agents: {a: {reasoning: {engine: x}}}", "must be empty, true or false"),
                arguments("agents: {<<: {a: }}", "'<<' does not merge here"),
                arguments("{[1]: 2}", "a key must be a plain name"),
                arguments("just text", "the file must be a block of keys and values"),
                arguments("", "the file is empty"),
                arguments("# nothing", "the file is empty"),
                arguments("a: b: c", "no valid YAML: mapping values are not allowed here"),
                arguments("agents: *x", "no valid YAML: found undefined alias x"),
                arguments("agents: {", "no valid YAML"));
    }

    @Test
    void asksForSpacesInsteadOfTabs() {
        assertThat(problems("agents:\n\ta:\n")).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).endsWith("indent with spaces");
        });
    }

    @Test
    void asksForQuotesAroundAVariableInsideBraces() {
        assertThat(problems("llms: {m: {type: demo, api_key: ${KEY}}}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).endsWith("\"${NAME}\""));
    }

    @Test
    void sharesABlockByItsName() {
        var config = read("agents:\n  a: &same\n    instructions: Be brief.\n  b: *same\n", Map.of());

        assertThat(config.agents().get("b"))
                .extracting(AgentConfig::instructions)
                .isEqualTo("Be brief.");
    }

    @Test
    void survivesNodesThatContainThemselves() {
        assertThat(problems("agents: &a\n  x: *a\n")).isNotEmpty();
    }

    @Test
    void refusesAliasBombsAndDeepNesting() {
        var bomb = new StringBuilder("a0: &a0 [x]\n");
        for (var level = 1; level < 60; level++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
        }
        assertThat(problems(bomb.toString())).isNotEmpty();
        assertThat(problems("[".repeat(100_000))).isNotEmpty();
        assertThat(problems("a".repeat(2_000_000) + ": b")).isNotEmpty();
    }

    @Test
    void readsAFile(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("c.yaml"), "\uFEFFagents:\n  assistant:\n");

        assertThat(HectorConfigReader.read(file).agents()).containsOnlyKeys("assistant");
    }

    @Test
    void saysWhyAFileCannotBeRead(@TempDir Path folder) throws Exception {
        var latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});

        assertThatThrownBy(() -> HectorConfigReader.read(folder.resolve("none.yaml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> HectorConfigReader.read(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> HectorConfigReader.read(latin)).hasMessageContaining("is not UTF-8");
    }

    @Test
    void keepsSecretsOutOfItsText() {
        var config = read("""
            llms: {m: {type: openai, model: x, api_key: sk-secret}}
            embedders: {e: {type: openai, model: x, api_key: sk-secret}}
            session_stores: {s: {sql: {driver: postgres, database: d, password: hush-secret}}}
            """, Map.of());

        assertThat(config.toString()).doesNotContain("secret");
    }

    @Test
    void knowsTheEmbeddingModelOfAnAgent() {
        var config = read("""
            agents: {a: {memory: {longterm: {embedder: e}}}, b: {memory: {longterm: }}}
            embedders: {e: {type: ollama, model: nomic-embed-text, timeout: 5s}}
            """, Map.of());

        assertThat(longterm(config, "a").embedder()).isEqualTo("e");
        assertThat(longterm(config, "b").embedder()).isNull();
        assertThat(config.embedders().get("e"))
                .isEqualTo(new EmbedderConfig(
                        "e", EmbedderType.OLLAMA, "nomic-embed-text", null, null, Duration.ofSeconds(5)));
    }

    @Test
    void saysWhichModuleLongTermMemoryNeeds() {
        var yaml = "agents:\n  a:\n    memory:\n      longterm: {}\n";

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> HectorConfigReader.read("c.yaml", yaml, Map.of(), _ -> false))
                .withMessage(
                        "c.yaml:4:17: agents.a.memory.longterm needs the module dev.hector:longterm-memory, which is"
                                + " not on the class path; add it, or remove the block");
    }

    @Test
    void saysWhichModuleIsMissingWithoutAFileToo() {
        var config = read("agents: {a: {memory: {longterm: {}}}}", Map.of());

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> MissingModules.check(config, _ -> false))
                .withMessageContaining("agents.a.memory.longterm needs the module dev.hector:longterm-memory");
        MissingModules.check(config, MissingModules.among(ServerModule.present()));
        MissingModules.check(HectorConfig.builtIn(), _ -> false);
    }

    private static LongTermConfig longterm(HectorConfig config, String agent) {
        return Objects.requireNonNull(
                Objects.requireNonNull(config.agents().get(agent)).longterm());
    }

    @Test
    void warnsOfServerSettingsForAFile() {
        assertThat(read("agents: {a: }\nsession_stores: {s: {sql: {driver: sqlite, database: d, host: h}}}", Map.of())
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("session_stores.s is a sqlite file");
    }

    private static HectorConfig read(String yaml, Map<String, String> env) {
        return HectorConfigReader.read("c.yaml", yaml, env);
    }

    private static List<ConfigProblem> problems(String yaml) {
        var refusal = catchThrowableOfType(ConfigException.class, () -> read(yaml, Map.of()));
        return Objects.requireNonNull(refusal, "was accepted").problems();
    }
}
