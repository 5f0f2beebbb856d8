package dev.hector.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks again and again whether everything that an instance needs answers, and tells those who balance calls. */
final class HealthReport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthReport.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Dependencies.Missing STARTING = new Dependencies.Missing("server", "The server is starting.");

    private final List<Dependencies> dependencies;
    private final InternalServer server;
    private volatile List<Dependencies.Missing> missing = List.of(STARTING);
    private @Nullable Thread reporter;

    HealthReport(List<Dependencies> dependencies, InternalServer server) {
        this.dependencies = dependencies;
        this.server = server;
    }

    void start() {
        reporter = Thread.ofVirtual().name("health").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                report();
                TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
            }
        } catch (InterruptedException _) {
            LOG.debug("No more health is reported");
        }
    }

    private void report() {
        var now = dependencies.stream().flatMap(each -> each.missing().stream()).toList();
        if (!now.equals(missing)) {
            tell(now);
        }
        missing = now;
        server.healthy(now.isEmpty());
    }

    private static void tell(List<Dependencies.Missing> missing) {
        if (missing.isEmpty()) {
            LOG.info("Everything that this instance needs answers");
        } else {
            LOG.warn("Not ready: {}", missing);
        }
    }

    /** What did not answer when it was last asked. */
    List<Dependencies.Missing> missing() {
        return missing;
    }

    /** 1 when nothing is missing, otherwise 0. */
    int asNumber() {
        return missing.isEmpty() ? 1 : 0;
    }

    @Override
    public void close() {
        var running = reporter;
        if (running != null) {
            running.interrupt();
        }
    }
}
