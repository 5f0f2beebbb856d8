package dev.hector.simulation;

import dev.hector.command.SimulatedCommands;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongFunction;

/** Runs seeds. To be loaded by {@link SimulatedClasses}, and so known to tests only by what the JDK has. */
public final class Simulation implements LongFunction<Optional<String>> {

    /** Axon looks at all lock factories that there ever were until a full collection forgets them. */
    private static final int RUNS_BETWEEN_COLLECTIONS = 3_000;

    private final Mutant mutant;
    private long runs;

    /** @param mutant the name of one of {@link Mutants}; empty for the product as it is */
    public Simulation(String mutant) {
        this.mutant = Arrays.stream(Mutants.values())
                .<Mutant>map(known -> known)
                .filter(known -> known.toString().equals(mutant))
                .findFirst()
                .orElse(Mutant.NONE);
    }

    /** What the seed's run violates, and how it came to that; empty when all is well. */
    @Override
    public Optional<String> apply(long seed) {
        if (++runs % RUNS_BETWEEN_COLLECTIONS == 0) {
            System.gc();
        }
        return new Run(seed, mutant, false).violation().map(_ -> told(seed, mutant));
    }

    private static String told(long seed, Mutant mutant) {
        SimulatedCommands.forget();
        var run = new Run(seed, mutant, true);
        var end = run.violation()
                .map(what -> "VIOLATED: " + what.replace('\n', ' '))
                .orElse("All is well.");
        return String.join("\n", run.trace()) + "\n" + end;
    }

    /** Tells a run step by step, whatever comes of it. */
    public static final class Told implements LongFunction<String> {

        @Override
        public String apply(long seed) {
            return told(seed, Mutant.NONE);
        }
    }

    /** What is the same for two runs that went the same way, and most likely for no others. */
    public static final class Fingerprint implements LongFunction<Long> {

        @Override
        public Long apply(long seed) {
            var run = new Run(seed, Mutant.NONE, false);
            return run.violation().hashCode() * 31L + run.fingerprint();
        }
    }
}
