package dev.hector.gateway;

import com.google.protobuf.Timestamp;
import dev.hector.proto.v1.LongTermMemoriesGrpc;
import dev.hector.proto.v1.LongTermMemoriesGrpc.LongTermMemoriesBlockingStub;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.MemoryCount;
import dev.hector.proto.v1.MemorySource;
import dev.hector.proto.v1.RecallQuery;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.proto.v1.SessionRef;
import dev.hector.wire.ErrorCode;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Long-term memory that says what it is told to. */
final class FakeMemories extends LongTermMemoriesGrpc.LongTermMemoriesImplBase implements AutoCloseable {

    /** What all memories are of. */
    static final String SESSION = "s0";

    static final long SEQUENCE = 2;

    final List<RecallQuery> asked = new CopyOnWriteArrayList<>();
    private final Server server;
    private final ManagedChannel channel;
    private volatile List<String> contents = List.of();
    private volatile boolean nameless;
    private volatile boolean away;
    private volatile boolean silent;

    FakeMemories() {
        var name = InProcessServerBuilder.generateName();
        try {
            server = InProcessServerBuilder.forName(name)
                    .directExecutor()
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    LongTermMemoriesBlockingStub stub() {
        return LongTermMemoriesGrpc.newBlockingStub(channel);
    }

    void remember(String... texts) {
        contents = List.of(texts);
    }

    /** Answers nothing at all. */
    void fallSilent() {
        silent = true;
    }

    /** Memories that no turn can refer to. */
    void rememberNameless(String... texts) {
        nameless = true;
        remember(texts);
    }

    void goAway() {
        away = true;
    }

    @Override
    public void recallMemories(RecallQuery query, StreamObserver<RecallResponse> observer) {
        asked.add(query);
        if (silent) {
            return;
        }
        if (away) {
            observer.onError(FakeRefusal.of(ErrorCode.STORE_UNAVAILABLE, "The database does not answer"));
            return;
        }
        var memories = new ArrayList<Memory>();
        for (var content : contents) {
            memories.add(Memory.newBuilder()
                    .setMemoryId(nameless ? "" : "mem_" + memories.size())
                    .setContent(content)
                    .setScore(0.5)
                    .setSource(MemorySource.newBuilder()
                            .setSessionId(SESSION)
                            .setSequence(SEQUENCE)
                            .setRole("user")
                            .setOccurredAt(Timestamp.newBuilder().setSeconds(1_800_000_000)))
                    .build());
        }
        observer.onNext(RecallResponse.newBuilder().addAllMemories(memories).build());
        observer.onCompleted();
    }

    @Override
    public void countMemories(SessionRef session, StreamObserver<MemoryCount> observer) {
        observer.onNext(MemoryCount.newBuilder().setCount(contents.size()).build());
        observer.onCompleted();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
