package dev.hector.simulation;

import dev.hector.events.Usage;
import dev.hector.models.LanguageModel;
import dev.hector.models.ModelAnswer;
import dev.hector.models.ModelException;
import dev.hector.models.ModelRequest;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A model that takes its time, and in some climates fails, says nothing, hangs, or does not even stop when told to. */
final class SimulatedModel implements LanguageModel {

    private enum Mood {
        WELL,
        FAILS_AT_ONCE,
        BREAKS_OFF,
        SAYS_NOTHING,
        HANGS,
        IS_LOST
    }

    private static final Duration QUICK = Duration.ofMillis(5);
    private static final Duration USUAL = Duration.ofSeconds(3);
    private static final Duration SLOW = Duration.ofSeconds(17);

    private final Machine machine;
    private final Scheduler scheduler;
    private final Climate climate;
    private final Monitor monitor;

    SimulatedModel(Machine machine, Scheduler scheduler, Climate climate, Monitor monitor) {
        this.machine = machine;
        this.scheduler = scheduler;
        this.climate = climate;
        this.monitor = monitor;
    }

    /** Whether this is what a model says to a message. */
    static boolean answers(String answer, String message) {
        return answer.startsWith("To '" + message + "': ");
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public ModelAnswer answer(ModelRequest request, Consumer<String> onChunk) {
        var message = request.messages().getLast().content();
        var mood = mood();
        var time = scheduler.between(QUICK, scheduler.below(4) == 0 ? SLOW : USUAL);
        scheduler.trace(() -> "the model begins on '" + message + "', takes " + time.toMillis() + " ms: " + mood);
        try {
            return switch (mood) {
                case WELL -> speak(message, time, onChunk, 3);
                case FAILS_AT_ONCE -> throw ModelException.failed("It refuses.");
                case BREAKS_OFF -> {
                    speak(message, time, onChunk, 1);
                    throw ModelException.failed("It broke off.");
                }
                case SAYS_NOTHING -> whole("");
                case HANGS -> throw hang();
                case IS_LOST -> throw new AssertionError(lost());
            };
        } catch (InterruptedException _) {
            throw ModelException.failed("It was told to stop.");
        }
    }

    private Mood mood() {
        if (!scheduler.chance(climate.badModels())) {
            return Mood.WELL;
        }
        return Mood.values()[1 + scheduler.below(Mood.values().length - 1)];
    }

    private ModelAnswer speak(String message, Duration time, Consumer<String> onChunk, int pieces)
            throws InterruptedException {
        var text = new StringBuilder();
        for (var piece = 0; piece < pieces; piece++) {
            VirtualTime.sleep(time.dividedBy(pieces));
            machine.step();
            monitor.modelSpeaks(message, machine);
            var chunk = piece == 0 ? "To '" + message + "': " + scheduler.below(1000) : " and " + piece;
            text.append(chunk);
            onChunk.accept(chunk);
        }
        return whole(text.toString());
    }

    private static ModelAnswer whole(String text) {
        return new ModelAnswer(text, new Usage(1, 1), "simulated", "stop");
    }

    private static ModelException hang() throws InterruptedException {
        VirtualTime.sleep(Duration.ofDays(1));
        return ModelException.timeout("It woke up.");
    }

    private static String lost() {
        while (true) {
            LockSupport.park();
            Thread.interrupted();
        }
    }
}
