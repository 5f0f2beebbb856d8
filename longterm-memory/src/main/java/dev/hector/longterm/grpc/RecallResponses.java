package dev.hector.longterm.grpc;

import static dev.hector.wire.Absent.orEmpty;

import dev.hector.longterm.LongTermMemory.Recalled;
import dev.hector.longterm.StoredMemory;
import dev.hector.proto.v1.Memory;
import dev.hector.proto.v1.MemoryMatch;
import dev.hector.proto.v1.MemorySource;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.recall.Hit;
import dev.hector.wire.Times;
import java.util.List;

/** Maps answers to the messages that go over the wire. */
final class RecallResponses {

    private RecallResponses() {}

    static RecallResponse recalled(List<Recalled> recalled) {
        return RecallResponse.newBuilder()
                .addAllMemories(recalled.stream().map(RecallResponses::memory).toList())
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
        return MemorySource.newBuilder()
                .setSessionId(memory.sessionId())
                .setSequence(memory.sequence())
                .setMessageId(orEmpty(memory.messageId()))
                .setRole(memory.role())
                .setSpeaker(orEmpty(memory.speaker()))
                .setOccurredAt(Times.timestamp(memory.occurredAt()))
                .build();
    }

    private static MemoryMatch match(Hit.Why why) {
        var match = MemoryMatch.newBuilder().addAllTerms(why.terms()).setNeighbours(why.fromNeighbours() > 0);
        return why.similarity() == 0
                ? match.build()
                : match.setSimilarity(why.similarity()).build();
    }
}
