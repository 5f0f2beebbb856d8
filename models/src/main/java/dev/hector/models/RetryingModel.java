package dev.hector.models;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Asks again while it is worth it, and only as long as no chunk was shown. One deadline holds for all attempts. */
final class RetryingModel implements LanguageModel {

    private final LanguageModel model;
    private final RetryPolicy retries;
    private final Duration timeout;

    RetryingModel(LanguageModel model, RetryPolicy retries, Duration timeout) {
        this.model = model;
        this.retries = retries;
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public ModelAnswer answer(ModelRequest request, Consumer<String> onChunk) {
        var deadline = System.nanoTime() + shorter(timeout, request).toNanos();
        var shown = new AtomicBoolean();
        for (int attempt = 1; ; attempt++) {
            try {
                return model.answer(new ModelRequest(request.messages(), leftUntil(deadline)), chunk -> {
                    shown.set(true);
                    onChunk.accept(chunk);
                });
            } catch (ModelException failure) {
                if (shown.get()) {
                    throw failure;
                }
                pause(retries.pauseAfter(attempt, failure, leftUntil(deadline)).orElseThrow(() -> failure));
            }
        }
    }

    private static Duration shorter(Duration timeout, ModelRequest request) {
        var asked = request.timeout();
        return asked == null || asked.compareTo(timeout) > 0 ? timeout : asked;
    }

    private static Duration leftUntil(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ModelException.unavailable("interrupted while waiting to ask the model again", null);
        }
    }
}
