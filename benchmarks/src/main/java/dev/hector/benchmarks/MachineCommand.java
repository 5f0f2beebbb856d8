package dev.hector.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what the machine is, and how fast its disk keeps a page. */
@Command(name = "machine", description = "Describes the machine.")
final class MachineCommand implements Callable<Integer> {

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        try (var server = PostgresServer.start()) {
            results.add(Machine.describe(server));
        }
        return 0;
    }
}
