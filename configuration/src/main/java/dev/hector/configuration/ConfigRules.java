package dev.hector.configuration;

import dev.hector.configuration.ScalarReader.Use;
import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.events.memory.MemorySettings;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/** What must hold between values that are each right by themselves. */
final class ConfigRules {

    private final Problems problems;
    private final Predicate<String> present;

    /** @param present whether a module of the server is there, by its artifact */
    ConfigRules(Problems problems, Predicate<String> present) {
        this.problems = problems;
        this.present = present;
    }

    void check(Section file, List<Use> uses) {
        uses.forEach(use -> checkReference(file, use));
        file.section("agents").values().forEach((name, agent) -> {
            var memory = ((Section) agent.content()).section("memory");
            checkShares("agents." + name + ".memory.working", memory.section("working"));
            checkLongTerm(name, memory);
        });
        checkServices(file);
        checkKafka(file);
        file.section("llms").values().forEach((name, llm) -> checkLlm("llms." + name, llm));
        file.section("embedders").values().forEach((name, embedder) -> checkEmbedder("embedders." + name, embedder));
    }

    private void checkServices(Section file) {
        var services = file.section("services");
        services.written().forEach(service -> checkAddresses("services." + service, services, service));
    }

    private void checkAddresses(String path, Section block, String key) {
        var addresses = block.get(key, List.class);
        if (addresses != null && addresses.isEmpty()) {
            problems.add(block.at(key), path + " needs at least one address, such as localhost:9301");
        }
    }

    /** A relay's cursor is fenced by what PostgreSQL locks. */
    private void checkKafka(Section file) {
        if (!file.written().contains("kafka")) {
            return;
        }
        checkAddresses("kafka.bootstrap_servers", file.section("kafka"), "bootstrap_servers");
        file.section("agents").values().forEach((name, agent) -> {
            var store = ((Section) agent.content()).text("session_store");
            var driver = store == null
                    ? null
                    : file.section("session_stores")
                            .section(store)
                            .section("sql")
                            .text("driver");
            if (store == null || (driver != null && !driver.equals(Driver.POSTGRES.wireName()))) {
                problems.add(
                        agent.at(),
                        "agents.%s needs a session_store of driver postgres: kafka hands on what PostgreSQL keeps"
                                .formatted(name));
            }
        });
    }

    private void checkReference(Section file, Use use) {
        var names = file.section(use.to()).values().keySet();
        if (!names.contains(use.name())) {
            var remedy = NearestName.of(use.name(), names)
                    .map("did you mean '%s'?"::formatted)
                    .orElse("add it there, or remove the line");
            problems.add(
                    use.at(),
                    "%s names '%s', which %s does not have; %s"
                            .formatted(use.path(), ShapeText.shorten(use.name()), use.to(), remedy));
        }
    }

    private void checkShares(String path, Section working) {
        var target = working.get("target", Double.class);
        var threshold =
                Objects.requireNonNullElse(working.get("threshold", Double.class), MemorySettings.DEFAULT.threshold());
        if (target != null && target >= threshold) {
            problems.add(
                    working.at("target"),
                    "%s.target is %s and must be below threshold, which is %s".formatted(path, target, threshold));
        }
    }

    private void checkLongTerm(String agent, Section memory) {
        if (memory.written().contains("longterm")) {
            MissingModules.problem(agent, present).ifPresent(problem -> problems.add(memory.at("longterm"), problem));
        }
    }

    private void checkLlm(String path, Section.Value value) {
        var llm = (Section) value.content();
        var type = llm.word("type", ModelType.class);
        if (type != null && type != ModelType.DEMO) {
            checkModel(path, value, type.wireName(), type.needsKey(llm.written().contains("host")));
        }
    }

    private void checkEmbedder(String path, Section.Value value) {
        var embedder = (Section) value.content();
        var type = embedder.word("type", EmbedderType.class);
        if (type != null && type != EmbedderType.MINILM) {
            checkModel(
                    path,
                    value,
                    type.wireName(),
                    type.needsKey(embedder.written().contains("host")));
        }
    }

    private void checkModel(String path, Section.Value model, String type, boolean needsKey) {
        var written = ((Section) model.content()).written();
        if (!written.contains("model")) {
            problems.add(model.at(), "%s needs 'model': the name of the model to ask %s for".formatted(path, type));
        }
        if (needsKey && !written.contains("api_key")) {
            problems.add(
                    model.at(),
                    "%s needs 'api_key', such as api_key: ${%s_API_KEY}"
                            .formatted(path, type.toUpperCase(Locale.ROOT)));
        }
    }
}
