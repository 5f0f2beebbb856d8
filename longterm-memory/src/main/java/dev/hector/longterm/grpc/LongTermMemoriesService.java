package dev.hector.longterm.grpc;

import dev.hector.events.SessionKey;
import dev.hector.longterm.LongTermMemory;
import dev.hector.longterm.LongTermMemory.Question;
import dev.hector.longterm.Reply;
import dev.hector.longterm.Reply.Answer;
import dev.hector.longterm.Reply.Refused;
import dev.hector.longterm.SessionReference;
import dev.hector.proto.v1.LongTermMemoriesGrpc;
import dev.hector.proto.v1.MemoryCount;
import dev.hector.proto.v1.RecallQuery;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.proto.v1.SessionRef;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** {@code LongTermMemories} of {@code internal.proto}. Calls block their thread, which should be a virtual one. */
public final class LongTermMemoriesService extends LongTermMemoriesGrpc.LongTermMemoriesImplBase {

    private final LongTermMemory memory;

    public LongTermMemoriesService(LongTermMemory memory) {
        this.memory = memory;
    }

    @Override
    public void recallMemories(RecallQuery query, StreamObserver<RecallResponse> caller) {
        answer(
                caller,
                () -> reference(query.getSession())
                        .then(session -> memory.recall(question(session, query)))
                        .map(Answers::recalled));
    }

    @Override
    public void countMemories(SessionRef query, StreamObserver<MemoryCount> caller) {
        answer(
                caller,
                () -> reference(query)
                        .then(memory::count)
                        .map(count -> MemoryCount.newBuilder()
                                .setCount(count.memories())
                                .setWaiting(count.waiting())
                                .build()));
    }

    private static Question question(SessionReference session, RecallQuery query) {
        return new Question(session, query.getText(), query.getLimit(), query.getHeldFrom(), query.getMaxTokens());
    }

    private static Reply<SessionReference> reference(SessionRef ref) {
        if (!SessionKey.SESSION_ID.matcher(ref.getSessionId()).matches()) {
            return Reply.invalid("session_id", "must match " + SessionKey.SESSION_ID);
        }
        if (ref.getAgent().isEmpty() || ref.getAgent().indexOf('/') >= 0) {
            return Reply.invalid("agent", "must be an agent's name");
        }
        var tenant = ref.getTenant().isEmpty() ? SessionKey.DEFAULT_TENANT : ref.getTenant();
        var session = new SessionKey(tenant, ref.getAgent(), ref.getSessionId());
        return Reply.of(new SessionReference(session, ref.getUserId().isEmpty() ? null : ref.getUserId()));
    }

    private static <T> void answer(StreamObserver<T> caller, Supplier<Reply<T>> question) {
        try {
            switch (question.get()) {
                case Answer<T>(var value) -> give(caller, value);
                case Refused<T>(var refusal) -> caller.onError(Problems.of(refusal));
            }
        } catch (RuntimeException failure) {
            caller.onError(Problems.of(failure));
        }
    }

    private static <T> void give(StreamObserver<T> caller, T value) {
        if (!Context.current().isCancelled()) {
            caller.onNext(value);
            caller.onCompleted();
        }
    }
}
