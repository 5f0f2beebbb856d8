package dev.hector.longterm.grpc;

import dev.hector.longterm.LongTermMemory;
import dev.hector.longterm.LongTermMemory.Question;
import dev.hector.proto.v1.LongTermMemoriesGrpc;
import dev.hector.proto.v1.MemoryCount;
import dev.hector.proto.v1.RecallQuery;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.proto.v1.SessionRef;
import dev.hector.wire.Replies;
import dev.hector.wire.Reply;
import dev.hector.wire.SessionReference;
import dev.hector.wire.SessionReferences;
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
                () -> SessionReferences.of(query.getSession())
                        .then(session -> memory.recall(question(session, query)))
                        .map(RecallResponses::recalled));
    }

    @Override
    public void countMemories(SessionRef query, StreamObserver<MemoryCount> caller) {
        answer(
                caller,
                () -> SessionReferences.of(query)
                        .then(memory::count)
                        .map(count -> MemoryCount.newBuilder()
                                .setCount(count.memories())
                                .setWaiting(count.waiting())
                                .build()));
    }

    private static Question question(SessionReference session, RecallQuery query) {
        return new Question(session, query.getText(), query.getLimit(), query.getHeldFrom(), query.getMaxTokens());
    }

    private static <T> void answer(StreamObserver<T> caller, Supplier<Reply<T>> question) {
        Replies.answer(caller, question, MemoryFailures::of);
    }
}
