package dev.hector.recall;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which memory stands before and after which in its session, whatever the order they were added in. */
final class Neighbours {

    static final int NONE = -1;

    private final Map<String, TreeMap<Long, Integer>> sessions = new HashMap<>();
    private final BitSet asking = new BitSet();
    private int[] before = new int[16];
    private int[] after = new int[16];
    private int places;

    /** The row at a place, or {@link #NONE}. */
    int at(Origin origin) {
        var session = sessions.get(origin.sessionId());
        return session == null ? NONE : session.getOrDefault(origin.sequence(), NONE);
    }

    /** Puts a row at its place, which must be free. */
    void add(int row, Origin origin, boolean asks) {
        var session = sessions.computeIfAbsent(origin.sessionId(), _ -> new TreeMap<>());
        session.put(origin.sequence(), row);
        places++;
        reserve(row);
        asking.set(row, asks);
        join(rowOf(session.lowerEntry(origin.sequence())), row);
        join(row, rowOf(session.higherEntry(origin.sequence())));
    }

    void remove(int row, Origin origin) {
        var session = sessions.get(origin.sessionId());
        if (session != null && session.remove(origin.sequence(), row)) {
            places--;
            join(before[row], after[row]);
            before[row] = NONE;
            after[row] = NONE;
            if (session.isEmpty()) {
                sessions.remove(origin.sessionId());
            }
        }
    }

    /** The rows of a session in its order. */
    List<Integer> of(String sessionId) {
        var session = sessions.get(sessionId);
        return session == null ? List.of() : List.copyOf(session.values());
    }

    int before(int row) {
        return before[row];
    }

    int after(int row) {
        return after[row];
    }

    boolean asks(int row) {
        return asking.get(row);
    }

    long bytes() {
        return 8L * before.length + 96L * places + 128L * sessions.size();
    }

    private void reserve(int row) {
        if (row >= before.length) {
            before = Arrays.copyOf(before, 2 * row);
            after = Arrays.copyOf(after, 2 * row);
        }
        before[row] = NONE;
        after[row] = NONE;
    }

    private void join(int first, int second) {
        if (first != NONE) {
            after[first] = second;
        }
        if (second != NONE) {
            before[second] = first;
        }
    }

    private static int rowOf(Map.@Nullable Entry<Long, Integer> place) {
        return place == null ? NONE : place.getValue();
    }
}
