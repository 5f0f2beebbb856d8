package dev.hector.events;

/**
 * The stored JSON form of events: snake_case names, absent instead of null, times in ISO-8601.
 *
 * <p>A form never changes under its revision: a new, renamed or dropped property is a new revision with an upcaster from
 * the one before. Reading is therefore strict: a property that the revision does not have, or lacks, is an error.
 */
public final class EventJson {

    private EventJson() {}

    /** The name under which an event is stored. */
    public static String typeOf(SessionEvent event) {
        return typeOf(event.getClass());
    }

    /** The name under which events of a class are stored. */
    public static String typeOf(Class<? extends SessionEvent> event) {
        return EventFormats.CURRENT.nameOf(event);
    }

    /** The revision of the stored form that {@link #write} produces. */
    public static int revisionOf(SessionEvent event) {
        return EventFormats.CURRENT.revisionOf(typeOf(event));
    }

    public static String write(SessionEvent event) {
        return EventFormats.MAPPER.writeValueAsString(event);
    }

    /**
     * Reads what {@link #write} of this or an earlier release wrote. Lists and maps are never null.
     *
     * @throws UnknownEventException when a newer release wrote it
     * @throws UnreadableEventException when it is not in the form of its revision
     */
    public static SessionEvent read(String type, int revision, String json) {
        return EventFormats.CURRENT.read(type, revision, json);
    }

    public static String writeMetadata(EventMetadata metadata) {
        return EventFormats.MAPPER.writeValueAsString(metadata);
    }

    /** Reads what {@link #writeMetadata} wrote. */
    public static EventMetadata readMetadata(String json) {
        return EventFormats.MAPPER.readValue(json, EventMetadata.class);
    }
}
