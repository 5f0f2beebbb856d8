package dev.hector.wire;

/** A JSON object holds a number that the wire, whose numbers are 64-bit floats, cannot carry exactly. */
public final class InexactNumberException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;

    InexactNumberException(String path) {
        super(path + " is a number that a 64-bit float cannot hold exactly: send it as text.");
        this.path = path;
    }

    /** Where the number is: names of fields, joined by dots. */
    public String path() {
        return path;
    }
}
