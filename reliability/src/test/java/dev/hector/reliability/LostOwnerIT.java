package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.reliability.Entry.Damage;
import dev.hector.store.TestPostgres;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server is killed while a model keeps it waiting; another one closes the turn, if it looks. */
@Execution(ExecutionMode.CONCURRENT)
class LostOwnerIT {

    private final Run run = Run.of(LostOwnerIT.class);
    private final SilentModel model = new SilentModel();

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        model.start();
    }

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void leavesNoTurnOpen() throws Exception {
        var judgement = orphanATurn(Variant.AS_IT_IS);

        run.say(judgement.summary());
        judgement.assertKept();
    }

    @Test
    void isCaughtWhenNobodySweeps() throws Exception {
        var judgement = orphanATurn(Variant.NEVER_SWEEPS);

        run.say("mutant: " + judgement.summary());
        assertThat(judgement.of(EveryTurnEnds.class)).isNotEmpty();
    }

    private Judgement orphanATurn(Variant survivor) throws Exception {
        var database = TestPostgres.newDatabase();
        var config = Files.writeString(
                folder.resolve(survivor + ".yaml"), Configurations.yaml(database) + model.asLlmOf("assistant"));
        try (var history = run.history(survivor.name());
                var owner = ServingProcess.start(config);
                var _ = LocalServers.start(survivor, List.of(Configurations.over(database)))) {
            ask(history, owner);
            history.fault(Damage.KILLED, "owner");
            owner.kill();
            Quiet.await(database);
            return Judgement.of(history.read(), new LogTable(database).events());
        }
    }

    private void ask(HistoryLog history, ServingProcess owner) throws Exception {
        var channel = ManagedChannelBuilder.forAddress("127.0.0.1", owner.grpcPort())
                .usePlaintext()
                .build();
        var client = new GrpcClient(channel, Duration.ofMinutes(1));
        history.answered(
                history.invoked("c", "owner", Call.of(Entry.Action.CREATE, "s")),
                client.call(Call.of(Entry.Action.CREATE, "s")));
        var question = Call.turn("s", "key", "Who hears this?");
        var attempt = history.invoked("c", "owner", question);
        Thread.ofVirtual().start(() -> {
            history.answered(attempt, client.call(question));
            channel.shutdownNow();
        });
        model.awaitQuestion();
    }
}
