package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.reliability.Traffic.Mix;
import dev.hector.store.TestPostgres;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many clients want a turn in the same few sessions at once, over three servers. */
class RacedTurnsIT {

    private final Run run = Run.of(RacedTurnsIT.class);

    @Test
    void neverInterleave() throws Exception {
        var judgement = race(Variant.AS_IT_IS, run.size(300, 10_000));

        run.say(judgement.summary());
        judgement.assertKept();
    }

    @Test
    void areCaughtWhenWhoeverComesSecondWritesAllTheSame() throws Exception {
        var judgement = race(Variant.IGNORES_VERSIONS, 100);

        run.say("mutant: " + judgement.summary());
        assertThat(judgement.of(TurnsNeverInterleave.class)).isNotEmpty();
    }

    private Judgement race(Variant variant, int turns) throws Exception {
        var database = TestPostgres.newDatabase();
        var left = new AtomicInteger(turns);
        var configs = Collections.nCopies(3, Configurations.over(database));
        try (var history = run.history(variant.name());
                var servers = LocalServers.start(variant, configs);
                var traffic = new Traffic(history, servers::servers, run.seed(), Mix.TURNS_ONLY)) {
            traffic.begin(12, 3, () -> left.getAndDecrement() > 0);
            traffic.end();
            Quiet.await(database);
            return Judgement.of(history.read(), new LogTable(database).events());
        }
    }
}
