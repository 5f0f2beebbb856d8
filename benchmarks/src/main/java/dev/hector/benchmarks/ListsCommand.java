package dev.hector.benchmarks;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceBlockingStub;
import dev.hector.proto.v1.GetSessionRequest;
import dev.hector.proto.v1.ListSessionsRequest;
import dev.hector.standalone.HectorServer;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pages of a list of very many sessions. */
@Command(
        name = "lists",
        description = "Pages of a list of 1,000,000 sessions, against the same rows by JDBC (PostgreSQL).")
final class ListsCommand implements Callable<Integer> {

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 1000;
    private static final int REPEATS = 100;

    @Option(names = "--sessions", description = "How many (${DEFAULT-VALUE}).", defaultValue = "1000000")
    private int sessions;

    @Option(names = "--rounds", description = "Rounds (${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        try (var store = PostgresServer.start()) {
            var database = store.newDatabase(10);
            new ManySessions(store, database).write(sessions);
            measure(store, database);
        }
        return 0;
    }

    private void measure(PostgresServer store, SessionStoreConfig database) {
        try (var server = HectorServer.embedded(Agents.oneIn(database));
                var raw = new RawReads(store, database.database())) {
            var stub = GrpcCallers.within(server.channel()).stub();
            var meter = Meter.ofThisProcess(store, database.database());
            Progress.say("lists: walking to the middle");
            var middle = sessions / 2 / LARGEST_PAGE * LARGEST_PAGE;
            var token = walk(stub, middle);
            compare(meter, "list: first page", page(stub, ""), raw.sessions(Long.MAX_VALUE, PAGE));
            compare(meter, "list: page in the middle", page(stub, token), raw.sessions(sessions - middle + 1L, PAGE));
            results.add(Rounds.alternate(rounds, measured(meter, "list: one session", one(stub)))
                    .getFirst()
                    .labelled("sessions", sessions));
        }
    }

    private void compare(Meter meter, String name, Callable<?> own, Callable<?> limit) {
        Progress.say(name);
        var found = Rounds.alternate(rounds, measured(meter, name, own), measured(meter, "jdbc " + name, limit));
        results.add(found.getFirst().comparedWith(found.getLast(), "jdbc").labelled("sessions", sessions));
        results.add(found.getLast().labelled("sessions", sessions));
    }

    private static Supplier<Measurement> measured(Meter meter, String name, Callable<?> operation) {
        var operations = Collections.nCopies(REPEATS, operation);
        for (var i = 0; i < 10; i++) {
            Load.once(operations);
        }
        return () -> meter.measure(name, () -> Load.once(operations));
    }

    /** Where the page begins that has so many sessions before it. */
    private static String walk(A2AServiceBlockingStub stub, int count) {
        var token = "";
        for (var passed = 0; passed < count; passed += LARGEST_PAGE) {
            token = stub.listSessions(request()
                            .setPageSize(LARGEST_PAGE)
                            .setPageToken(token)
                            .build())
                    .getNextPageToken();
        }
        return token;
    }

    private static Callable<?> page(A2AServiceBlockingStub stub, String token) {
        var request = request().setPageSize(PAGE).setPageToken(token).build();
        return () -> {
            var found = stub.listSessions(request).getSessionsCount();
            if (found != PAGE) {
                throw new IllegalStateException("A page of " + found);
            }
            return found;
        };
    }

    private Callable<?> one(A2AServiceBlockingStub stub) {
        var request = GetSessionRequest.newBuilder()
                .setAgent(Agents.NAME)
                .setSessionId(ManySessions.id(sessions / 3))
                .build();
        return () -> stub.getSession(request);
    }

    private static ListSessionsRequest.Builder request() {
        return ListSessionsRequest.newBuilder().setAgent(Agents.NAME);
    }
}
