package dev.hector.longterm;

import dev.hector.events.MemorySummarised;
import dev.hector.store.StoredEvent;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each summary that was made of a session, and at its end one of what they leave out. */
final class MadeSummaries implements MemorySource {

    private final FinalSummary finalSummary;

    MadeSummaries(FinalSummary finalSummary) {
        this.finalSummary = finalSummary;
    }

    @Override
    public Optional<MemoryRow> of(StoredEvent event, JdbcClient rows) {
        if (Endings.isEnd(event)) {
            return finalSummary.of(event, rows);
        }
        return event.is(MemorySummarised.class)
                        && event.event() instanceof MemorySummarised summary
                        && !summary.text().isBlank()
                ? Optional.of(MemoryRow.of(event, summary))
                : Optional.empty();
    }
}
