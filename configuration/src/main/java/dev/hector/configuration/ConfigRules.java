package dev.hector.configuration;

import dev.hector.configuration.ScalarReader.Use;
import dev.hector.events.memory.MemorySettings;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What must hold between values that are each right by themselves. */
final class ConfigRules {

    private final Problems problems;

    ConfigRules(Problems problems) {
        this.problems = problems;
    }

    void check(Section file, List<Use> uses) {
        uses.forEach(use -> checkReference(file, use));
        file.section("agents").values().forEach((name, agent) -> {
            var working = ((Section) agent.content()).section("memory").section("working");
            checkShares("agents." + name + ".memory.working", working);
        });
        file.section("llms")
                .values()
                .forEach((name, llm) -> checkModel("llms." + name, (Section) llm.content(), llm.at()));
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

    private void checkModel(String path, Section llm, Position at) {
        var type = llm.text("type");
        if (type == null || type.equals("demo")) {
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
