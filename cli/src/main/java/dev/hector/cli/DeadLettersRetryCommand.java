package dev.hector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = "Try an event again now, for instance after a new release knows how to.",
        footer = {
            "",
            "Examples:",
            "  hector projector dead-letters retry working_memory default/assistant/my-session --config config.yaml",
            "  hector projector dead-letters retry all default/assistant/my-session --config config.yaml"
        })
final class DeadLettersRetryCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private DeadLetterArguments chosen = new DeadLetterArguments();

    @Mixin
    private StoreOptions stores = new StoreOptions();

    DeadLettersRetryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return stores.open((opened, _) -> {
            var count = chosen.each(opened, (letters, letter) -> letters.retry(letter.projection(), letter.session()));
            shell.note((count == 1 ? "one dead letter is" : count + " dead letters are")
                    + " tried again within some seconds where the projection runs; the list says what is left");
            return ExitCode.OK;
        });
    }
}
