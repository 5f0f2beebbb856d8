package dev.hector.events;

/** A stored event is not what its type and revision say: damaged, or changed by a release that kept the revision. */
public final class UnreadableEventException extends RuntimeException {

    private final String type;
    private final int revision;

    /** @param problem where it is wrong and how, without what is written there */
    public UnreadableEventException(String type, int revision, String problem) {
        super("A stored " + type + " is not in the form of its revision " + revision + ": " + problem);
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
