package dev.hector.gateway;

import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.TurnStartedNotice;
import java.time.Duration;

/** What one turn says, for any number of readers, each at its own offset into the answer. */
interface TurnFeed {

    Duration PATIENCE = Duration.ofSeconds(10);

    /** A turn that nothing is read of any more. */
    TurnFeed OVER = new TurnFeed() {

        @Override
        public TurnStartedNotice notice() {
            return TurnStartedNotice.getDefaultInstance();
        }

        @Override
        public Progress await(int offset, Duration wait) {
            return new Progress.Pending();
        }
    };

    /** What a reader finds at its offset. */
    sealed interface Progress {

        /** The next piece of the answer; {@code end} is the offset after it. */
        record Text(String text, int end) implements Progress {}

        /** Everything was read, and the turn has ended. */
        record Ended(Outcome outcome) implements Progress {}

        /** Nothing more yet. */
        record Pending() implements Progress {}
    }

    /** How a turn ended. */
    sealed interface Outcome {

        record Completed(MessageResponse response) implements Outcome {}

        record Failed(Refusal refusal) implements Outcome {}
    }

    TurnStartedNotice notice();

    /**
     * Waits for more of the answer than {@code offset} characters, or for the turn's end, or for {@code wait} to pass.
     *
     * @throws RefusedException when the answer has no such offset, or the turn cannot be read
     */
    Progress await(int offset, Duration wait) throws InterruptedException;

    /**
     * Waits for the turn's end, however long that takes.
     *
     * @throws RefusedException when the turn cannot be read
     */
    default Outcome awaitEnd() throws InterruptedException {
        var offset = 0;
        while (true) {
            switch (await(offset, PATIENCE)) {
                case Progress.Text piece -> offset = piece.end();
                case Progress.Ended end -> {
                    return end.outcome();
                }
                case Progress.Pending _ -> {}
            }
        }
    }
}
