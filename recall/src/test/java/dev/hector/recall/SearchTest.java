package dev.hector.recall;

import static dev.hector.recall.Memories.ids;
import static dev.hector.recall.Memories.memory;
import static dev.hector.recall.Memories.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SearchTest {

    private final MemoryIndex index = new MemoryIndex();

    @Test
    void findsByWordsWithoutAnyVector() {
        var index = said("We adopted a beagle", "Taxes are due", "The weather is nice");

        var best = index.search(Question.of("Which dogs, a beagle?", 3), null).getFirst();

        assertThat(best.origin().id()).isEqualTo(1);
        assertThat(best.why().terms()).containsExactly("beagl");
        assertThat(best.why().similarity()).isZero();
        assertThat(best.why().fromNeighbours()).isZero();
    }

    @Test
    void findsByMeaningWithoutAnyCommonWord() {
        index.add(memory(1, "a", "We adopted a beagle"), new float[] {1, 0});
        index.add(memory(2, "b", "Taxes are due"), new float[] {0, 1});

        var hits = index.search(Question.of("pets", 3), new float[] {1, 0.1f});

        assertThat(ids(hits)).containsExactly(1L, 2L);
        assertThat(hits.getFirst().why().similarity()).isCloseTo(0.995, within(0.01));
    }

    @Test
    void findsAMemoryWithoutAVectorAmongOthersByItsWords() {
        index.add(memory(1, "a", "We adopted a beagle"), null);
        index.add(memory(2, "b", "Taxes are due"), new float[] {1, 0});

        assertThat(ids(index.search(Question.of("beagle", 3), new float[] {1, 0})))
                .containsExactly(1L, 2L);
    }

    @Test
    void prefersWhatWordsAndMeaningAgreeOn() {
        index.add(memory(1, "a", "beagle"), new float[] {0, 1});
        index.add(memory(2, "b", "beagle"), new float[] {1, 0});
        index.add(memory(3, "c", "rain"), new float[] {1, 0});

        assertThat(ids(index.search(Question.of("beagle", 3), new float[] {1, 0.01f})))
                .startsWith(2L);
    }

    @Test
    void findsAnAnswerByTheQuestionBeforeIt() {
        var index = said("What do you call your beagle?", "Waldo!", "Nice.", "Bye.");

        var hits = index.search(Question.of("name of the beagle", 2), null);

        assertThat(ids(hits)).containsExactly(2L, 1L);
        assertThat(hits.getFirst().why().fromNeighbours()).isEqualTo(1);
        assertThat(hits.getFirst().why().terms()).isEmpty();
    }

    @Test
    void prefersWhoeverIsNamed() {
        index.add(memory(1, "a", "Ann", "I play the cello"), null);
        index.add(memory(2, "b", "Bob", "I play the cello"), null);

        assertThat(ids(index.search(Question.of("Does Ann play the cello?", 2), null)))
                .containsExactly(1L, 2L);
    }

    @Test
    void prefersATimeWhenAskedWhen() {
        index.add(memory(1, "a", "I play the cello yesterday"), null);
        index.add(memory(2, "b", "I play the cello loudly"), null);

        assertThat(ids(index.search(Question.of("When was the cello?", 2), null)))
                .containsExactly(1L, 2L);
    }

    @Test
    void findsTheDateOfAMemory() {
        index.add(new Memory(new Origin(1, "a", 1, "user", Instant.parse("2026-03-05T12:00:00Z")), "a walk"), null);
        index.add(new Memory(new Origin(2, "b", 1, "user", Instant.parse("2026-04-05T12:00:00Z")), "a walk"), null);

        assertThat(ids(index.search(Question.of("walks in March 2026", 2), null)))
                .containsExactly(1L, 2L);
    }

    @Test
    void letsOtherSessionsSpeakAmongEquals() {
        index.add(memory(1, "a", "cello noise"), null);
        index.add(memory(2, "b", "rain"), null);
        index.add(memory(3, "b", "sun"), null);
        index.add(memory(4, "b", "cello rest"), null);
        index.add(memory(5, "b", "snow"), null);
        index.add(memory(6, "b", "wind"), null);
        index.add(memory(7, "b", "cello rest"), null);

        assertThat(ids(index.search(Question.of("cello", 3), null))).containsExactly(7L, 1L, 4L);
    }

    @Test
    void leavesOutWhatIsNotAdmitted() {
        var index = said("My beagle barks", "beagle beagle");

        var hits = index.search(new Question("beagle", 5, origin -> origin.sequence() != 2), null);

        assertThat(ids(hits)).containsExactly(1L);
    }

    @Test
    void scoresFromNoughtToOne() {
        var index = said("a beagle", "my beagle barks", "the beagle and the cello", "rain");

        assertThat(index.search(Question.of("When did the beagle hear the cello?", 9), null))
                .isNotEmpty()
                .allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
    }

    @Test
    void findsNothingWhereNothingFits() {
        assertThat(said("My beagle barks").search(Question.of("cello", 5), null))
                .isEmpty();
        assertThat(index.search(Question.of("cello", 5), new float[] {1, 0})).isEmpty();
    }
}
