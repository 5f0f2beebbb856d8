package dev.hector.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** Ctrl-C and a polite kill: the first one lets what runs end well, the next does not wait. */
interface Interrupts {

    void onSignal(Runnable first);

    /** Interrupts the calling thread. */
    default void interruptThisThread() {
        onSignal(Thread.currentThread()::interrupt);
    }

    static Interrupts ofProcess() {
        return first -> {
            var signalled = new AtomicBoolean();
            Runnable handler = () -> {
                if (signalled.getAndSet(true)) {
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                }
                first.run();
            };
            Signals.register("INT", handler);
            Signals.register("TERM", handler);
        };
    }
}
