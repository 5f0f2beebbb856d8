package dev.hector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.configuration.SessionsConfig;
import dev.hector.events.memory.MemorySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionStoresTest {

    @TempDir
    Path folder;

    @Test
    void agentsThatNameNoStoreShareOneInMemory() {
        try (var stores = SessionStores.of(config(agent("a", null), agent("b", null), agent("c", "main-db")))) {
            assertThat(stores.forAgent("a")).isSameAs(stores.forAgent("b"));
            assertThat(stores.forAgent("a").name()).isEqualTo("memory");
            assertThat(stores.forAgent("c").name()).isEqualTo("main-db");
            assertThat(stores.all()).containsExactly(stores.forAgent("a"), stores.forAgent("c"));
        }
    }

    @Test
    void opensOnlyWhatAnAgentUses() {
        try (var stores = SessionStores.of(config(agent("c", "main-db")))) {
            assertThat(stores.all()).extracting(SessionStore::name).containsExactly("main-db");
        }
    }

    @Test
    void touchesNothingBeforeItsFirstUse() {
        try (var stores = SessionStores.of(config(agent("c", "main-db")))) {
            assertThat(folder.resolve("data")).doesNotExist();
            stores.forAgent("c").check();
            assertThat(Files.exists(folder.resolve("data/hector.db"))).isTrue();
        }
    }

    @Test
    void nobodyElseSeesAStoreInMemory() {
        try (var one = SessionStores.of(config(agent("a", null)));
                var other = SessionStores.of(config(agent("a", null)))) {
            one.forAgent("a").log().append(Sample.append(Sample.session("s"), 0, Sample.created()));

            assertThat(other.forAgent("a").log().head()).isZero();
        }
    }

    @Test
    void refusesAnUnknownAgentAndNamesTheKnown() {
        try (var stores = SessionStores.of(config(agent("a", null)))) {
            assertThatExceptionOfType(UnknownAgentException.class)
                    .isThrownBy(() -> stores.forAgent("z"))
                    .withMessageContaining("'z'")
                    .withMessageContaining("configured are: a");
        }
    }

    @Test
    void refusesAStoreThatIsNotConfigured() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionStores.of(config(agent("a", "typo"))))
                .withMessageContaining("agents.a.session_store names 'typo'");
    }

    private HectorConfig config(AgentConfig... agents) {
        var byName = Arrays.stream(agents).collect(Collectors.toMap(AgentConfig::name, Function.identity()));
        return new HectorConfig(
                new TreeMap<>(byName),
                Map.of(),
                Map.of(
                        "main-db", store("main-db", Driver.SQLITE),
                        "unused", store("unused", Driver.POSTGRES)),
                SessionsConfig.DEFAULT);
    }

    private SessionStoreConfig store(String name, Driver driver) {
        var file = folder.resolve("data/hector.db").toString();
        return new SessionStoreConfig(name, driver, file, null, null, null, null, null, 4);
    }

    private static AgentConfig agent(String name, @Nullable String store) {
        return new AgentConfig(name, null, "", store, MemorySettings.DEFAULT, null, List.of(), false);
    }
}
