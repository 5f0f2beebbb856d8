package dev.hector.configuration;

import dev.hector.configuration.ScalarReader.Use;
import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.events.memory.MemorySettings;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** What must hold between values that are each right by themselves. */
final class ConfigRules {

    private static final Set<String> NEED_NO_MODEL = Set.of("demo", "minilm");

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
        for (var models : List.of("llms", "embedders")) {
            file.section(models)
                    .values()
                    .forEach((name, model) -> checkModel(models + "." + name, (Section) model.content(), model.at()));
        }
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

    private void checkModel(String path, Section llm, Position at) {
        var type = llm.text("type");
        if (type == null || NEED_NO_MODEL.contains(type)) {
            return;
        }
        if (!llm.written().contains("model")) {
            problems.add(at, "%s needs 'model': the name of the model to ask %s for".formatted(path, type));
        }
        if (needsKey(type, llm.written())) {
            problems.add(
                    at,
                    "%s needs 'api_key', such as api_key: ${%s_API_KEY}"
                            .formatted(path, type.toUpperCase(Locale.ROOT)));
        }
    }

    /** Hosts that speak OpenAI's protocol often ask for no key; nobody else's do. */
    private static boolean needsKey(String type, Set<String> written) {
        return switch (type) {
            case "openai" -> !written.contains("host") && !written.contains("api_key");
            case "anthropic", "gemini" -> !written.contains("api_key");
            default -> false;
        };
    }
}
