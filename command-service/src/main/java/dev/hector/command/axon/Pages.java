package dev.hector.command.axon;

import dev.hector.store.StoredEvent;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Events of any number, read page by page as they are wanted. */
final class Pages {

    private final long start;
    private final int size;
    private final LongFunction<List<StoredEvent>> read;
    private final ToLongFunction<StoredEvent> coordinate;
    private long last;

    Pages(long after, int size, LongFunction<List<StoredEvent>> read, ToLongFunction<StoredEvent> coordinate) {
        this.start = after;
        this.size = size;
        this.read = read;
        this.coordinate = coordinate;
    }

    Stream<StoredEvent> stream() {
        return Stream.iterate(read.apply(start), page -> !page.isEmpty(), this::next)
                .flatMap(List::stream)
                .peek(event -> last = coordinate.applyAsLong(event));
    }

    private List<StoredEvent> next(List<StoredEvent> page) {
        return page.size() < size ? List.of() : read.apply(coordinate.applyAsLong(page.getLast()));
    }

    /** The coordinate of the event that was handed out last; 0 before the first. */
    long last() {
        return last;
    }
}
