package dev.hector.cli;

import dev.hector.cluster.Views;
import dev.hector.configuration.HectorConfig;
import dev.hector.store.SessionStore;
import dev.hector.store.projection.ViewRebuild;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = {
            "Build a view anew from the log, while the live one is read and written, and compare both.",
            "Rows that differ are replaced by the new ones in one transaction. In PostgreSQL only."
        },
        footer = {
            "",
            "Views: working_memory, session_catalogue, searched_text, memories. A memory whose text",
            "stays keeps its vector; the others are embedded again by a running projector.",
            "",
            "Example:",
            "  hector projector rebuild session_catalogue --config config.yaml"
        })
final class RebuildCommand implements Callable<Integer> {

    private final Connections connections;

    @Parameters(paramLabel = "VIEW", description = "Its name.")
    private String view = "";

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    RebuildCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() {
        if (!Views.names().contains(view)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no view '" + view + "'; there are " + String.join(", ", Views.names()));
        }
        return stores.open((opened, config) -> {
            var outcomes = new ArrayList<Map<String, Object>>();
            opened.forEach(store -> outcomes.addAll(rebuild(store, config)));
            if (output.isJson()) {
                OutputOption.print(connections.shell(), Map.of("rebuilt", outcomes));
            }
            return ExitCode.OK;
        });
    }

    private List<Map<String, Object>> rebuild(SessionStore store, HectorConfig config) {
        var rebuilds = Views.rebuilds(view, store, config);
        if (rebuilds.isEmpty()) {
            connections.shell().note("store " + store.name() + " has no " + view);
        }
        return rebuilds.stream().map(rebuild -> run(rebuild, store)).toList();
    }

    private Map<String, Object> run(ViewRebuild rebuild, SessionStore store) {
        var what = rebuild.projection() + " of " + store.name();
        try (var progress = Progress.of(connections.shell(), what, store.log().head())) {
            var outcome = rebuild.run((position, _) -> progress.at(position));
            progress.close();
            tell(what, outcome);
            return view(store, rebuild.projection(), outcome);
        }
    }

    private void tell(String what, ViewRebuild.Outcome outcome) {
        var found = outcome.found();
        connections
                .shell()
                .note("%s: %d rows from %d events; %s"
                        .formatted(
                                what,
                                found.rows(),
                                outcome.position(),
                                outcome.equal()
                                        ? "the live view is equal"
                                        : "the live view lacked %d and had %d that are wrong: replaced"
                                                .formatted(found.missing(), found.surplus())));
    }

    private static Map<String, Object> view(SessionStore store, String projection, ViewRebuild.Outcome outcome) {
        var view = new LinkedHashMap<String, Object>();
        view.put("store", store.name());
        view.put("projection", projection);
        view.put("position", outcome.position());
        view.put("rows", outcome.found().rows());
        view.put("equal", outcome.equal());
        view.put("missing", outcome.found().missing());
        view.put("surplus", outcome.found().surplus());
        return view;
    }
}
