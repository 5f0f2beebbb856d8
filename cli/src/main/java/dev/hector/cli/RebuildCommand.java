package dev.hector.cli;

import dev.hector.cluster.Views;
import dev.hector.store.SessionStore;
import dev.hector.store.ViewRebuild;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
            "Views: working_memory, session_catalogue, searched_text. Memories are built anew when an agent's",
            "storage_scope changes.",
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
        return stores.open(opened -> {
            var outcomes = new ArrayList<Map<String, Object>>();
            opened.forEach(store -> outcomes.add(rebuild(store)));
            if (output.isJson()) {
                OutputOption.print(connections.shell(), Map.of("rebuilt", outcomes));
            }
            return ExitCode.OK;
        });
    }

    private Map<String, Object> rebuild(SessionStore store) {
        try (var progress = Progress.of(
                connections.shell(), view + " of " + store.name(), store.log().head())) {
            var outcome = Views.rebuild(store, view, (position, _) -> progress.at(position));
            progress.close();
            tell(store, outcome);
            return view(store, outcome);
        }
    }

    private void tell(SessionStore store, ViewRebuild.Outcome outcome) {
        var what = "%s of %s: %d rows from %d events".formatted(view, store.name(), outcome.rows(), outcome.position());
        connections
                .shell()
                .note(
                        outcome.equal()
                                ? what + "; the live view is equal"
                                : what
                                        + "; the live view lacked %d and had %d that are wrong: replaced"
                                                .formatted(outcome.missing(), outcome.surplus()));
    }

    private static Map<String, Object> view(SessionStore store, ViewRebuild.Outcome outcome) {
        var view = new LinkedHashMap<String, Object>();
        view.put("store", store.name());
        view.put("position", outcome.position());
        view.put("rows", outcome.rows());
        view.put("equal", outcome.equal());
        view.put("missing", outcome.missing());
        view.put("surplus", outcome.surplus());
        return view;
    }
}
