package dev.hector.cli;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.ConfigException;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.HectorConfigReader;
import dev.hector.configuration.LlmConfig;
import dev.hector.configuration.ModelType;
import dev.hector.events.memory.MemorySettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Check a configuration file without starting anything; every problem has line and column.",
        footer = {"", "Example:", "  hector config check config.yaml"})
final class ConfigCheckCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file.")
    private @Nullable Path file;

    @Option(names = "--config", paramLabel = "FILE", description = "The same.")
    private @Nullable Path config;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ConfigCheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var wanted = file();
        return output.isJson() ? asJson(wanted) : asText(wanted);
    }

    private Path file() {
        if ((file == null) == (config == null)) {
            throw new ParameterException(spec.commandLine(), "Give one file to check");
        }
        return Objects.requireNonNull(file == null ? config : file);
    }

    /** Problems are reported as for any command. */
    private int asText(Path wanted) {
        var checked = HectorConfigReader.read(wanted);
        shell.out().println(wanted + ": ok");
        checked.withAnAgent().agents().values().forEach(agent -> shell.out().println("  " + describe(agent, checked)));
        checked.warnings().forEach(warning -> shell.note("warning: " + warning));
        return ExitCode.OK;
    }

    private int asJson(Path wanted) {
        var report = new LinkedHashMap<String, Object>();
        try {
            var checked = HectorConfigReader.read(wanted);
            report.put("ok", true);
            report.put("problems", List.of());
            report.put("warnings", checked.warnings());
        } catch (ConfigException e) {
            report.put("ok", false);
            report.put("problems", e.problems());
            report.put("warnings", List.of());
        }
        OutputOption.print(shell, report);
        return report.get("ok").equals(true) ? ExitCode.OK : ExitCode.USAGE;
    }

    private static String describe(AgentConfig agent, HectorConfig config) {
        return "agent %s: %s, %s, sessions in %s"
                .formatted(agent.name(), model(agent, config), memory(agent.workingMemory()), store(agent, config));
    }

    private static String model(AgentConfig agent, HectorConfig config) {
        var llm = agent.llm() == null ? LlmConfig.DEMO : config.llms().getOrDefault(agent.llm(), LlmConfig.DEMO);
        return llm.type() == ModelType.DEMO ? "demo model" : llm.type().wireName() + " " + llm.model();
    }

    private static String memory(MemorySettings memory) {
        return switch (memory.strategy()) {
            case BUFFER_WINDOW -> "last " + memory.windowSize() + " messages within " + memory.budget() + " tokens";
            case TOKEN_WINDOW -> "last turns within " + memory.budget() + " tokens";
            case SUMMARY_BUFFER -> "summaries within " + memory.budget() + " tokens";
        };
    }

    private static String store(AgentConfig agent, HectorConfig config) {
        var store = agent.sessionStore() == null ? null : config.sessionStores().get(agent.sessionStore());
        return store == null
                ? "memory (lost at exit)"
                : store.name() + " (" + store.driver().wireName() + " " + store.database() + ")";
    }
}
