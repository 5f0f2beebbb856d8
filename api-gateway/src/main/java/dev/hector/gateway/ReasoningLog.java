package dev.hector.gateway;

import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SessionRef;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Four lines for each answer of an agent with {@code reasoning}, on the logger {@code hector.reasoning}. */
final class ReasoningLog {

    private static final Logger LOG = LoggerFactory.getLogger("hector.reasoning");
    private static final int LONGEST_RESPONSE = 2000;

    private final Services services;
    private final Lock together = new ReentrantLock();

    ReasoningLog(Services services) {
        this.services = services;
    }

    void record(OpenTurn turn, MessageResponse answer) {
        if (turn.agent().reasoning() && LOG.isInfoEnabled()) {
            write(
                    turn.sessionId(),
                    number(turn.session()),
                    answer.getMemory().getTokens(),
                    oneLine(answer.getResponse()));
        }
    }

    private void write(String sessionId, String number, int tokens, String response) {
        together.lock();
        try {
            LOG.info("[Session: {}]", sessionId);
            LOG.info("[Message: {}]", number);
            LOG.info("[Memory: {} tokens]", tokens);
            LOG.info("[Response: {}]", response);
        } finally {
            together.unlock();
        }
    }

    /** Which of the session's turns this is; the log is not worth failing a turn. */
    private String number(SessionRef ref) {
        try {
            var session = services.query(queries -> queries.describeSession(ref));
            return String.format(Locale.ROOT, "%d", session.getTurnCount());
        } catch (RefusedException _) {
            return "?";
        }
    }

    /** A response must not be able to forge lines of the log. */
    private static String oneLine(String response) {
        var line = response.replaceAll("\\R|\\p{Cntrl}", " ");
        return line.length() <= LONGEST_RESPONSE ? line : line.substring(0, LONGEST_RESPONSE) + "…";
    }
}
