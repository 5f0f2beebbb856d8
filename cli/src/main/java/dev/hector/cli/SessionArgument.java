package dev.hector.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The session that a command is about. */
final class SessionArgument {

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The session. Default: $$HECTOR_SESSION.")
    private @Nullable String id;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    String required(Shell shell) {
        if (id != null) {
            return id;
        }
        return shell.setting("HECTOR_SESSION")
                .orElseThrow(() -> new ParameterException(command.commandLine(), "Which session? Give its id"));
    }
}
