package dev.hector.longterm.micrometer;

import dev.hector.longterm.WaitingMemories;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gauge for each agent of the memories that wait for their vectors, read from the database now and then. */
final class WaitingMeters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingMeters.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final WaitingMemories memories;
    private final MultiGauge waiting;
    private @Nullable Thread reader;

    WaitingMeters(WaitingMemories memories, MeterRegistry meters) {
        this.memories = memories;
        this.waiting = MultiGauge.builder("hector.memories.waiting")
                .description("Memories without a vector yet")
                .register(meters);
    }

    void start() {
        reader = Thread.ofVirtual().name("memory-meters").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                read();
                TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
            }
        } catch (InterruptedException _) {
            LOG.debug("No more is told of memories");
        }
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
        var running = reader;
        if (running != null) {
            running.interrupt();
        }
    }
}
