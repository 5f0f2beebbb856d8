package dev.hector.gateway;

import dev.hector.proto.v1.SessionRef;
import dev.hector.wire.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/** Lets a session's messages in one after another: those of this process in order of arrival, up to the busy timeout. */
final class Admission {

    /** A version that no session has, so that a command with it stores nothing. */
    static final long NO_VERSION = Long.MAX_VALUE;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final SessionLines lines = new SessionLines();
    private final Duration patience;

    Admission(Duration patience) {
        this.patience = patience;
    }

    /**
     * Carries out the attempt when the message's time has come, and again while a turn of another process keeps the
     * session busy. A message that was answered before need not wait for others: while it would, the inquiry is tried.
     *
     * @param inquiry the attempt on condition of {@link #NO_VERSION}: finds what the message's key stands for, or is
     *     refused with {@code version_conflict}
     * @throws RefusedException with {@code session_busy} when the patience was not enough, or whatever the attempt throws
     */
    <T> T admit(AcceptedMessage message, Function<SessionLines.Place, T> attempt, Supplier<T> inquiry)
            throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        try (var place = lines.join(lineOf(message.session()), message.key())) {
            if (!message.key().isEmpty() && !place.isNext()) {
                var known = known(inquiry);
                if (known.isPresent()) {
                    return known.get();
                }
            }
            return awaitFront(place, deadline, () -> attempt.apply(place));
        }
    }

    /**
     * Carries out what stores several messages when its time has come, and again while a turn of another process keeps the
     * session busy.
     *
     * @throws RefusedException with {@code session_busy} when the patience was not enough, or whatever the attempt throws
     */
    <T> T admit(SessionRef session, Supplier<T> attempt) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        try (var place = lines.join(lineOf(session), "")) {
            return awaitFront(place, deadline, attempt);
        }
    }

    private <T> T awaitFront(SessionLines.Place place, long deadline, Supplier<T> attempt) throws InterruptedException {
        if (!place.awaitFront(patience)) {
            throw Refusal.of(ErrorCode.SESSION_BUSY, "Another message of this session is being answered.")
                    .asException();
        }
        return admitUntil(deadline, attempt);
    }

    private static <T> Optional<T> known(Supplier<T> inquiry) {
        try {
            return Optional.of(inquiry.get());
        } catch (RefusedException refused) {
            if (refused.code() == ErrorCode.VERSION_CONFLICT) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** How many messages wait for a session. */
    int waiting(String session) {
        return lines.waiting(session);
    }

    private static String lineOf(SessionRef session) {
        return session.getAgent() + "/" + session.getSessionId();
    }

    private static <T> T admitUntil(long deadline, Supplier<T> attempt) throws InterruptedException {
        var pauses = pauses().start();
        while (true) {
            try {
                return attempt.get();
            } catch (RefusedException refused) {
                if (refused.code() != ErrorCode.SESSION_BUSY || System.nanoTime() > deadline) {
                    throw refused;
                }
            }
            TimeUnit.MILLISECONDS.sleep(pauses.nextBackOff());
        }
    }

    private static BackOff pauses() {
        var doubling = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        doubling.setMaxInterval(LONGEST_PAUSE.toMillis());
        return doubling;
    }
}
