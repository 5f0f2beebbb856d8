package dev.hector.gateway;

import dev.hector.proto.v1.TurnProgress;
import java.time.Duration;

/** What the turns that run in this process have said so far, piece by piece as their own readers get it. */
public final class TurnPieces {

    private static final TurnProgress GONE =
            TurnProgress.newBuilder().setGone(true).build();

    private final RunningTurns running;

    TurnPieces(RunningTurns running) {
        this.running = running;
    }

    /**
     * Waits for more of a turn's answer than {@code offset} characters, or for {@code wait} to pass; gone when the turn has
     * ended, does not run here, or has no such offset.
     */
    public TurnProgress await(String turnId, int offset, Duration wait) throws InterruptedException {
        var turn = running.find(turnId);
        return turn.isEmpty() ? GONE : progress(turn.get(), offset, wait);
    }

    private static TurnProgress progress(LiveTurn turn, int offset, Duration wait) throws InterruptedException {
        try {
            return switch (turn.await(offset, wait)) {
                case TurnFeed.Progress.Pending() -> TurnProgress.getDefaultInstance();
                case TurnFeed.Progress.Text(var text, var end) ->
                    TurnProgress.newBuilder().setText(text).setEnd(end).build();
                case TurnFeed.Progress.Ended _ -> GONE;
            };
        } catch (RefusedException _) {
            return GONE;
        }
    }
}
