package dev.hector.cli;

import org.slf4j.event.Level;
import picocli.CommandLine.Option;

/** How a server logs. */
final class LogOptions {

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "What libraries may log: ERROR, WARN, INFO, DEBUG or TRACE. Default: ${DEFAULT-VALUE}.")
    private Level level = ServerLog.DEFAULT.level();

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "${env:HECTOR_LOG_FORMAT:-text}",
            description = "text, or json in the Elastic Common Schema. Default: HECTOR_LOG_FORMAT, else text.")
    private ServerLog.Format format = ServerLog.DEFAULT.format();

    ServerLog log() {
        return new ServerLog(level, format);
    }
}
