package dev.hector.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is logged, and where: to standard error in any case, because standard output is for answers. */
final class Logs {

    private static final String REASONING = "hector.reasoning";

    private Logs() {}

    /** Warnings only, and what an agent with {@code reasoning} logs. */
    static void quiet() {
        write("%msg%n%nopex", Level.WARN);
    }

    static void ofServer() {
        write("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%n", Level.INFO);
    }

    private static void write(String pattern, Level level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.addAppender(appender(context, pattern));
            root.setLevel(level);
            context.getLogger(REASONING).setLevel(Level.INFO);
        }
    }

    private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context, String pattern) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
