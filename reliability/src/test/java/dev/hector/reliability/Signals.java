package dev.hector.reliability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What can be done to a process that this one started. */
enum Signals {
    KILL,
    STOP,
    CONT,
    QUIT;

    void send(ProcessHandle process) throws IOException, InterruptedException {
        // The shell has it built in; as a program it is in a package that not every machine has.
        var kill = new ProcessBuilder("sh", "-c", "kill -" + name() + " " + process.pid())
                .redirectErrorStream(true)
                .start();
        var says = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("kill -" + name() + " " + process.pid() + ": " + says);
        }
    }
}
