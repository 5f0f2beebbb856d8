package dev.hector.reliability;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A provider that is asked and never answers. */
final class SilentModel implements AutoCloseable {

    private final Semaphore questions = new Semaphore(0);
    private @Nullable HttpServer http;

    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        http.createContext("/", _ -> questions.release());
        http.start();
    }

    /** What a configuration says so that its one agent asks this model. */
    String asLlmOf(String agent) {
        return """
                llm: silent
            llms:
              silent:
                type: openai
                model: silent
                api_key: none
                host: http://127.0.0.1:%d/v1
            """.formatted(
                        Objects.requireNonNull(http, "started").getAddress().getPort());
    }

    void awaitQuestion() throws InterruptedException {
        if (!questions.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody asked the model");
        }
    }

    @Override
    public void close() {
        Objects.requireNonNull(http, "started").stop(0);
    }
}
