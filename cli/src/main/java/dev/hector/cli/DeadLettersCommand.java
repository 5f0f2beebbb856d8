package dev.hector.cli;

import dev.hector.events.SessionKey;
import dev.hector.store.DeadLetter;
import dev.hector.store.DeadLetters;
import dev.hector.store.SessionStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
            "  hector projector dead-letters retry working_memory default/assistant/my-session --config config.yaml",
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
                .addSubcommand(new Retry(shell))
                .addSubcommand(new Discard(shell));
    }

    @Override
    public Integer call() {
        return stores.open(opened -> {
            if (output.isJson()) {
                OutputOption.print(shell, Map.of("dead_letters", views(opened)));
            } else {
                print(opened);
            }
            return ExitCode.OK;
        });
    }

    private static List<Map<String, Object>> views(List<SessionStore> stores) {
        var views = new ArrayList<Map<String, Object>>();
        stores.forEach(store -> new DeadLetters(store).all().forEach(letter -> views.add(view(store.name(), letter))));
        return views;
    }

    private static Map<String, Object> view(String store, DeadLetter letter) {
        var view = new LinkedHashMap<String, Object>();
        view.put("store", store);
        view.put("projection", letter.projection());
        view.put("session", letter.session().toString());
        view.put("sequence", letter.sequence());
        view.put("waiting", letter.waiting());
        view.put("parked_at", letter.parkedAt().toString());
        view.put("reason", letter.reason());
        return view;
    }

    private void print(List<SessionStore> stores) {
        var table = new Table("STORE", "PROJECTION", "SESSION", "EVENT", "SINCE", "REASON");
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
                letter.waiting() ? "to be tried now" : letter.parkedAt().toString(),
                Shell.withoutControls(letter.reason()));
    }

    /** Which one a command is about. */
    private static final class Letter {

        @Parameters(index = "0", paramLabel = "PROJECTION", description = "As the list says.")
        private String projection = "";

        @Parameters(index = "1", paramLabel = "SESSION", description = "tenant/agent/session, as the list says.")
        private String session = "";

        @Spec(Spec.Target.MIXEE)
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        SessionKey key() {
            try {
                return SessionKey.parse(session);
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), wrong.getMessage());
            }
        }

        RefusedException missing() {
            return new RefusedException("not_found", "projection " + projection + " passes over no session " + session);
        }
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            versionProvider = Hector.Version.class,
            description = "Try an event again now, for instance after a new release knows how to.")
    private static final class Retry implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private Letter letter = new Letter();

        @Mixin
        private StoreOptions stores = new StoreOptions();

        private Retry(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var key = letter.key();
            return stores.open(opened -> {
                if (opened.stream().noneMatch(store -> new DeadLetters(store).retry(letter.projection, key))) {
                    throw letter.missing();
                }
                shell.note("a running projector tries it again within some seconds");
                return ExitCode.OK;
            });
        }
    }

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            versionProvider = Hector.Version.class,
            description = {
                "Pass over an event for good and go on with its session.",
                "The log keeps it; what the projection would have made of it is missing."
            })
    private static final class Discard implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private Letter letter = new Letter();

        @Mixin
        private StoreOptions stores = new StoreOptions();

        private Discard(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var key = letter.key();
            return stores.open(opened -> {
                var event = opened.stream()
                        .flatMap(store -> new DeadLetters(store).discard(letter.projection, key).stream())
                        .findFirst()
                        .orElseThrow(letter::missing);
                shell.note("event %d is passed over; a running projector goes on with the session within some seconds"
                        .formatted(event));
                return ExitCode.OK;
            });
        }
    }
}
