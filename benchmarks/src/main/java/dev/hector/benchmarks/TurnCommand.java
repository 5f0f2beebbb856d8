package dev.hector.benchmarks;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.hector.proto.v1.A2AServiceGrpc;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceBlockingStub;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.standalone.HectorServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whole turns in this process, against pgbench's turn in two commits. */
@Command(name = "turn", description = "Whole turns.", mixinStandardHelpOptions = true)
final class TurnCommand implements Callable<Integer> {

    private static final String TEXT =
            "What is the name of the river that flows through the old town, and how long is it?";

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Override
    public Integer call() {
        try (var server = PostgresServer.start()) {
            var store = server.newDatabase(load.maxConns());
            try (var hector = HectorServer.embedded(Agents.oneIn(store))) {
                var stub = A2AServiceGrpc.newBlockingStub(hector.channel());
                var sessions = newSessions(stub, load.mostClients());
                Load.run(32, load.warmUp(), client -> turns(stub, sessions.get(client % sessions.size())));
                var limit = new Limit(server);
                var meter = new Meter(server, store.database(), Meter.thisProcess());
                for (var clients : load.clients()) {
                    var own = meter.measure(
                            "turn in-process",
                            () -> Load.run(clients, load.time(), client -> turns(stub, sessions.get(client))));
                    System.out.println(own.line());
                    if (load.withLimit()) {
                        var raw = limit.turn(clients, load.time());
                        System.out.println(raw.line());
                        System.out.printf(
                                "  %.2f times the turns a second%n", own.figure("per_s") / raw.figure("per_s"));
                    }
                }
            }
        }
        return 0;
    }

    private static List<String> newSessions(A2AServiceBlockingStub stub, int count) {
        return Stream.generate(() -> "sess_" + UlidCreator.getUlid())
                .limit(count)
                .peek(id -> stub.createSession(CreateSessionRequest.newBuilder()
                        .setAgent(Agents.NAME)
                        .setSessionId(id)
                        .build()))
                .toList();
    }

    private static Callable<?> turns(A2AServiceBlockingStub stub, String session) {
        return () -> stub.sendMessage(SendMessageRequest.newBuilder()
                .setAgent(Agents.NAME)
                .setSessionId(session)
                .setMessage(TEXT)
                .build());
    }
}
