package dev.hector.recall;

/**
 * How much of what the memories around one say counts as said by it. People leave out what was just said ("It was
 * great!"), above all in an answer, so the turn before counts, and more so if it asks.
 *
 * @param question weight of the memory before if it asks something
 * @param before weight of the memory before otherwise
 * @param secondBefore weight of the one before that
 * @param after weight of the memory after
 */
record Window(double question, double before, double secondBefore, double after) {

    static final Window OF_WORDS = new Window(1.25, 0.2, 0.25, 0.1);
    static final Window OF_VECTORS = new Window(0.6, 0.1, 0.1, 0.2);

    /** A memory's value together with its neighbours'. */
    double sum(double[] values, int row, Neighbours neighbours) {
        var sum = values[row];
        var previous = neighbours.before(row);
        if (previous != Neighbours.NONE) {
            sum += (neighbours.asks(previous) ? question : before) * values[previous];
            var second = neighbours.before(previous);
            sum += second == Neighbours.NONE ? 0 : secondBefore * values[second];
        }
        var next = neighbours.after(row);
        return next == Neighbours.NONE ? sum : sum + after * values[next];
    }
}
