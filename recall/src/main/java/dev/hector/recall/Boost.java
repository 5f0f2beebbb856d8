package dev.hector.recall;

/** What a memory gets for being of the kind that is asked for. */
final class Boost {

    static final double TELLS_TIME = 0.1;
    static final double SPEAKER_NAMED = 0.1;

    /** No memory gets more. */
    static final double MOST = TELLS_TIME + SPEAKER_NAMED;

    private final MemoryTable table;
    private final boolean asksTime;
    private final boolean[] named;

    Boost(String question, MemoryTable table) {
        this.table = table;
        this.asksTime = SpokenTime.askedBy(question);
        this.named = table.speakers.namedIn(question);
    }

    double of(int row) {
        return (asksTime && table.tellsTime(row) ? TELLS_TIME : 0) + (named[table.speaker(row)] ? SPEAKER_NAMED : 0);
    }
}
