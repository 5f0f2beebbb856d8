package dev.hector.benchmarks;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.hector.command.CommandServiceConfiguration;
import dev.hector.command.CommandStores;
import dev.hector.command.Outcome;
import dev.hector.command.Request;
import dev.hector.command.session.SessionCommand;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.events.EventMetadata;
import dev.hector.events.MessageContent;
import dev.hector.events.Role;
import dev.hector.events.SessionKey;
import dev.hector.store.SessionStores;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The command side alone, with one agent in one store. */
final class CommandSide implements AutoCloseable {

    private final AnnotationConfigApplicationContext context;
    private final String database;

    private CommandSide(AnnotationConfigApplicationContext context, String database) {
        this.context = context;
        this.database = database;
    }

    static CommandSide on(SessionStoreConfig store) {
        return of(Agents.oneIn(store));
    }

    /** The command side of a configuration with one store. */
    static CommandSide of(HectorConfig config) {
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(HectorConfig.class, () -> config);
        context.registerBean(SessionStores.class, () -> SessionStores.of(config));
        context.register(CommandServiceConfiguration.class);
        context.refresh();
        var store = config.sessionStores().values().iterator().next();
        return new CommandSide(context, store.database());
    }

    String database() {
        return database;
    }

    List<SessionKey> newSessions(int count) {
        return Stream.generate(() -> "sess_" + UlidCreator.getUlid())
                .map(id -> new SessionKey(SessionKey.DEFAULT_TENANT, Agents.NAME, id))
                .limit(count)
                .peek(session -> submit(session, new SessionCommand.CreateSession("ada", null, Map.of(), false)))
                .toList();
    }

    Callable<Outcome> appends(SessionKey session) {
        return () -> submit(session, message());
    }

    private static SessionCommand message() {
        var id = "msg_" + UlidCreator.getUlid();
        return new SessionCommand.AppendMessages(
                List.of(new SessionCommand.NewMessage(
                        id,
                        id,
                        "0".repeat(64),
                        Role.USER,
                        MessageContent.of(Callers.TEXT),
                        20,
                        List.of(),
                        null,
                        Map.of(),
                        null)),
                null);
    }

    private Outcome submit(SessionKey session, SessionCommand command) {
        var cause = new EventMetadata("ada", "req_" + UlidCreator.getUlid(), null);
        var outcome = context.getBean(CommandStores.class)
                .forAgent(Agents.NAME)
                .bus()
                .submit(new Request(session, null, command, cause));
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException("Refused: " + refused);
        }
        return outcome;
    }

    @Override
    public void close() {
        context.close();
    }
}
