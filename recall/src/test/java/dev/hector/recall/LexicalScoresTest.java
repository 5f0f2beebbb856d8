package dev.hector.recall;

import static dev.hector.recall.Memories.memory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LexicalScoresTest {

    private static final double SATURATION = 0.4;

    private final MemoryTable table = new MemoryTable();

    /** Two memories of three and one words, one of which has the term: the mean is two. */
    @Test
    void isBm25ForMemoriesThatStandAlone() {
        given(memory(1, "a", "cello lesson today"), memory(2, "b", "rain"));

        var scores = scores("cello");

        var rarity = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
        var frequency = 1 / (1 - 0.4 + 0.4 * 3 / 2);
        assertThat(scores[0]).isCloseTo(rarity * saturated(frequency), within(1e-12));
        assertThat(scores[1]).isZero();
    }

    @Test
    void countsAsAnswersWordsWhatTheQuestionBeforeItSaid() {
        given(memory(1, "a", "cello lesson?"), memory(2, "a", "great fun"), memory(3, "a", "rain again"));

        var scores = scores("cello");

        var rarity = Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5));
        assertThat(scores[0]).isCloseTo(rarity * saturated(1), within(1e-12));
        assertThat(scores[1]).isCloseTo(rarity * saturated(1.25), within(1e-12));
        assertThat(scores[2]).isCloseTo(rarity * saturated(0.25), within(1e-12));
    }

    @Test
    void countsLessOfWhatWasMerelySaidBeforeOrAfter() {
        given(memory(1, "a", "rain again"), memory(2, "a", "cello lesson"), memory(3, "a", "great fun"));

        var scores = scores("cello");

        var rarity = Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5));
        assertThat(scores[0]).isCloseTo(rarity * saturated(0.1), within(1e-12));
        assertThat(scores[1]).isCloseTo(rarity * saturated(1), within(1e-12));
        assertThat(scores[2]).isCloseTo(rarity * saturated(0.2), within(1e-12));
    }

    @Test
    void prefersManyWordsNearbyToOneWordRepeated() {
        given(
                memory(1, "a", "cello cello"),
                memory(2, "a", "cello cello"),
                memory(3, "b", "cello noise"),
                memory(4, "b", "lesson noise"));

        var scores = scores("cello", "lesson");

        assertThat(scores[3]).isGreaterThan(scores[1]);
    }

    @Test
    void doesNotReachIntoAnotherSession() {
        given(memory(1, "a", "cello lesson"), memory(2, "b", "rain"));

        assertThat(scores("cello")[1]).isZero();
    }

    private void given(Memory... memories) {
        for (var memory : memories) {
            table.add(Entry.of(memory), null);
        }
    }

    private double[] scores(String... terms) {
        var scores = new double[table.rows()];
        LexicalScores.add(
                Set.of(terms), table, new Corpus(table, TermStatistics.NONE), scores, new double[table.rows()]);
        return scores;
    }

    private static double saturated(double frequency) {
        return frequency * (SATURATION + 1) / (frequency + SATURATION);
    }
}
