package dev.hector.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** JMH over the parts that need no database. */
@Command(name = "pure", description = "JSON, decisions, folds and recall, by JMH.")
final class PureCommand implements Callable<Integer> {

    @Option(names = "--iterations", description = "Of a second each (${DEFAULT-VALUE}).", defaultValue = "5")
    private int iterations;

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws RunnerException {
        Progress.say("pure: " + 2 * iterations + " seconds for each");
        run().forEach(result -> results.add(measurement(result)));
        return 0;
    }

    private Collection<RunResult> run() throws RunnerException {
        var options = new OptionsBuilder()
                .include(PureEvents.class.getName())
                .include(RecallSearch.class.getName())
                .forks(1)
                .warmupIterations(iterations)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).run();
    }

    private static Measurement measurement(RunResult result) {
        var time = result.getPrimaryResult();
        var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        var method = result.getParams().getBenchmark();
        var measurement = Measurement.of("pure: " + words(method.substring(method.lastIndexOf('.') + 1)), 1)
                .with("ns_per_op", time.getScore());
        return allocated == null ? measurement : measurement.with("bytes_per_op", allocated.getScore());
    }

    /** {@code foldStateOf1000Events} as somebody would say it. */
    static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
