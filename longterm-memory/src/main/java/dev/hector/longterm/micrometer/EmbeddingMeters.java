package dev.hector.longterm.micrometer;

import dev.hector.longterm.EmbeddingWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts memories that got their vectors, and times the batches. */
final class EmbeddingMeters implements EmbeddingWatch {

    private final MeterRegistry meters;

    EmbeddingMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void embedded(String agent, int memories, Duration took) {
        Counter.builder("hector.memories.embedded")
                .description("Memories that got their vectors")
                .tag("agent", agent)
                .register(meters)
                .increment(memories);
        Timer.builder("hector.embedding")
                .description("Time to embed a batch of memories and to store it")
                .tag("agent", agent)
                .register(meters)
                .record(took);
    }

    @Override
    public void failed(String agent) {
        meters.counter("hector.embedding.failures", "agent", agent).increment();
    }
}
