package dev.hector.longterm.micrometer;

import dev.hector.longterm.WaitingMemories;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** A gauge for each agent of the memories that wait for their vectors, read from the database now and then. */
final class WaitingMeters implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final WaitingMemories memories;
    private final MultiGauge waiting;
    private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();

    WaitingMeters(WaitingMemories memories, MeterRegistry meters) {
        this.memories = memories;
        this.waiting = MultiGauge.builder("hector.memories.waiting")
                .description("Memories without a vector yet")
                .register(meters);
    }

    void start() {
        scheduler.setVirtualThreads(true);
        scheduler.setThreadNamePrefix("memory-meters-");
        scheduler.scheduleWithFixedDelay(this::read, PERIOD);
    }

    private void read() {
        waiting.register(
                memories.byAgent().entrySet().stream()
                        .<Row<?>>map(each -> Row.of(Tags.of("agent", each.getKey()), each.getValue()))
                        .toList(),
                true);
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
