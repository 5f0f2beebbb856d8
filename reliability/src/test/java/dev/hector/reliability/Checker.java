package dev.hector.reliability;

import java.util.List;

/** Judges one promise, offline. */
@FunctionalInterface
interface Checker {

    /** What breaks the promise, for people; empty when it was kept. */
    List<String> violations(Evidence evidence);
}
