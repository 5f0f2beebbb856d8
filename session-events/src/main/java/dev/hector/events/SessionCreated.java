package dev.hector.events;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation between {@code userId} and an agent began. {@code metadata} is the client's own JSON object. */
public record SessionCreated(String userId, @Nullable String title, Map<String, Object> metadata)
        implements SessionEvent {

    public SessionCreated {
        requireNonNull(userId);
        metadata = JsonObjects.copyOf(metadata);
    }
}
