package dev.hector.cli;

import dev.hector.store.SessionStore;
import dev.hector.store.projection.DeadLetter;
import dev.hector.store.projection.DeadLetters;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = {
            "List the sessions that a projection passes over, because an event of theirs could not be applied.",
            "Nothing of the log is lost, and every other session goes on. They are tried again each minute."
        },
        footer = {
            "",
            "Examples:",
            "  hector projector dead-letters --config config.yaml",
            "  hector projector dead-letters retry all default/assistant/my-session --config config.yaml",
            "  hector projector dead-letters discard working_memory default/assistant/my-session --config config.yaml"
        })
final class DeadLettersCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    private DeadLettersCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Connections connections) {
        var shell = connections.shell();
        return new CommandLine(new DeadLettersCommand(shell))
                .addSubcommand(new DeadLettersRetryCommand(shell))
                .addSubcommand(new DeadLettersDiscardCommand(shell));
    }

    @Override
    public Integer call() {
        return stores.open((opened, _) -> {
            if (output.isJson()) {
                OutputOption.print(shell, Map.of("dead_letters", views(opened)));
            } else {
                print(opened);
            }
            return ExitCode.OK;
        });
    }

    private static List<Map<String, @Nullable Object>> views(List<SessionStore> stores) {
        var views = new ArrayList<Map<String, @Nullable Object>>();
        stores.forEach(store -> new DeadLetters(store).all().forEach(letter -> views.add(view(store.name(), letter))));
        return views;
    }

    private static Map<String, @Nullable Object> view(String store, DeadLetter letter) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("store", store);
        view.put("projection", letter.projection());
        view.put("session", letter.session().toString());
        view.put("sequence", letter.sequence());
        view.put("type", letter.type());
        view.put("waiting", letter.waiting());
        view.put("tried_at", letter.triedAt());
        view.put("reason", letter.reason());
        return view;
    }

    private void print(List<SessionStore> stores) {
        var table = new Table("STORE", "PROJECTION", "SESSION", "EVENT", "TYPE", "LAST TRIED", "REASON");
        stores.forEach(store -> new DeadLetters(store).all().forEach(letter -> add(table, store.name(), letter)));
        if (table.isEmpty()) {
            shell.note("no dead letters");
        } else {
            table.print(shell.out());
        }
    }

    private static void add(Table table, String store, DeadLetter letter) {
        table.add(
                store,
                letter.projection(),
                letter.session().toString(),
                Long.toString(letter.sequence()),
                Objects.requireNonNullElse(letter.type(), "(none yet)"),
                letter.triedAt() == null ? "to be tried now" : new Texts(ZoneId.systemDefault()).time(letter.triedAt()),
                Shell.withoutControls(letter.reason()));
    }
}
