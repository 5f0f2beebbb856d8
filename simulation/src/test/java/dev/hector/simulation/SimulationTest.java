package dev.hector.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class SimulationTest {

    private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);
    private static final Path TRACES = Path.of("target", "simulation");
    private static final String SEED = "simulation.seed";

    @Test
    @DisabledIfSystemProperty(named = SEED, matches = "\\d+")
    void holdsWhateverHappens() throws IOException {
        LongFunction<Optional<String>> simulation = SimulatedClasses.simulation("");
        var first = Long.getLong("simulation.first", 1);
        var seeds = Long.getLong("simulation.seeds", 100_000);
        var processor = ManagementFactory.getThreadMXBean();
        var began = processor.getCurrentThreadCpuTime();
        for (var seed = first; seed < first + seeds; seed++) {
            var violation = simulation.apply(seed);
            if (violation.isPresent()) {
                fail(written(seed, violation.get()));
            }
        }
        var took = Duration.ofNanos(processor.getCurrentThreadCpuTime() - began);
        LOG.info("{} seeds from {} on held, in {} s of one processor", seeds, first, took.toSeconds());
    }

    @Test
    @EnabledIfSystemProperty(
            named = SEED,
            matches = "\\d+",
            disabledReason = "wants -Dsimulation.seed=NUMBER to tell of")
    void tellsOneSeed() throws IOException {
        var seed = Long.getLong(SEED, 1);
        LongFunction<String> told = SimulatedClasses.load(Simulation.Told.class);
        var story = told.apply(seed);
        LOG.info("Seed {}:\n{}", seed, story);
        assertThat(story).as(written(seed, story)).endsWith("All is well.");
    }

    @Test
    @DisabledIfSystemProperty(named = SEED, matches = "\\d+")
    void aSeedRepeatsItself() {
        assertThat(fingerprints()).isEqualTo(fingerprints()).doesNotHaveDuplicates();
    }

    private static long[] fingerprints() {
        LongFunction<Long> fingerprint = SimulatedClasses.load(Simulation.Fingerprint.class);
        return LongStream.rangeClosed(1, 500).map(fingerprint::apply).toArray();
    }

    private static String written(long seed, String story) throws IOException {
        Files.createDirectories(TRACES);
        var trace = Files.writeString(TRACES.resolve("seed-" + seed + ".txt"), story);
        return "Seed " + seed + ": " + story.substring(story.lastIndexOf('\n') + 1) + "\nThe whole run is in "
                + trace.toAbsolutePath() + ". To repeat it: ./hector test simulation SimulationTest -Dsimulation.seed="
                + seed;
    }
}
