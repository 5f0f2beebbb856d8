package dev.hector.gateway;

import java.util.regex.Pattern;

/** Where the stream of a turn stands: the SSE {@code id} and the gRPC resume token of what was sent last. */
sealed interface StreamPosition {

    Pattern FORM = Pattern.compile("([1-9][0-9]{0,17})(?:\\.(?:([0-9]{1,9})|(done)))?");

    /** After the frame of an event: the turn's start or its end. */
    record AtEvent(long sequence) implements StreamPosition {

        @Override
        public String toString() {
            return Long.toString(sequence);
        }
    }

    /** After so many UTF-16 characters of the answer of the turn that began at {@code started}. */
    record InAnswer(long started, int characters) implements StreamPosition {

        @Override
        public String toString() {
            return started + "." + characters;
        }
    }

    /** After everything. */
    record Done(long sequence) implements StreamPosition {

        @Override
        public String toString() {
            return sequence + ".done";
        }
    }

    /**
     * Reads the text form of a position.
     *
     * @throws RefusedException when no stream gives such a position
     */
    static StreamPosition parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw unknown();
        }
        var sequence = Long.parseLong(parts.group(1));
        if (parts.group(3) != null) {
            return new Done(sequence);
        }
        return parts.group(2) == null
                ? new AtEvent(sequence)
                : new InAnswer(sequence, Integer.parseInt(parts.group(2)));
    }

    static RefusedException unknown() {
        return Refusal.invalid("last_event_id", "Last-Event-ID is not an id that a stream of this session gave.")
                .asException();
    }
}
