package dev.hector.memory;

import dev.hector.events.MessageAppended;
import java.util.List;
import java.util.Optional;

/**
 * What to summarise.
 *
 * @param earlier the summary of what lies before the messages, if anything does
 * @param messages oldest first
 * @param maxTokens size of the summary at most
 */
public record SummaryRequest(Optional<String> earlier, List<MessageAppended> messages, int maxTokens) {

    public SummaryRequest {
        messages = List.copyOf(messages);
    }
}
