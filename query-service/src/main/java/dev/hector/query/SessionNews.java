package dev.hector.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hector.events.SessionKey;
import dev.hector.store.EventLog;
import dev.hector.store.SessionStore;
import dev.hector.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who wait for a session that it has grown. One thread reads a store's log for all of them, woken by appends
 * of this process and looking four times a second for those of others, and only while somebody waits or waited lately.
 */
final class SessionNews implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionNews.class);
    private static final Duration POLL = Duration.ofMillis(250);

    /** Appends that follow each other within this time are read together. */
    private static final Duration REST = Duration.ofMillis(20);

    private static final int PAGE = 500;

    /** Longer than one wait may last, so that a caller who waits again finds its session still followed. */
    private static final Duration FOLLOWED_FOR = Duration.ofMinutes(3);

    private final SessionStore store;
    private final Cache<SessionKey, Followed> followed =
            Caffeine.newBuilder().expireAfterAccess(FOLLOWED_FOR).build();
    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore wanted = new Semaphore(0);
    private @Nullable Thread reader;
    private volatile boolean closed;
    private long position;

    SessionNews(SessionStore store) {
        this.store = store;
    }

    /** From now on no event of the session goes unseen; what is older must be looked up in the log. */
    Followed follow(SessionKey session) {
        var known = followed.getIfPresent(session);
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            if (reader == null && !closed) {
                position = store.log().head();
                reader = Thread.ofVirtual().name("session-news-" + store.name()).start(this::read);
            }
            return Objects.requireNonNull(followed.get(session, _ -> new Followed()));
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        try (var _ = store.log().onAppend(wanted::release)) {
            var failed = false;
            while (goesOn()) {
                failed = !look(failed);
                if (wanted.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    Thread.sleep(REST);
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception defect) {
            throw new IllegalStateException("Listening to the store " + store.name() + " could not be ended", defect);
        }
    }

    /** Ends the reader only while nobody can begin to wait. */
    private boolean goesOn() {
        lock.lock();
        try {
            followed.cleanUp();
            if (closed || followed.estimatedSize() == 0) {
                followed.invalidateAll();
                reader = null;
                return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** True when the log can be read; an outage is logged once, until the log can be read again. */
    private boolean look(boolean failedBefore) {
        try {
            look(store.log());
            return true;
        } catch (RuntimeException failure) {
            if (!(failure instanceof StoreUnavailableException)) {
                LOG.error("News of the store '{}' could not be read and are tried again", store.name(), failure);
            } else if (!failedBefore) {
                LOG.warn("News of the store '{}' wait: {}", store.name(), failure.getMessage());
            }
            return false;
        }
    }

    private void look(EventLog log) {
        for (var events = log.readAll(position, PAGE); !events.isEmpty(); events = log.readAll(position, PAGE)) {
            for (var event : events) {
                var session = followed.policy().getIfPresentQuietly(event.session());
                if (session != null) {
                    session.reach(event.sequence());
                }
            }
            position = events.getLast().position();
        }
    }

    /** True when this is over and nobody should wait any more. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        wanted.release();
        followed.asMap().values().forEach(Followed::wakeAll);
    }
}
