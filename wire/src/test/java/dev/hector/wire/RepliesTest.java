package dev.hector.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.SessionKey;
import dev.hector.proto.v1.SessionRef;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RepliesTest {

    private final List<Object> told = new ArrayList<>();

    @Test
    void anAnswerIsGivenOnce() {
        ask(() -> Reply.of("yes"));

        assertThat(told).containsExactly("yes", "completed");
    }

    @Test
    void refusalsCarryTheirCodeAndDetails() {
        ask(() -> Reply.refused(new QueryRefusal.SessionNotFound(SessionKey.of("assistant", "s1"))));
        ask(() -> Reply.refused(new QueryRefusal.LongTermMemoryOff("assistant")));
        ask(() -> Reply.invalid("page_size", "must be from 1 to 1000"));

        assertRefused(
                0,
                ErrorCode.SESSION_NOT_FOUND,
                "Agent assistant has no session s1",
                Map.of("agent", "assistant", "session_id", "s1"));
        assertRefused(
                1,
                ErrorCode.LONGTERM_MEMORY_OFF,
                "Agent assistant has no long-term memory: add 'longterm:' under its 'memory:'",
                Map.of("agent", "assistant"));
        assertRefused(
                2,
                ErrorCode.INVALID_REQUEST,
                "page_size must be from 1 to 1000",
                Map.of(ErrorInfos.FIELD, "page_size"));
    }

    @Test
    void theServiceWordsWhatWentWrong() {
        ask(() -> {
            throw new IllegalStateException("secret");
        });

        assertThat(((StatusRuntimeException) told.getFirst()).getStatus().getDescription())
                .isEqualTo("the service's own words");
    }

    @Test
    void aSessionIsNamedByAnAgentAndAnId() {
        var named = SessionRef.newBuilder().setAgent("assistant").setSessionId("s1");

        assertThat(SessionReferences.of(named.build()))
                .isEqualTo(Reply.of(new SessionReference(SessionKey.of("assistant", "s1"), null)));
        assertThat(SessionReferences.of(named.setSessionId("a b").build())).isInstanceOf(Reply.Refused.class);
        assertThat(SessionReferences.of(named.setSessionId("s1").setAgent("a/b").build()))
                .isInstanceOf(Reply.Refused.class);
    }

    private void assertRefused(int which, ErrorCode code, String message, Map<String, String> details) {
        var refused = (StatusRuntimeException) told.get(which);
        assertThat(refused.getStatus().getCode()).isEqualTo(code.grpcStatus());
        assertThat(refused.getStatus().getDescription()).isEqualTo(message);
        assertThat(ErrorInfos.code(refused)).contains(code);
        assertThat(ErrorInfos.of(refused).orElseThrow().getMetadataMap()).isEqualTo(details);
    }

    private void ask(Supplier<Reply<String>> question) {
        Replies.answer(
                new Listener(),
                question,
                _ -> Status.INTERNAL.withDescription("the service's own words").asRuntimeException());
    }

    private final class Listener implements StreamObserver<String> {

        @Override
        public void onNext(String value) {
            told.add(value);
        }

        @Override
        public void onError(Throwable refusal) {
            told.add(refusal);
        }

        @Override
        public void onCompleted() {
            told.add("completed");
        }
    }
}
