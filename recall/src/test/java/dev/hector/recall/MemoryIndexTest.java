package dev.hector.recall;

import static dev.hector.recall.Memories.ids;
import static dev.hector.recall.Memories.memory;
import static dev.hector.recall.Memories.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemoryIndexTest {

    private static final Question BEAGLE = Question.of("beagle", 5);

    private final MemoryIndex index = new MemoryIndex();

    @Test
    void forgetsAMemory() {
        var index = said("My beagle barks", "A beagle", "rain");

        assertThat(index.remove(1)).isTrue();
        assertThat(index.remove(1)).isFalse();

        assertThat(ids(index.search(BEAGLE, null))).doesNotContain(1L).contains(2L);
        assertThat(index.size()).isEqualTo(2);
    }

    @Test
    void makesNeighboursOfThoseAroundAForgottenMemory() {
        var index = said("Your beagle?", "Well.", "Waldo!");

        index.remove(2);

        assertThat(ids(index.search(BEAGLE, null))).containsExactly(3L, 1L);
    }

    @Test
    void forgetsASession() {
        index.add(memory(1, "a", "My beagle"), null);
        index.add(memory(2, "b", "Your beagle"), null);
        index.add(memory(3, "a", "Our beagle"), null);

        assertThat(index.removeSession("a")).isEqualTo(2);
        assertThat(index.removeSession("a")).isZero();

        assertThat(ids(index.search(BEAGLE, null))).containsExactly(2L);
    }

    @Test
    void replacesAMemoryThatIsAddedAgain() {
        index.add(memory(1, "a", "My beagle"), null);

        index.add(memory(1, "a", "My cello"), null);

        assertThat(index.search(BEAGLE, null)).isEmpty();
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void refusesTwoMemoriesAtOnePlaceAndChangesNothing() {
        index.add(memory(1, "a", "My beagle"), null);
        var other = new Memory(new Origin(2, "a", 1, "user", Memories.NOON), "My cello");

        assertThatIllegalArgumentException().isThrownBy(() -> index.add(other, null));

        assertThat(ids(index.search(BEAGLE, null))).containsExactly(1L);
    }

    @Test
    void refusesAVectorOfOtherDimensionsAndKeepsTheMemoryItWouldReplace() {
        index.add(memory(1, "a", "My beagle"), new float[] {1, 0});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.add(memory(1, "a", "My cello"), new float[] {1, 0, 0}));

        assertThat(ids(index.search(BEAGLE, null))).containsExactly(1L);
    }

    @Test
    void takesAVectorLater() {
        index.add(memory(1, "a", "My beagle"), null);

        assertThat(index.embedded(1, new float[] {1, 0})).isTrue();
        assertThat(index.embedded(2, new float[] {1, 0})).isFalse();

        assertThat(ids(index.search(Question.of("pets", 5), new float[] {1, 0})))
                .containsExactly(1L);
    }

    @Test
    void ranksEqualMemoriesNewestFirst() {
        index.add(memory(2, "b", "My beagle"), null);
        index.add(memory(1, "a", "My beagle"), null);
        index.add(memory(3, "c", "My beagle"), null);

        assertThat(ids(index.search(BEAGLE, null))).containsExactly(3L, 2L, 1L);
    }

    @Test
    void findsTheSameAfterItsEmptyRowsAreCleared() {
        for (var id = 1; id <= 4000; id++) {
            index.add(memory(id, "s" + id % 7, id % 3 == 0 ? "My beagle " + id : "rain " + id), new float[] {id, 1});
        }
        for (var id = 1; id <= 3000; id++) {
            index.remove(id);
        }
        var fresh = new MemoryIndex();
        for (var id = 3001; id <= 4000; id++) {
            fresh.add(memory(id, "s" + id % 7, id % 3 == 0 ? "My beagle " + id : "rain " + id), new float[] {id, 1});
        }

        assertThat(index.search(BEAGLE, new float[] {1, 1})).isEqualTo(fresh.search(BEAGLE, new float[] {1, 1}));
        assertThat(index.bytes()).isLessThan(2 * fresh.bytes());
    }

    @Test
    void holdsMoreTheMoreIsAdded() {
        var before = index.bytes();

        index.add(memory(1, "a", "My beagle"), filled(384));

        assertThat(index.bytes()).isGreaterThan(before + 384);
    }

    @Test
    void searchesWhileItGrows() throws ExecutionException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var searches = new ArrayList<Future<?>>();
            for (var reader = 0; reader < 4; reader++) {
                searches.add(threads.submit(this::searchUntilAllIsThere));
            }
            for (var id = 1; id <= 500; id++) {
                index.add(memory(id, "s" + id % 5, "beagle number " + id), new float[] {id, 1});
                if (id % 10 == 0) {
                    index.remove(id - 5);
                }
            }
            index.add(memory(501, "end", "the end"), null);
            for (var search : searches) {
                search.get();
            }
        }
        assertThat(index.size()).isEqualTo(451);
    }

    private void searchUntilAllIsThere() {
        while (index.search(Question.of("end", 1), null).isEmpty()) {
            var hits = index.search(BEAGLE, new float[] {1, 1});
            assertThat(hits).hasSizeLessThanOrEqualTo(5);
            assertThat(hits).allSatisfy(hit -> assertThat(hit.why().terms()).contains("beagl"));
        }
    }

    private static float[] filled(int length) {
        var vector = new float[length];
        Arrays.fill(vector, 1);
        return vector;
    }
}
