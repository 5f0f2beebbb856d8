package dev.hector.gateway;

import dev.hector.command.CommandServiceConfiguration;
import dev.hector.configuration.HectorConfig;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.TokenCounter;
import dev.hector.proto.v1.Event;
import dev.hector.proto.v1.FailTurnCommand;
import dev.hector.proto.v1.FindEventsQuery;
import dev.hector.proto.v1.FindMessagesQuery;
import dev.hector.proto.v1.FindTurnQuery;
import dev.hector.proto.v1.Message;
import dev.hector.proto.v1.SessionCommandsGrpc;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.proto.v1.SessionQueriesGrpc;
import dev.hector.proto.v1.SessionQueriesGrpc.SessionQueriesBlockingStub;
import dev.hector.proto.v1.SessionRef;
import dev.hector.query.QueryServiceConfiguration;
import dev.hector.store.SessionStores;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The command and the query service as they are, over SQLite in memory, with {@link Faults} in front of them. What a test
 * asks them itself meets none.
 */
final class LocalServices implements AutoCloseable {

    private static final int MOST = 1000;

    final Faults faults = new Faults();
    private final AnnotationConfigApplicationContext services = new AnnotationConfigApplicationContext();
    private final Line faulty;
    private final Line faultless;

    private LocalServices(HectorConfig config) {
        services.registerBean(HectorConfig.class, () -> config);
        services.registerBean(SessionStores.class, () -> SessionStores.of(config));
        services.registerBean(TokenCounter.class, () -> TestTokens.COUNTER);
        services.register(CommandServiceConfiguration.class, QueryServiceConfiguration.class);
        services.refresh();
        var served = services.getBeansOfType(BindableService.class).values();
        faulty = Line.to(served, faults);
        faultless = Line.to(served);
    }

    static LocalServices start(HectorConfig config) {
        return new LocalServices(config);
    }

    SessionCommandsBlockingStub commands() {
        return SessionCommandsGrpc.newBlockingStub(faulty.channel());
    }

    SessionQueriesBlockingStub queries() {
        return SessionQueriesGrpc.newBlockingStub(faulty.channel());
    }

    List<String> types(String agent, String id) {
        return events(agent, id).stream().map(Event::getType).toList();
    }

    List<String> contents(String agent, String id, String role) {
        var query = FindMessagesQuery.newBuilder().setSession(ref(agent, id)).setPageSize(MOST);
        return faultlessQueries().findMessages(query.build()).getMessagesList().stream()
                .filter(message -> message.getRole().equals(role))
                .map(Message::getContent)
                .toList();
    }

    /** As whoever finds that the turn's owner died. */
    void failOpenTurn(String agent, String id, String code, String detail) {
        var started = events(agent, id).stream()
                .filter(event -> event.getType().equals("TurnStarted"))
                .toList()
                .getLast();
        var turn = faultlessQueries()
                .findTurn(FindTurnQuery.newBuilder()
                        .setSession(ref(agent, id))
                        .setStartedSequence(started.getSequence())
                        .build());
        SessionCommandsGrpc.newBlockingStub(faultless.channel())
                .failTurn(FailTurnCommand.newBuilder()
                        .setSession(ref(agent, id))
                        .setTurnId(turn.getTurnId())
                        .setAttempt(turn.getAttempt())
                        .setCode(code)
                        .setDetail(detail)
                        .build());
    }

    private List<Event> events(String agent, String id) {
        var query = FindEventsQuery.newBuilder().setSession(ref(agent, id)).setPageSize(MOST);
        return faultlessQueries().findEvents(query.build()).getEventsList();
    }

    private SessionQueriesBlockingStub faultlessQueries() {
        return SessionQueriesGrpc.newBlockingStub(faultless.channel());
    }

    private static SessionRef ref(String agent, String id) {
        return SessionRef.newBuilder()
                .setTenant(SessionKey.DEFAULT_TENANT)
                .setAgent(agent)
                .setSessionId(id)
                .build();
    }

    @Override
    public void close() {
        faults.letGo();
        faulty.close();
        faultless.close();
        services.close();
    }

    /** A way to services of this JVM, on which each call has a virtual thread of its own. */
    private record Line(Server server, ManagedChannel channel) implements AutoCloseable {

        static Line to(Collection<BindableService> services, ServerInterceptor... interceptors) {
            var name = InProcessServerBuilder.generateName();
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            var builder = InProcessServerBuilder.forName(name).executor(threads);
            services.forEach(builder::addService);
            for (var interceptor : interceptors) {
                builder.intercept(interceptor);
            }
            try {
                return new Line(
                        builder.build().start(),
                        InProcessChannelBuilder.forName(name).executor(threads).build());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }
}
