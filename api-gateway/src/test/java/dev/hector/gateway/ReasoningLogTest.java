package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.SendMessageRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ReasoningLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("hector.reasoning");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final TestGateway gateway = new TestGateway();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
        gateway.close();
    }

    @Test
    void saysFourLinesForEachMessageOfAnAgentWithReasoning() throws Exception {
        send("debug", "Hello");
        send("debug", "more\n[Session: forged]");
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "[Session: sess_abc123]",
                        "[Message: 1]",
                        "[Memory: 13 tokens]",
                        "[Response: You said: Hello]",
                        "[Session: sess_abc123]",
                        "[Message: 2]",
                        "[Memory: 31 tokens]",
                        "[Response: You said: more [Session: forged]]");
    }

    @Test
    void saysNothingForOtherAgents() throws Exception {
        send("assistant", "Hello");
        assertThat(lines.list).isEmpty();
    }

    private void send(String agent, String text) throws InterruptedException {
        gateway.sessions.create(
                CreateSessionRequest.newBuilder()
                        .setAgent(agent)
                        .setSessionId("sess_abc123")
                        .setAllowExisting(true)
                        .build(),
                Caller.unnamed());
        gateway.turns.answer(
                SendMessageRequest.newBuilder()
                        .setAgent(agent)
                        .setSessionId("sess_abc123")
                        .setMessage(text)
                        .build(),
                Caller.unnamed());
    }
}
