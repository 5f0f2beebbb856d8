package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.client.SessionClient;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The sessions that a command is about: on a server, or in a store that this process opens. */
final class StoredSessions {

    private final Connections connections;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    StoredSessions(Connections connections) {
        this.connections = connections;
    }

    /** What a command does with them. */
    interface Work {

        void with(SessionClient client) throws IOException, InterruptedException;
    }

    Shell shell() {
        return connections.shell();
    }

    /** The command, for saying what is wrong with its arguments. */
    CommandSpec command() {
        return command;
    }

    /** Opens them, and closes them when the work is done; Ctrl-C interrupts it. */
    int open(Work work) throws IOException {
        connections.interrupts().interruptThisThread();
        try (var connection = connections.openExisting(server, command)) {
            work.with(connection.client());
        } catch (InterruptedException _) {
            throw RefusedException.interrupted();
        }
        return ExitCode.OK;
    }
}
