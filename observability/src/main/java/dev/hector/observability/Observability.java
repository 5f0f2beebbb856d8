package dev.hector.observability;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogs;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryEnvironmentVariableEnvironmentPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives the context of a server a {@code MeterRegistry} and an {@code ObservationRegistry}. Spans are made only when
 * {@value #ENDPOINT} or {@value #TRACES_ENDPOINT} says where they go; the other {@code OTEL_*} variables mean what
 * OpenTelemetry says they do.
 */
public final class Observability {

    static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private Observability() {}

    /**
     * To be called before the context is refreshed.
     *
     * @param service what the server is called in metrics and traces, unless {@code OTEL_SERVICE_NAME} says otherwise
     */
    public static void addTo(AnnotationConfigApplicationContext context, String service) {
        var environment = context.getEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("service name", Map.of("spring.application.name", service)));
        context.register(MeterConfiguration.class);
        if (isTraced(environment)) {
            openTelemetryVariables().postProcessEnvironment(environment, new SpringApplication());
            context.register(TraceConfiguration.class);
        }
    }

    private static boolean isTraced(ConfigurableEnvironment environment) {
        return !environment.getProperty(ENDPOINT, "").isEmpty()
                || !environment.getProperty(TRACES_ENDPOINT, "").isEmpty();
    }

    private static EnvironmentPostProcessor openTelemetryVariables() {
        return new OpenTelemetryEnvironmentVariableEnvironmentPostProcessor(new DeferredLogs());
    }
}
