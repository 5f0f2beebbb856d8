package dev.hector.gateway.micrometer;

import dev.hector.gateway.EdgeWatch;
import dev.hector.wire.ErrorCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts refused requests and open streams. */
final class EdgeMeters implements EdgeWatch {

    private final MeterRegistry meters;
    private final Map<String, AtomicInteger> streams = new ConcurrentHashMap<>();

    EdgeMeters(MeterRegistry meters) {
        this.meters = meters;
        stream("turn");
        stream("events");
    }

    @Override
    public void refused(ErrorCode code) {
        meters.counter("hector.requests.refused", "code", code.wireName()).increment();
    }

    @Override
    public Streaming streaming(String kind) {
        var open = stream(kind);
        open.incrementAndGet();
        return open::decrementAndGet;
    }

    private AtomicInteger stream(String kind) {
        return streams.computeIfAbsent(kind, this::counted);
    }

    private AtomicInteger counted(String kind) {
        var open = new AtomicInteger();
        Gauge.builder("hector.streams.open", open::get)
                .description("Open streams of server-sent events")
                .tag("kind", kind)
                .register(meters);
        return open;
    }
}
