package dev.hector.gateway;

import dev.hector.proto.v1.TurnStartedNotice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A turn that runs in this process. The answer so far is the buffer: the model adds to it and never waits, and each
 * reader takes piece by piece at its own speed.
 */
final class LiveTurn implements TurnFeed {

    private final TurnStartedNotice notice;
    private final String key;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final StringBuilder answer = new StringBuilder();
    private final List<Integer> pieceEnds = new ArrayList<>();
    private @Nullable Character heldBack;
    private @Nullable Outcome outcome;

    LiveTurn(TurnStartedNotice notice, String key) {
        this.notice = notice;
        this.key = key;
    }

    @Override
    public TurnStartedNotice notice() {
        return notice;
    }

    /** Whether a message with this key is the one that this turn answers. */
    boolean answers(String messageKey) {
        return !key.isEmpty() && key.equals(messageKey);
    }

    /** Adds a piece of the answer. Half of a surrogate pair at its end waits for the other half. */
    void append(String chunk) {
        inLock(() -> {
            if (outcome == null) {
                appendWhole(heldBack == null ? chunk : heldBack + chunk);
            }
        });
    }

    private void appendWhole(String chunk) {
        var last = chunk.length() - 1;
        var splitsPair = last >= 0 && Character.isHighSurrogate(chunk.charAt(last));
        heldBack = splitsPair ? chunk.charAt(last) : null;
        appendPiece(splitsPair ? chunk.substring(0, last) : chunk);
    }

    private void appendPiece(String piece) {
        if (!piece.isEmpty()) {
            answer.append(WellFormed.repaired(piece));
            pieceEnds.add(answer.length());
            changed.signalAll();
        }
    }

    /** The whole answer, once the model has no more to add. */
    String wholeAnswer() {
        lock.lock();
        try {
            if (heldBack != null) {
                appendPiece(String.valueOf(heldBack));
                heldBack = null;
            }
            return answer.toString();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the turn for its readers; the first end stands. */
    void end(Outcome how) {
        inLock(() -> {
            if (outcome == null) {
                outcome = how;
                changed.signalAll();
                ended.signalAll();
            }
        });
    }

    private void inLock(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Progress await(int offset, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            var nanos = wait.toNanos();
            while (answer.length() <= offset && outcome == null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return progress(offset);
        } finally {
            lock.unlock();
        }
    }

    /** Not woken by every piece of the answer. */
    @Override
    public Outcome awaitEnd() throws InterruptedException {
        lock.lock();
        try {
            while (outcome == null) {
                ended.await();
            }
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    private Progress progress(int offset) {
        if (offset > answer.length() || WellFormed.splitsPair(answer, offset)) {
            throw StreamPosition.unknown();
        }
        if (offset < answer.length()) {
            var end = pieceEndAfter(offset);
            return new Progress.Text(answer.substring(offset, end), end);
        }
        return outcome == null ? new Progress.Pending() : new Progress.Ended(outcome);
    }

    private int pieceEndAfter(int offset) {
        var found = Collections.binarySearch(pieceEnds, offset);
        return pieceEnds.get(found >= 0 ? found + 1 : -found - 1);
    }
}
