package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.LongTermConfig;
import dev.hector.configuration.StorageScope;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much memory recalling takes. */
abstract class BoundsContract extends StoreContract {

    private static final LongTermConfig ALL = new LongTermConfig(StorageScope.ALL, true, 100, 1);
    private static final LongTermConfig SESSION = new LongTermConfig(StorageScope.SESSION, true, 100, 1);

    @Test
    void searchesTheNewestOfAScopeThatIsTooLarge() {
        var session = session("1", "ada").asked(numbers(0, 200));
        try (var remembering = new Remembering(store, ALL, new WordEmbedder("words"), 100_000)) {
            var found = remembering.recall(session, "dog");

            assertThat(found).hasSizeBetween(10, 60).contains("dog number 199").doesNotContain("dog number 0");

            session.asked(numbers(200, 300));

            assertThat(remembering.recall(session, "number 299")).contains("dog number 299");
            assertThat(remembering.indexes().bytes()).isLessThanOrEqualTo(100_000);
            assertThat(remembering.count(session)).isEqualTo(300);
        }
    }

    @Test
    void keepsTheIndexesOfTheScopesThatFit() {
        var sessions = IntStream.range(0, 30)
                .mapToObj(i -> session("s" + i, "ada").asked(numbers(0, 10)))
                .toList();
        try (var remembering = new Remembering(store, SESSION, new WordEmbedder("words"), 100_000)) {
            for (var session : sessions) {
                assertThat(remembering.recall(session, "dog")).hasSize(10);
            }
            assertThat(remembering.indexes().bytes()).isLessThanOrEqualTo(100_000);
            for (var session : sessions) {
                assertThat(remembering.recall(session, "dog")).hasSize(10);
            }
        }
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "dog number " + i).toArray(String[]::new);
    }
}
