package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JtokkitTokenCounterTest {

    private final JtokkitTokenCounter counter = new JtokkitTokenCounter();

    @Test
    void countsAsThePublishedVocabularyDoes() {
        assertThat(counter.count("")).isZero();
        assertThat(counter.count("hello world")).isEqualTo(2);
        assertThat(counter.count("tiktoken is great!")).isEqualTo(6);
    }

    @Test
    void takesSpecialTokensForText() {
        assertThat(counter.count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void countsFromManyThreadsAtOnce() {
        assertThat(IntStream.range(0, 1000).parallel().map(_ -> counter.count("hello world")))
                .containsOnly(2);
    }

    @Test
    void isNotSlowedDownByTextWithoutWords() {
        assertTimeout(Duration.ofSeconds(10), () -> counter.count("a".repeat(200_000)));
    }
}
