package dev.hector.benchmarks;

import com.github.f4b6a3.ulid.UlidCreator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Whoever calls a server that is measured: any number of clients at once, each with its own session. */
interface Callers extends AutoCloseable {

    /** Not a question: to those the demo model answers with all that it remembers. */
    String TEXT =
            "The river that flows through the old town is the Aare, two hundred and eighty-eight kilometres long.";

    void createSession(String id);

    /** Sends a message and waits for the answer. */
    Callable<?> turns(String session);

    default List<String> newSessions(int count) {
        return Stream.generate(() -> "sess_" + UlidCreator.getUlid())
                .limit(count)
                .peek(this::createSession)
                .toList();
    }

    @Override
    void close();
}
