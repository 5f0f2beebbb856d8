package dev.hector.configuration;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A block or a map as read: values of their shapes' types, defaults filled in, each with its place.
 *
 * <p>A value that was refused is absent, so every getter may answer null until the problems have been thrown.
 *
 * @param written the keys in the file, those with refused values included
 */
record Section(Map<String, Value> values, Set<String> written) {

    static final Section EMPTY = new Section(Map.of(), Set.of());

    record Value(Object content, Position at) {}

    Section {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        written = Set.copyOf(written);
    }

    <T> @Nullable T get(String key, Class<T> type) {
        var value = values.get(key);
        return value == null ? null : type.cast(value.content());
    }

    <T> T need(String key, Class<T> type) {
        var content = get(key, type);
        if (content == null) {
            throw new IllegalStateException("No " + key + " in a section without problems");
        }
        return content;
    }

    @Nullable
    String text(String key) {
        return get(key, String.class);
    }

    /** Null also when the text is empty, as it is after {@code ${VARIABLE:-}}. */
    @Nullable
    String givenText(String key) {
        var text = text(key);
        return text == null || text.isBlank() ? null : text;
    }

    /** A word of a closed list. */
    <E extends Enum<E>> @Nullable E word(String key, Class<E> type) {
        var text = text(key);
        return text == null ? null : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    <E extends Enum<E>> E needWord(String key, Class<E> type) {
        return Enum.valueOf(type, need(key, String.class).toUpperCase(Locale.ROOT));
    }

    @Nullable
    Duration span(String key) {
        return get(key, Duration.class);
    }

    List<String> texts(String key) {
        return need(key, List.class).stream().map(String.class::cast).toList();
    }

    /** The block under a key; empty when there is none. */
    Section section(String key) {
        var section = get(key, Section.class);
        return section == null ? EMPTY : section;
    }

    /** Where the key's value stands, or nowhere in particular. */
    Position at(String key) {
        var value = values.get(key);
        return value == null ? Position.NOWHERE : value.at();
    }
}
