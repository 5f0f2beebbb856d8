package dev.hector.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Map;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * A JSON document for each line that is logged, in the Elastic Common Schema. What is logged while a turn or a session is
 * worked on names it, and its trace where there is one.
 */
final class JsonLog {

    private JsonLog() {}

    static Encoder<ILoggingEvent> encoder(LoggerContext context, String service) {
        context.putObject(Environment.class.getName(), settings(service));
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        return encoder;
    }

    /** Whatever the environment sets wins. */
    private static Environment settings(String service) {
        var settings = new StandardEnvironment();
        settings.getPropertySources()
                .addLast(new MapPropertySource(
                        "log",
                        Map.of(
                                "spring.application.name",
                                service,
                                "logging.structured.json.rename.traceId",
                                "trace.id",
                                "logging.structured.json.rename.spanId",
                                "span.id")));
        return settings;
    }
}
