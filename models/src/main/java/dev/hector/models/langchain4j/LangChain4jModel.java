package dev.hector.models.langchain4j;

import dev.hector.configuration.LlmConfig;
import dev.hector.events.Usage;
import dev.hector.events.memory.ContextMessage;
import dev.hector.events.memory.TokenCounter;
import dev.hector.models.LanguageModel;
import dev.hector.models.ModelAnswer;
import dev.hector.models.ModelException;
import dev.hector.models.ModelRequest;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A provider's model, asked once over a stream; asking again is left to the caller. */
public final class LangChain4jModel implements LanguageModel {

    private final LlmConfig llm;
    private final TokenCounter counter;
    private final Limits limits;
    private final Failures failures;
    private final Provider provider;

    /**
     * How long to wait for signs of life.
     *
     * @param connect for a connection
     * @param silence between two signs within a stream that has begun
     */
    public record Limits(Duration connect, Duration silence) {

        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /** Connects to nothing yet; {@code counter} is for providers that do not report usage. */
    public LangChain4jModel(LlmConfig llm, TokenCounter counter, Limits limits, InstantSource clock) {
        this.llm = llm;
        this.counter = counter;
        this.limits = limits;
        this.failures = new Failures(llm, clock);
        this.provider = Provider.of(llm, new ProviderHttpClient(limits.connect()).asBuilder());
    }

    @Override
    public String name() {
        return llm.type().wireName() + "/" + llm.model();
    }

    @Override
    public ModelAnswer answer(ModelRequest request, Consumer<String> onChunk) {
        var timeout = Objects.requireNonNullElse(request.timeout(), llm.timeout());
        var patience = new Exchange.Patience(llm.name(), System.nanoTime() + timeout.toNanos(), limits.silence());
        var exchange = new Exchange();
        try {
            ask(request.messages(), exchange);
            return read(request, exchange, patience, onChunk);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failures.interrupted();
        } finally {
            exchange.cancel();
        }
    }

    private void ask(List<ContextMessage> context, Exchange exchange) {
        try {
            var request =
                    ChatRequest.builder().messages(ChatMessages.from(context)).build();
            ScopedValue.where(Exchange.CURRENT, exchange)
                    .run(() -> provider.model().chat(request, exchange));
        } catch (RuntimeException e) {
            throw failures.unaskable(e);
        }
    }

    private ModelAnswer read(
            ModelRequest request, Exchange exchange, Exchange.Patience patience, Consumer<String> onChunk)
            throws InterruptedException {
        var text = new StringBuilder();
        while (true) {
            switch (exchange.next(patience)) {
                case Signal.Chunk(var chunk) -> {
                    text.append(chunk);
                    onChunk.accept(chunk);
                }
                case Signal.Completed(var response) -> {
                    return whole(request, text.toString(), response, exchange.sawEndMark());
                }
                case Signal.Refused refused -> throw failures.refused(refused);
                case Signal.Broken(var cause) -> throw failures.broken(cause, !text.isEmpty());
                case Signal.Garbled() -> throw failures.garbled();
                case Signal.Ended() -> throw failures.cutOff();
            }
        }
    }

    private ModelAnswer whole(ModelRequest request, String text, ChatResponse response, boolean sawEndMark) {
        var reason = response.finishReason();
        if (reason == null && !sawEndMark && !provider.completesAtEndOnly()) {
            throw failures.cutOff();
        }
        var finishReason = finishReason(reason);
        if (text.isBlank()) {
            throw failures.empty();
        }
        return new ModelAnswer(text, usage(request, text, response), modelOf(response), finishReason);
    }

    private String finishReason(@Nullable FinishReason reason) throws ModelException {
        return switch (reason) {
            case null -> "stop";
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_EXECUTION -> throw failures.withheld("it asks for a tool that it was not offered");
            case CONTENT_FILTER -> throw failures.withheld("its content filter stepped in");
            case OTHER -> throw failures.withheld("it gave no usual reason");
        };
    }

    private Usage usage(ModelRequest request, String text, ChatResponse response) {
        var reported = response.tokenUsage();
        var input = reported == null ? null : reported.inputTokenCount();
        var output = reported == null ? null : reported.outputTokenCount();
        return new Usage(
                countOr(
                        input,
                        () -> request.messages().stream()
                                .mapToInt(ContextMessage::tokens)
                                .sum()),
                countOr(output, () -> counter.count(text)));
    }

    private static int countOr(@Nullable Integer reported, IntSupplier ourCount) {
        return reported != null && reported > 0 ? reported : ourCount.getAsInt();
    }

    private String modelOf(ChatResponse response) {
        return Objects.requireNonNullElse(response.modelName(), String.valueOf(llm.model()));
    }
}
