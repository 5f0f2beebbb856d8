package dev.hector.observability;

import dev.hector.observability.Dependencies.Missing;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Asks again and again whether everything that an instance needs answers; whoever wants to know waits for nobody. The last
 * to start and the first to stop.
 */
public final class HealthReport implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(HealthReport.class);
    private static final Missing STARTING = new Missing("server", "The server is starting.");

    private final List<Dependencies> dependencies;
    private final Duration period;
    private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
    private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
    private volatile List<Missing> missing = List.of(STARTING);
    private volatile boolean running;

    public HealthReport(Collection<Dependencies> dependencies, Duration period) {
        this.dependencies = List.copyOf(dependencies);
        this.period = period;
    }

    @Override
    public void start() {
        running = true;
        scheduler.setVirtualThreads(true);
        scheduler.setThreadNamePrefix("health-");
        var _ = scheduler.scheduleWithFixedDelay(this::report, period);
    }

    /** Has the listener told now, and every time that the dependencies were asked, whether nothing is missing. */
    public void tell(Consumer<Boolean> listener) {
        listeners.add(listener);
        listener.accept(isWell());
    }

    /** What did not answer when it was last asked. */
    public List<Missing> missing() {
        return missing;
    }

    boolean isWell() {
        return missing.isEmpty();
    }

    private void report() {
        var now = dependencies.stream().flatMap(each -> each.missing().stream()).toList();
        if (!now.equals(missing)) {
            log(now);
        }
        missing = now;
        listeners.forEach(listener -> listener.accept(now.isEmpty()));
    }

    private static void log(List<Missing> missing) {
        if (missing.isEmpty()) {
            LOG.info("Everything that this instance needs answers");
        } else {
            LOG.warn("Not ready: {}", missing);
        }
    }

    @Override
    public void stop() {
        running = false;
        scheduler.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
