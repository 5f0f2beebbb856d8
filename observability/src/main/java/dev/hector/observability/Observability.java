package dev.hector.observability;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogs;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryEnvironmentVariableEnvironmentPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives the context of a server a {@code MeterRegistry}, an {@code ObservationRegistry} and a {@link HealthReport} of all its
 * {@link Dependencies}. Spans are made only when
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT} says where they go; the other {@code OTEL_*} variables mean what OpenTelemetry says
 * they do.
 */
public final class Observability {

    /** What the variable becomes. */
    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private Observability() {}

    /**
     * To be called before the context is refreshed.
     *
     * @param service what the server is called in metrics and traces, unless {@code OTEL_SERVICE_NAME} says otherwise
     */
    public static void addTo(AnnotationConfigApplicationContext context, String service) {
        var environment = context.getEnvironment();
        new OpenTelemetryEnvironmentVariableEnvironmentPostProcessor(new DeferredLogs())
                .postProcessEnvironment(environment, new SpringApplication());
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("service name", Map.of("spring.application.name", service)));
        context.register(MeterConfiguration.class, HealthConfiguration.class);
        if (!environment.getProperty(ENDPOINT, "").isEmpty()) {
            context.register(TraceConfiguration.class);
        }
    }
}
