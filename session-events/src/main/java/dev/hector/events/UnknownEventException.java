package dev.hector.events;

/** A newer release stored an event that this one cannot read. */
public final class UnknownEventException extends RuntimeException {

    private final String type;
    private final int revision;

    public UnknownEventException(String type, int revision) {
        super("Event type " + type + " revision " + revision + " was written by a newer release: upgrade this one");
        this.type = type;
        this.revision = revision;
    }

    public String type() {
        return type;
    }

    public int revision() {
        return revision;
    }
}
