package dev.hector.command;

import dev.hector.command.session.Limits;
import dev.hector.store.SessionStore;

/** The command side of one store that every agent uses, for tests of other packages. */
public final class CommandsForTests implements CommandStores, AutoCloseable {

    private final StoreCommands commands;

    public CommandsForTests(SessionStore store) {
        commands = new StoreCommands(store, Limits.NONE);
    }

    @Override
    public CommandStore forAgent(String agent) {
        return commands;
    }

    @Override
    public void close() {
        commands.close();
    }
}
