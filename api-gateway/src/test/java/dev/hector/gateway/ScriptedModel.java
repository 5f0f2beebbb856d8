package dev.hector.gateway;

import dev.hector.events.Usage;
import dev.hector.models.LanguageModel;
import dev.hector.models.ModelAnswer;
import dev.hector.models.ModelRequest;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A model that says what a test tells it to, when the test tells it to. Without a script it echoes, word by word. */
final class ScriptedModel implements LanguageModel {

    /** What the model does next. */
    private sealed interface Step {

        record Say(String chunk) implements Step {}

        record Fail(RuntimeException failure) implements Step {}

        record Finish() implements Step {}
    }

    private static final Pattern WORD_ENDS = Pattern.compile("(?<= )");

    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final List<ModelRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private volatile boolean scripted;
    private volatile boolean atOnce;
    private volatile @Nullable Thread askedOn;

    ScriptedModel scripted() {
        scripted = true;
        return this;
    }

    void unscripted() {
        scripted = false;
        steps.clear();
    }

    ScriptedModel say(String... chunks) {
        List.of(chunks).forEach(chunk -> steps.add(new Step.Say(chunk)));
        return this;
    }

    void finish() {
        steps.add(new Step.Finish());
    }

    void fail(RuntimeException failure) {
        steps.add(new Step.Fail(failure));
    }

    List<ModelRequest> requests() {
        return requests;
    }

    int running() {
        return running.get();
    }

    int mostRunning() {
        return mostRunning.get();
    }

    @Override
    public String name() {
        return "scripted";
    }

    /** From now on this model says of itself that it does not wait. */
    void atOnce() {
        atOnce = true;
    }

    /** The thread that it was asked on last. */
    @Nullable
    Thread askedOn() {
        return askedOn;
    }

    @Override
    public boolean answersAtOnce() {
        return atOnce;
    }

    @Override
    public ModelAnswer answer(ModelRequest request, Consumer<String> onChunk) {
        requests.add(request);
        askedOn = Thread.currentThread();
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            return scripted ? follow(onChunk) : echo(request, onChunk);
        } finally {
            running.decrementAndGet();
        }
    }

    private ModelAnswer echo(ModelRequest request, Consumer<String> onChunk) {
        var text = "You said: " + request.messages().getLast().content();
        for (var word : WORD_ENDS.split(text, -1)) {
            onChunk.accept(word);
        }
        return answer(text);
    }

    private ModelAnswer follow(Consumer<String> onChunk) {
        var text = new StringBuilder();
        while (true) {
            switch (next()) {
                case Step.Say(var chunk) -> {
                    text.append(chunk);
                    onChunk.accept(chunk);
                }
                case Step.Fail(var failure) -> throw failure;
                case Step.Finish() -> {
                    return answer(text.toString());
                }
            }
        }
    }

    private Step next() {
        try {
            var step = steps.poll(20, TimeUnit.SECONDS);
            if (step == null) {
                throw new IllegalStateException("The script has no more steps");
            }
            return step;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static ModelAnswer answer(String text) {
        return new ModelAnswer(text, new Usage(7, TestTokens.COUNTER.count(text)), "scripted-1", "stop");
    }
}
