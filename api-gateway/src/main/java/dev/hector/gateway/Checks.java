package dev.hector.gateway;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.wire.Structs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a request's fields may hold. Each check names the field and says what would be right. */
public final class Checks {

    public static final int MAX_PAGE_SIZE = 1000;

    private static final int MAX_TITLE = 256;
    private static final int MAX_NAME = 256;
    private static final int MAX_TOKEN = 4096;
    private static final int MAX_METADATA_BYTES = 16 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final Set<String> EVENT_TYPES = Arrays.stream(SessionEvent.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    private static final Set<String> ORDERS = Set.of("", "asc", "desc");
    private static final Set<String> SEARCH_ORDERS = Set.of("", "relevance", "newest");
    private static final Set<String> SEARCH_ROLES = Set.of("", "user", "assistant", "summary");
    private static final int MAX_SEARCH = 1000;

    private Checks() {}

    static String sessionId(String id) {
        require(
                SessionKey.SESSION_ID.matcher(id).matches(),
                "session_id",
                "A session id has 1 to 128 characters of A-Z a-z 0-9 . _ : -");
        return id;
    }

    static String userId(String id) {
        return name("user_id", id);
    }

    /** An id that a client chose: printable, short, without blanks around it; empty is none. */
    static String name(String field, String value) {
        require(value.length() <= MAX_NAME, field, field + " has at most " + MAX_NAME + " characters.");
        require(
                value.equals(value.strip()) && value.chars().noneMatch(Character::isISOControl),
                field,
                field + " has no control characters, and no blanks around it.");
        return storable(field, value);
    }

    static String title(String title) {
        require(
                title.codePointCount(0, title.length()) <= MAX_TITLE,
                "title",
                "title has at most " + MAX_TITLE + " characters.");
        return storable("title", title);
    }

    /** Text that can be stored and read back unchanged. */
    static String storable(String field, String text) {
        require(text.indexOf('\0') < 0, field, field + " holds a NUL character (U+0000), which cannot be stored.");
        require(WellFormed.is(text), field, field + " is not valid Unicode: it holds half of a surrogate pair.");
        return text;
    }

    static Struct metadata(Struct metadata) {
        storableFields("metadata", metadata, 1);
        var bytes = Structs.json(metadata).getBytes(StandardCharsets.UTF_8).length;
        require(
                bytes <= MAX_METADATA_BYTES,
                "metadata",
                "metadata has at most " + MAX_METADATA_BYTES + " bytes as JSON, not " + bytes + ".");
        return metadata;
    }

    private static void storableFields(String path, Struct struct, int depth) {
        require(depth <= MAX_DEPTH, "metadata", "metadata is nested deeper than " + MAX_DEPTH + " levels.");
        struct.getFieldsMap().forEach((name, value) -> {
            storable(path, name);
            storableValue(path + "." + name, value, depth + 1);
        });
    }

    private static void storableValue(String path, Value value, int depth) {
        switch (value.getKindCase()) {
            case STRING_VALUE -> storable(path, value.getStringValue());
            case NUMBER_VALUE ->
                require(Double.isFinite(value.getNumberValue()), path, path + " is not a number that JSON has.");
            case STRUCT_VALUE -> storableFields(path, value.getStructValue(), depth);
            case LIST_VALUE -> {
                require(depth <= MAX_DEPTH, "metadata", "metadata is nested deeper than " + MAX_DEPTH + " levels.");
                value.getListValue().getValuesList().forEach(item -> storableValue(path, item, depth + 1));
            }
            case NULL_VALUE, BOOL_VALUE, KIND_NOT_SET -> {}
        }
    }

    static int pageSize(int size) {
        require(
                size >= 0 && size <= MAX_PAGE_SIZE,
                "page_size",
                "page_size is between 1 and " + MAX_PAGE_SIZE + ", not " + size + ".");
        return size;
    }

    static String pageToken(String token) {
        require(
                token.length() <= MAX_TOKEN && token.chars().noneMatch(Character::isISOControl),
                "page_token",
                "page_token is not one that a page of this list gave.");
        return token;
    }

    static String order(String order) {
        require(ORDERS.contains(order), "order", "order is asc or desc.");
        return order;
    }

    static String searchText(String text) {
        require(text.length() <= MAX_SEARCH, "q", "q has at most " + MAX_SEARCH + " characters.");
        return storable("q", text);
    }

    static String searchOrder(String order) {
        require(SEARCH_ORDERS.contains(order), "order", "order is relevance or newest.");
        return order;
    }

    static String searchRole(String role) {
        require(SEARCH_ROLES.contains(role), "role", "role is user, assistant or summary.");
        return role;
    }

    static List<String> eventTypes(List<String> types) {
        for (var type : types) {
            require(
                    EVENT_TYPES.contains(type),
                    "types",
                    "types names event types, of which there are " + String.join(", ", EVENT_TYPES) + ".");
        }
        return types;
    }

    static long sequence(String field, long sequence) {
        require(sequence >= 0, field, field + " is the sequence of an event: 1, 2, 3 …");
        return sequence;
    }

    static Timestamp time(String field, Timestamp time) {
        var valid = time.getSeconds() >= FIRST_SECOND
                && time.getSeconds() <= LAST_SECOND
                && time.getNanos() >= 0
                && time.getNanos() < NANOS_PER_SECOND;
        require(valid, field, field + " is a time of the years 1 to 9999.");
        return time;
    }

    public static void require(boolean condition, String field, String detail) {
        if (!condition) {
            throw Refusal.invalid(field, detail).asException();
        }
    }
}
