package dev.hector.longterm;

import dev.hector.events.MessageAppended;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.TokenCounter;
import dev.hector.memory.Summariser;
import dev.hector.memory.SummaryFailedException;
import dev.hector.memory.SummaryRequest;
import dev.hector.store.StoredEvent;
import dev.hector.store.WorkingMemoryLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an ended session said after its last summary, in short. An extract of its own sentences whatever model the agent
 * has: it is made within a projection's transaction, where no model may be asked.
 */
final class FinalSummary {

    /** What a summary takes of an agent's budget. */
    private static final double SHARE = 0.2;

    private static final int LEAST_TOKENS = 64;

    private final Summariser summariser;
    private final TokenCounter counter;
    private final MemorySettings settings;

    /** @param settings of the agent's working memory, whose budget bounds the summary */
    FinalSummary(TokenCounter counter, MemorySettings settings) {
        this.summariser = Summariser.extractive(counter);
        this.counter = counter;
        this.settings = settings;
    }

    /** Nothing when every message is in a summary already. */
    Optional<MemoryRow> of(StoredEvent end, JdbcClient rows) {
        var log = WorkingMemoryLog.within(rows);
        var session = end.session();
        var said = uncovered(log, session, end.sequence());
        var text = inShort(said);
        return text.isBlank() ? Optional.empty() : Optional.of(MemoryRow.ofSummary(end, text, counter.count(text)));
    }

    private static List<MessageAppended> uncovered(WorkingMemoryLog log, SessionKey session, long end) {
        var covered = log.at(session, MemorySettings.DEFAULT, end).summarisedThrough();
        return log.between(session, covered, end).stream()
                .filter(event -> event.is(MessageAppended.class))
                .map(event -> (MessageAppended) event.event())
                .filter(SaidMessages::isKept)
                .toList();
    }

    /** Part after part, each with the summary of those before it. */
    private String inShort(List<MessageAppended> messages) {
        var text = Optional.<String>empty();
        for (var part : parts(messages)) {
            text = Optional.of(summarise(new SummaryRequest(text, part, tokens())));
        }
        return text.orElse("");
    }

    private List<List<MessageAppended>> parts(List<MessageAppended> messages) {
        var limit = summariser.sourceLimit(settings.budget());
        var parts = new ArrayList<List<MessageAppended>>();
        var size = Long.MAX_VALUE;
        for (var message : messages) {
            if (size == Long.MAX_VALUE || size + message.tokens() > limit) {
                parts.add(new ArrayList<>());
                size = 0;
            }
            parts.getLast().add(message);
            size += message.tokens();
        }
        return parts;
    }

    private String summarise(SummaryRequest request) {
        try {
            return summariser.summarise(request).text();
        } catch (SummaryFailedException impossible) {
            throw new IllegalStateException("An extract cannot fail", impossible);
        }
    }

    private int tokens() {
        return Math.max(LEAST_TOKENS, (int) (settings.budget() * SHARE));
    }
}
