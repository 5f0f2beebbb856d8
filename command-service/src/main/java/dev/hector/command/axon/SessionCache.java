package dev.hector.command.axon;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

/** Caches the sessions that were written to last, bounded by count and by age. */
final class SessionCache implements Cache {

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> sessions;

    SessionCache(int capacity, Duration idle) {
        sessions = Caffeine.newBuilder()
                .maximumSize(capacity)
                .expireAfterAccess(idle)
                .build();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <K, V> @Nullable V get(K key) {
        return (V) sessions.getIfPresent(key);
    }

    @Override
    public void put(Object key, Object value) {
        sessions.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return sessions.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    public boolean remove(Object key) {
        return sessions.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        sessions.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return sessions.asMap().containsKey(key);
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new UnsupportedOperationException("Nobody listens to the cache of sessions");
    }
}
