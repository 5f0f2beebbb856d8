package dev.hector.models;

import dev.hector.events.Usage;
import dev.hector.events.memory.ContextMessage;
import dev.hector.events.memory.TokenCounter;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * No language model: it quotes from the context that it is given, so that one can see what an agent remembers without a
 * provider or a key. The same context gives the same answer.
 */
final class DemoModel implements LanguageModel {

    private static final String NAME = "demo";

    private static final Pattern MEMORY = Pattern.compile(
            "\\b(earlier|so"
                    + " far|remember|recall|summary|(know|talk|say|said|tell|told|discuss)\\w*|conversation|chat)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern REQUESTS_MEMORY = Pattern.compile(
            "\\b((where|as) we left off|summari[sz]e|recap|remind me|(tell me|list|recall) (what|everything|our))\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ASKS = Pattern.compile(
            "(?s)^\\s*(who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|will|would)\\b.*"
                + "|.*\\?\\s*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern GREETS =
            Pattern.compile("^\\s*(hello|hi|hey|good (morning|afternoon|evening))\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\s)(?=\\S)");

    private final TokenCounter counter;

    DemoModel(TokenCounter counter) {
        this.counter = counter;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean answersAtOnce() {
        return true;
    }

    @Override
    public ModelAnswer answer(ModelRequest request, Consumer<String> onChunk) {
        var text = reply(DemoMemory.of(request.messages()));
        BETWEEN_WORDS.splitAsStream(text).forEach(onChunk);
        return new ModelAnswer(text, usage(request.messages(), text), NAME, "stop");
    }

    private static String reply(DemoMemory memory) {
        return content(memory) + "\n\n" + DemoMemory.DISCLAIMER;
    }

    private static String content(DemoMemory memory) {
        var message = memory.message();
        var greeting = GREETS.matcher(message).find() ? "Hello! " : "";
        if (asksForMemory(message)) {
            return greeting + memory.everything();
        }
        if (asks(message)) {
            return greeting + memory.bestMatch().orElseGet(memory::everything);
        }
        return greeting.isEmpty() ? DemoMemory.noted(message) : greeting + memory.everything();
    }

    static boolean asksForMemory(String message) {
        return REQUESTS_MEMORY.matcher(message).find()
                || (asks(message) && MEMORY.matcher(message).find());
    }

    static boolean asks(String message) {
        return ASKS.matcher(message).matches();
    }

    private Usage usage(List<ContextMessage> context, String text) {
        return new Usage(context.stream().mapToInt(ContextMessage::tokens).sum(), counter.count(text));
    }
}
