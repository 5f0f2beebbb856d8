package dev.hector.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.reliability.Entry.Answered;
import dev.hector.reliability.Entry.Verdict;
import dev.hector.reliability.Traffic.Mix;
import dev.hector.store.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A release rolled out under load: every instance ends as it is asked to and is started again, one after another. */
@EnabledIfSystemProperty(named = "hector.profile", matches = "long", disabledReason = "wants -Plong: takes minutes")
class RestartedServicesIT {

    private static final List<String> BEHIND =
            List.of("command-1", "command-2", "query-1", "query-2", "projector-1", "projector-2");

    /** What a client is told, by contract, of a gateway that stops or is not there: go on with another. */
    private static final Set<String> GATEWAY_STOPS =
            Set.of("shutting_down", "ConnectException", "UNAVAILABLE", "CANCELLED", "IOException");

    private final Run run = Run.of(RestartedServicesIT.class);
    private final SessionStoreConfig database = TestPostgres.newDatabase();

    @TempDir
    Path folder;

    @Test
    void failsNoRequestBehindTheGatewaysAndLosesNothingWithThem() throws Exception {
        try (var history = run.history("restarts");
                var providers = new Providers()) {
            var goesOn = new AtomicBoolean(true);
            long gatewaysFrom;
            List<String> streams;
            try (var cluster = new ServiceCluster(database, providers, folder, history);
                    var speakers = new StreamedTurns(history, cluster::servers, cluster.urls());
                    var traffic = new Traffic(history, cluster::servers, run.seed(), Mix.ALL)) {
                traffic.begin(24, 8, goesOn::get);
                speakers.begin(4, run.seed(), goesOn::get);
                for (var instance : BEHIND) {
                    cluster.restart(instance);
                }
                gatewaysFrom = System.currentTimeMillis();
                cluster.restart("gateway-1");
                cluster.restart("gateway-2");
                goesOn.set(false);
                traffic.end();
                speakers.end();
                Quiet.await(database);
                run.say(cluster + ", " + speakers);
                streams = speakers.violations();
            }
            var read = history.read();
            var judgement = Judgement.of(read, new LogTable(database).events()).andStreams(streams);
            run.say(judgement.summary());
            judgement.assertKept();
            assertThat(read.attempts().stream()
                            .filter(attempt -> !attempt.session().startsWith("stream-"))
                            .filter(attempt -> attempt.verdict() == Verdict.UNKNOWN)
                            .filter(attempt -> !isOfStoppingGateway(attempt.answered(), gatewaysFrom)))
                    .isEmpty();
        }
    }

    private static boolean isOfStoppingGateway(@Nullable Answered answered, long from) {
        return answered != null && answered.at() >= from && GATEWAY_STOPS.contains(String.valueOf(answered.code()));
    }
}
