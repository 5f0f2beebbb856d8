package dev.hector.gateway;

/**
 * A turn to be followed. One that was just opened must also be run, once, in either way.
 *
 * @param runApart runs it on a thread of its own
 * @param runHere runs it on the calling thread, to its end
 */
record BegunTurn(TurnFeed feed, Runnable runApart, Runnable runHere) {

    /** A turn that runs already, or is over. */
    static BegunTurn before(TurnFeed feed) {
        return new BegunTurn(feed, () -> {}, () -> {});
    }
}
