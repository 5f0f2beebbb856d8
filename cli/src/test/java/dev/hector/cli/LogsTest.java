package dev.hector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import tools.jackson.databind.json.JsonMapper;

class LogsTest {

    /** A store that is down would otherwise be a stack trace for each message that is sent. */
    @Test
    void leavesASessionThatCannotBeLoadedToWhoeverAskedForIt() {
        var ofAxon = LoggerFactory.getLogger("org.axonframework.modelling.command.AbstractRepository");

        Logs.quiet();
        assertThat(ofAxon.isErrorEnabled()).isFalse();

        Logs.ofServer("hector", new ServerLog(Level.INFO, ServerLog.Format.TEXT));
        assertThat(ofAxon.isErrorEnabled()).isFalse();
    }

    @Test
    void writesDocumentsThatNameSessionTurnAndTrace() {
        Logs.ofServer("hector-gateway", new ServerLog(Level.INFO, ServerLog.Format.JSON));
        var logged = logged(() -> {
            MDC.put("gen_ai.conversation.id", "s1");
            MDC.put("hector.turn.id", "t1");
            MDC.put("gen_ai.agent.name", "assistant");
            MDC.put("traceId", "0af7651916cd43dd8448eb211c80319c");
            LoggerFactory.getLogger("dev.hector.gateway").warn("Something to \"tell\"");
        });

        var document = JsonMapper.shared().readTree(logged);
        assertThat(document.at("/message").asString()).isEqualTo("Something to \"tell\"");
        assertThat(document.at("/log/level").asString()).isEqualTo("WARN");
        assertThat(document.at("/service/name").asString()).isEqualTo("hector-gateway");
        assertThat(document.at("/gen_ai/conversation/id").asString()).isEqualTo("s1");
        assertThat(document.at("/hector/turn/id").asString()).isEqualTo("t1");
        assertThat(document.at("/gen_ai/agent/name").asString()).isEqualTo("assistant");
        assertThat(logged).contains("0af7651916cd43dd8448eb211c80319c").containsPattern("trace.{0,4}id");
    }

    private static String logged(Runnable work) {
        var before = System.err;
        var written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            MDC.clear();
            System.setErr(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}
