package dev.hector.cli;

import dev.hector.store.projection.DeadLetter;
import dev.hector.store.projection.DeadLetters;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "discard",
        mixinStandardHelpOptions = true,
        versionProvider = Hector.Version.class,
        description = {
            "Pass over an event for good and go on with its session.",
            "The log keeps it; what the projection would have made of it is missing.",
            "Building the view anew meets the event again."
        },
        footer = {
            "",
            "Example:",
            "  hector projector dead-letters discard working_memory default/assistant/my-session --config config.yaml"
        })
final class DeadLettersDiscardCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private DeadLetterArguments chosen = new DeadLetterArguments();

    @Mixin
    private StoreOptions stores = new StoreOptions();

    DeadLettersDiscardCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return stores.open((opened, _) -> {
            chosen.each(opened, this::discard);
            shell.note("where the projection runs, the session is gone on with within some seconds");
            return ExitCode.OK;
        });
    }

    private void discard(DeadLetters letters, DeadLetter letter) {
        letters.discard(letter.projection(), letter.session())
                .ifPresent(event -> shell.note(letter.projection() + " passes over event " + event + " for good"));
    }
}
