package dev.hector.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@DisabledIfSystemProperty(named = "simulation.seed", matches = "\\d+")
class MutantsTest {

    private static final Logger LOG = LoggerFactory.getLogger(MutantsTest.class);
    private static final long MOST = 8_000;

    @ParameterizedTest
    @EnumSource(Mutants.class)
    void isFound(Mutants mutant) {
        LongFunction<Optional<String>> simulation = SimulatedClasses.simulation(mutant.name());

        var found = LongStream.rangeClosed(1, MOST)
                .mapToObj(seed -> simulation.apply(seed).map(story -> "seed " + seed + ": " + end(story)))
                .flatMap(Optional::stream)
                .findFirst();

        assertThat(found)
                .as("one of %d seeds finds %s, and finds it again", MOST, mutant)
                .hasValueSatisfying(end -> assertThat(end).contains("VIOLATED"));
        LOG.info("{} is found by {}", mutant, found.orElseThrow());
    }

    private static String end(String story) {
        return story.substring(story.lastIndexOf('\n') + 1);
    }
}
