package dev.hector.recall;

/** What is added to a score when the memory is of the kind that the question asks for. */
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
