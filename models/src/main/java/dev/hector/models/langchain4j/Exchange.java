package dev.hector.models.langchain4j;

import dev.hector.models.ModelException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request to a provider: hands what its reading thread receives to the thread that waits for the answer. */
final class Exchange implements StreamingChatResponseHandler {

    /** The exchange that this thread is starting; LangChain4j calls the HTTP client on the thread that asks. */
    static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile @Nullable Long heardAt;
    private volatile boolean sawEndMark;
    private volatile @Nullable Thread reader;

    /** The next signal; a {@link ModelException} when it does not come in time. */
    Signal next(Patience patience) throws InterruptedException {
        var since = System.nanoTime();
        for (long left = patience.left(since, heardAt); left > 0; left = patience.left(since, heardAt)) {
            var signal = signals.poll(left, TimeUnit.NANOSECONDS);
            if (signal != null) {
                return signal;
            }
        }
        throw patience.lost();
    }

    /** Whether the provider marked the end of the stream, as OpenAI does with {@code [DONE]}. */
    boolean sawEndMark() {
        return sawEndMark;
    }

    /** Cuts the connection, unless it is over. No signal is needed any more. */
    void cancel() {
        var running = reader;
        if (running != null) {
            running.interrupt();
        }
    }

    void readBy(Thread thread) {
        reader = thread;
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    void endMarked() {
        sawEndMark = true;
    }

    void signal(Signal signal) {
        signals.add(signal);
    }

    @Override
    public void onPartialResponse(String text) {
        signal(new Signal.Chunk(text));
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        signal(new Signal.Completed(response));
    }

    @Override
    public void onError(Throwable error) {
        signal(new Signal.Garbled());
    }

    /**
     * How long to wait.
     *
     * @param deadline for the whole answer, in {@link System#nanoTime()}
     * @param silence the longest pause within a stream that has begun
     */
    record Patience(String llm, long deadline, Duration silence) {

        /** Nanoseconds; waiting is not silence when something was heard meanwhile. */
        private long left(long waitingSince, @Nullable Long heardAt) {
            var now = System.nanoTime();
            var untilDeadline = deadline - now;
            if (heardAt == null) {
                return untilDeadline;
            }
            var quietFor = now - Math.max(heardAt, waitingSince);
            return Math.min(untilDeadline, silence.toNanos() - quietFor);
        }

        private ModelException lost() {
            return ModelException.timeout(
                    deadline - System.nanoTime() > 0
                            ? "llm '%s' fell silent for %s within its answer".formatted(llm, Failures.seconds(silence))
                            : "llm '%s' did not finish its answer in time".formatted(llm));
        }
    }
}
