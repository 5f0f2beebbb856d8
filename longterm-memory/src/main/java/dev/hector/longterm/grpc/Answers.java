package dev.hector.longterm.grpc;

import com.google.protobuf.Timestamp;
import dev.hector.longterm.LongTermMemory.Recalled;
import dev.hector.longterm.StoredMemory;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.MemoryMatch;
import dev.hector.proto.v1.MemorySource;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.recall.Hit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers as they go over the wire. */
final class Answers {

    private Answers() {}

    static RecallResponse recalled(List<Recalled> recalled) {
        return RecallResponse.newBuilder()
                .addAllMemories(recalled.stream().map(Answers::memory).toList())
                .build();
    }

    private static Memory memory(Recalled recalled) {
        return Memory.newBuilder()
                .setMemoryId(recalled.memory().memoryId())
                .setContent(recalled.memory().content())
                .setScore(recalled.hit().score())
                .setSource(source(recalled.memory()))
                .setMatch(match(recalled.hit().why()))
                .setTokens(recalled.memory().tokens())
                .build();
    }

    private static MemorySource source(StoredMemory memory) {
        var at = memory.occurredAt();
        return MemorySource.newBuilder()
                .setSessionId(memory.sessionId())
                .setSequence(memory.sequence())
                .setMessageId(orEmpty(memory.messageId()))
                .setRole(memory.role())
                .setSpeaker(orEmpty(memory.speaker()))
                .setOccurredAt(
                        Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
                .build();
    }

    private static MemoryMatch match(Hit.Why why) {
        var match = MemoryMatch.newBuilder().addAllTerms(why.terms()).setNeighbours(why.fromNeighbours() > 0);
        return why.similarity() == 0
                ? match.build()
                : match.setSimilarity(why.similarity()).build();
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
