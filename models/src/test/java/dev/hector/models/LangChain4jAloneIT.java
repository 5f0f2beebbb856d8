package dev.hector.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What LangChain4j does by itself: why {@link LanguageModelContract} checks it. When this fails, a guard may go. */
final class LangChain4jAloneIT {

    private final OpenAiModelIT openAi = new OpenAiModelIT();
    private final OllamaModelIT ollama = new OllamaModelIT();

    @Test
    void takesACutStreamForAnAnswer() throws Exception {
        try (var provider = new StubProvider()) {
            provider.replies(wire -> wire.head(200).write(openAi.chunk("Te")).end());
            var model = OpenAiStreamingChatModel.builder()
                    .baseUrl(provider.host() + "/v1")
                    .modelName("stub-1")
                    .build();

            assertThat(ask(model).aiMessage().text()).isEqualTo("Te");
        }
    }

    @Test
    void skipsBrokenPartsOfAnAnswer() throws Exception {
        try (var provider = new StubProvider()) {
            provider.replies(wire -> wire.head(200)
                    .write(ollama.chunk("Not "))
                    .write(ollama.frameOf("{\"cut\":"))
                    .write(ollama.chunk("teal."))
                    .write(ollama.finish(ollama.stop()))
                    .end());
            var model = OllamaStreamingChatModel.builder()
                    .baseUrl(provider.host())
                    .modelName("stub-1")
                    .build();

            assertThat(ask(model).aiMessage().text()).isEqualTo("Not teal.");
        }
    }

    private static ChatResponse ask(StreamingChatModel model) throws Exception {
        var answer = new CompletableFuture<ChatResponse>();
        model.chat("What is my favourite colour?", new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                answer.completeExceptionally(error);
            }
        });
        return answer.get(10, TimeUnit.SECONDS);
    }
}
