package dev.hector.store.micrometer;

import dev.hector.store.SessionStore;
import dev.hector.store.SessionStores;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.projection.ProjectionState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Gauges of every projection of every store, read from the databases now and then: whoever asks for the meters waits for
 * no database. While a store does not answer, its projections have none.
 */
final class ProjectionMeters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionMeters.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final SessionStores stores;
    private final MultiGauge events;
    private final MultiGauge lag;
    private final MultiGauge parked;
    private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();

    ProjectionMeters(SessionStores stores, MeterRegistry meters) {
        this.stores = stores;
        this.events = MultiGauge.builder("hector.projection.lag.events")
                .description("Events of the log that a projection has not applied")
                .baseUnit("events")
                .register(meters);
        this.lag = MultiGauge.builder("hector.projection.lag")
                .description("Since when the oldest event that a projection has not applied is in the log")
                .baseUnit("seconds")
                .register(meters);
        this.parked = MultiGauge.builder("hector.projection.parked")
                .description("Sessions that a projection has passed over")
                .baseUnit("sessions")
                .register(meters);
    }

    void start() {
        scheduler.setVirtualThreads(true);
        scheduler.setThreadNamePrefix("projection-meters-");
        var _ = scheduler.scheduleWithFixedDelay(this::read, PERIOD);
    }

    /** Brings the gauges up to date. */
    void read() {
        var states = new ArrayList<ProjectionState>();
        stores.all().stream().flatMap(ProjectionMeters::states).forEach(states::add);
        events.register(rows(states, ProjectionState::events), true);
        lag.register(rows(states, state -> state.lag().toMillis() / 1e3), true);
        parked.register(rows(states, ProjectionState::parked), true);
    }

    private static Stream<ProjectionState> states(SessionStore store) {
        try {
            return ProjectionState.of(store).stream();
        } catch (StoreUnavailableException down) {
            LOG.debug("Nothing is known of projections", down);
            return Stream.empty();
        }
    }

    private static List<Row<?>> rows(List<ProjectionState> states, ToDoubleFunction<ProjectionState> value) {
        return states.stream()
                .<Row<?>>map(state -> Row.of(
                        Tags.of("store", state.store(), "projection", state.projection()), value.applyAsDouble(state)))
                .toList();
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
