package dev.hector.query;

import java.util.List;
import java.util.function.Function;

/** Some of many; {@code nextToken} continues after them and is empty on the last page. */
public record Page<T>(List<T> items, String nextToken) {

    public Page {
        items = List.copyOf(items);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<>(items.stream().<R>map(mapper).toList(), nextToken);
    }
}
