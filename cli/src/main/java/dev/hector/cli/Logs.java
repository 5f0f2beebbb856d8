package dev.hector.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import java.util.function.Function;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What is logged, and where: to standard error in any case, because standard output is for answers. */
final class Logs {

    private static final String REASONING = "hector.reasoning";
    private static final String OURS = "dev.hector";

    /** What these say is told by the command that failed, or is of no use. */
    private static final List<String> SILENT = List.of(
            "org.springframework.boot.SpringApplication",
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
            "org.springframework.context.annotation.AnnotationConfigApplicationContext",
            "org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext",
            "org.apache.catalina.loader.WebappClassLoaderBase",
            "ai.djl.util.cuda.CudaUtils",
            "org.axonframework.modelling.command.AbstractRepository",
            "org.mariadb.jdbc.message.server.ErrorPacket");

    /** What these warn of again and again while it lasts, we tell once. */
    private static final List<String> REPEATING = List.of("org.apache.kafka.clients", "org.apache.kafka.common.utils");

    /** Spring Boot sets logging up anew unless told so. */
    private static final String BOOTS_OWN = "org.springframework.boot.logging.LoggingSystem";

    private Logs() {}

    /**
     * Warnings of libraries, errors of ours, which a failed command tells anyway, and what an agent with
     * {@code reasoning} logs.
     */
    static void quiet() {
        write(context -> lines(context, "%msg%n%nopex"), Level.WARN, Level.ERROR);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            var reasoning = context.getLogger(REASONING);
            reasoning.addAppender(betweenAnswers(context));
            reasoning.setAdditive(false);
        }
    }

    private static AppenderBase<ILoggingEvent> betweenAnswers(LoggerContext context) {
        var appender = new AppenderBase<ILoggingEvent>() {

            @Override
            protected void append(ILoggingEvent event) {
                BetweenAnswers.print(event.getFormattedMessage());
            }
        };
        appender.setContext(context);
        appender.start();
        return appender;
    }

    /** @param service what the server is called where it logs JSON */
    static void ofServer(String service, ServerLog log) {
        System.setProperty(BOOTS_OWN, "none");
        var libraries = Level.convertAnSLF4JLevel(log.level());
        var ours = libraries.isGreaterOrEqual(Level.INFO) ? Level.INFO : libraries;
        write(
                context -> switch (log.format()) {
                    case TEXT -> lines(context, "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%n");
                    case JSON -> JsonLog.encoder(context, service);
                },
                libraries,
                ours);
    }

    /** Tomcat and gRPC log to the JDK. */
    private static void bridge(Level level) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LogManager.getLogManager().getLogger("").setLevel(jdkLevel(level));
    }

    private static java.util.logging.Level jdkLevel(Level level) {
        return switch (level.toInt()) {
            case Level.TRACE_INT, Level.DEBUG_INT -> java.util.logging.Level.FINE;
            case Level.INFO_INT -> java.util.logging.Level.INFO;
            case Level.WARN_INT -> java.util.logging.Level.WARNING;
            default -> java.util.logging.Level.SEVERE;
        };
    }

    private static void write(Function<LoggerContext, Encoder<ILoggingEvent>> encoder, Level ofLibraries, Level ours) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.addAppender(appender(context, encoder.apply(context)));
            root.setLevel(ofLibraries);
            context.getLogger(OURS).setLevel(ours);
            bridge(ofLibraries);
            SILENT.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
            REPEATING.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
            context.getLogger(REASONING).setLevel(Level.INFO);
        }
    }

    private static Encoder<ILoggingEvent> lines(LoggerContext context, String pattern) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context, Encoder<ILoggingEvent> encoder) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
