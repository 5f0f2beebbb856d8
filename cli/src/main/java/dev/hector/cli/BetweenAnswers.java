package dev.hector.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines for standard error that must not end up amid an answer; there is one for the process, as for the log. */
final class BetweenAnswers {

    private static final List<String> KEPT = new ArrayList<>();
    private static boolean answering;

    private BetweenAnswers() {}

    static synchronized void print(String line) {
        if (answering) {
            KEPT.add(line);
        } else {
            System.err.println(line);
        }
    }

    static synchronized void answerBegins() {
        answering = true;
    }

    static synchronized void answerEnds() {
        answering = false;
        KEPT.forEach(System.err::println);
        KEPT.clear();
    }
}
