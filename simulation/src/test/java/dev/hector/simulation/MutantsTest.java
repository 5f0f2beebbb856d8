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
                .filter(seed -> simulation.apply(seed).isPresent())
                .findFirst();

        assertThat(found)
                .as("the first of %d seeds that finds %s", MOST, mutant)
                .isPresent();
        LOG.info("{} is found by seed {}", mutant, found.orElseThrow());
    }
}
