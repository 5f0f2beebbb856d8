package dev.hector.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

/** One of two ways to serve that are measured in turns. */
record Contender(String name, Meter meter, IntFunction<Callable<?>> turns) {

    /** Warms both up, measures them in turns, and says what the rate of this one is to the other's. */
    void against(Contender one, LoadOptions load, ResultOptions results) {
        Progress.say("warming up");
        one.warmUp(load.warmUp());
        warmUp(load.warmUp());
        for (var clients : load.clients()) {
            Progress.say(clients + " clients");
            var found = Rounds.alternate(
                    load.rounds(),
                    () -> one.measure(one.name, clients, load.part()),
                    () -> measure(name, clients, load.part()));
            var rate = found.getFirst().figure("per_s");
            found.getLast().with("per_s_to_one_process", found.getLast().figure("per_s") / rate);
            found.forEach(results::add);
        }
    }

    private void warmUp(Duration time) {
        WarmUp.run(time, part -> measure("warm-up", 32, part));
    }

    private Measurement measure(String as, int clients, Duration time) {
        return meter.measure(as, () -> Load.run(clients, time, turns));
    }
}
