package dev.hector.recall;

import java.util.HashMap;
import java.util.Map;

/**
 * How rare words are among memories that an index does not hold, though a question is put to them too.
 *
 * @param memories how many they are
 * @param length words of their texts together
 * @param holders by each stem that is asked for, how many of them have it
 */
public record TermStatistics(long memories, long length, Map<String, Long> holders) {

    static final TermStatistics NONE = new TermStatistics(0, 0, Map.of());

    public TermStatistics {
        holders = Map.copyOf(holders);
    }

    long holders(String stem) {
        return holders.getOrDefault(stem, 0L);
    }

    /** The same with one memory more. */
    public TermStatistics with(Words memory) {
        var more = new HashMap<>(holders);
        memory.stems().forEach(stem -> more.computeIfPresent(stem, (_, count) -> count + 1));
        return new TermStatistics(memories + 1, length + memory.length(), more);
    }
}
