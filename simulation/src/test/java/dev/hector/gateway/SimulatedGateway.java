package dev.hector.gateway;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LlmConfig;
import dev.hector.configuration.ModelType;
import dev.hector.configuration.SessionsConfig;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.TokenCounter;
import dev.hector.models.LanguageModel;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.DeleteSessionRequest;
import dev.hector.proto.v1.EndSessionRequest;
import dev.hector.proto.v1.ImportMessagesRequest;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.SessionCommandsGrpc;
import dev.hector.proto.v1.SessionQueriesGrpc;
import io.grpc.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway of one machine, put together as in production, on simulated services and models. */
public final class SimulatedGateway {

    public static final String AGENT = "assistant";
    public static final Duration MODEL_TIMEOUT = Duration.ofSeconds(20);

    private static final TokenCounter WORDS = text -> 1 + text.length() / 4;
    private static final LlmConfig LLM =
            new LlmConfig("simulated", ModelType.DEMO, "simulated", null, null, null, null, MODEL_TIMEOUT);
    private static final AgentConfig ASSISTANT =
            new AgentConfig(AGENT, LLM.name(), "", null, MemorySettings.DEFAULT, null, List.of(), false);
    private static final HectorConfig CONFIG =
            new HectorConfig(Map.of(AGENT, ASSISTANT), Map.of(LLM.name(), LLM), Map.of(), SessionsConfig.DEFAULT);

    private final TurnRunner turns;
    private final Sessions sessions;

    public SimulatedGateway(Channel channel, LanguageModel model) {
        var agents = new Agents(CONFIG, _ -> model);
        var services = new Services(
                SessionCommandsGrpc.newBlockingStub(channel),
                SessionQueriesGrpc.newBlockingStub(channel),
                Optional.empty());
        var intake = new MessageIntake(agents, WORDS);
        var admission = new Admission(agents.busyTimeout());
        turns = new TurnRunner(
                agents,
                services,
                intake,
                admission,
                new RunningTurns(),
                WORDS,
                Timings.DEFAULT,
                TurnOwner.unreachable(),
                TurnPeers.NONE);
        sessions = new Sessions(agents, services, intake, admission);
    }

    public void create(String session) {
        var request = CreateSessionRequest.newBuilder()
                .setAgent(AGENT)
                .setSessionId(session)
                .setAllowExisting(true)
                .build();
        sessions.create(request, Caller.unnamed());
    }

    /** The answer to a message, or that it is stored where no answer is wanted. */
    public MessageResponse send(SendMessageRequest request) throws InterruptedException {
        return TurnRunner.wantsAnswer(request)
                ? turns.answer(request, Caller.unnamed())
                : sessions.append(request, Caller.unnamed());
    }

    /** Stores messages that are not to be answered. */
    public void importMessages(ImportMessagesRequest request) throws InterruptedException {
        sessions.importMessages(request, Caller.unnamed());
    }

    public void end(String session) {
        var request = EndSessionRequest.newBuilder()
                .setAgent(AGENT)
                .setSessionId(session)
                .build();
        sessions.end(request, Caller.unnamed());
    }

    public void delete(String session) {
        var request = DeleteSessionRequest.newBuilder()
                .setAgent(AGENT)
                .setSessionId(session)
                .build();
        sessions.delete(request, Caller.unnamed());
    }

    /** Lets running turns end and begins no more. */
    public void drain() throws InterruptedException {
        turns.drain();
    }
}
