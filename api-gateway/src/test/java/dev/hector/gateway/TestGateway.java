package dev.hector.gateway;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.configuration.LlmConfig;
import dev.hector.configuration.LongTermConfig;
import dev.hector.configuration.ModelType;
import dev.hector.configuration.SessionsConfig;
import dev.hector.configuration.StorageScope;
import dev.hector.events.memory.MemorySettings;
import dev.hector.proto.v1.LongTermMemoriesGrpc.LongTermMemoriesBlockingStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway's core over {@link LocalServices} and a scripted model. */
final class TestGateway implements AutoCloseable {

    static final Timings TIMINGS = new Timings(
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Duration.ofSeconds(2));

    final LocalServices local;
    private final HectorConfig config;
    final ScriptedModel model;
    final Agents agents;
    final Services services;
    final RunningTurns running = new RunningTurns();
    final Admission admission;
    final TurnRunner turns;
    final Sessions sessions;
    final EventTails tails;

    TestGateway() {
        this(config(Duration.ofSeconds(5)));
    }

    TestGateway(HectorConfig config) {
        this(config, Optional.empty());
    }

    TestGateway(HectorConfig config, Optional<LongTermMemoriesBlockingStub> memories) {
        this(LocalServices.start(config), new ScriptedModel(), config, memories, TurnPeers.NONE);
    }

    private TestGateway(
            LocalServices local,
            ScriptedModel model,
            HectorConfig config,
            Optional<LongTermMemoriesBlockingStub> memories,
            TurnPeers peers) {
        this.local = local;
        this.config = config;
        this.model = model;
        this.agents = new Agents(config, _ -> model);
        this.services = new Services(local.commands(), local.queries(), memories);
        var intake = new MessageIntake(agents, TestTokens.COUNTER);
        this.admission = new Admission(agents.busyTimeout());
        this.turns = new TurnRunner(
                agents,
                services,
                intake,
                admission,
                running,
                TestTokens.COUNTER,
                TIMINGS,
                TurnOwner.reachableAt("here:1"),
                peers);
        this.sessions = new Sessions(agents, services, intake, admission);
        this.tails = new EventTails(agents, services, 2);
    }

    /** Another process on the same services. */
    TestGateway sibling() {
        return siblingWith(TurnPeers.NONE);
    }

    /** Another process on the same services that reaches the owners of turns. */
    TestGateway siblingWith(TurnPeers peers) {
        return new TestGateway(local, new ScriptedModel(), config, Optional.empty(), peers);
    }

    static HectorConfig config(Duration busyTimeout) {
        return config(busyTimeout, Duration.ofSeconds(30));
    }

    static HectorConfig config(Duration busyTimeout, Duration modelTimeout) {
        var llm = new LlmConfig("scripted", ModelType.DEMO, "scripted", null, null, null, null, modelTimeout);
        return new HectorConfig(
                Map.of("assistant", agent("assistant", false), "debug", agent("debug", true)),
                Map.of("scripted", llm),
                Map.of(),
                new SessionsConfig(null, null, busyTimeout));
    }

    private static AgentConfig agent(String name, boolean reasoning) {
        return new AgentConfig(
                name,
                "scripted",
                "Be brief.",
                null,
                MemorySettings.DEFAULT,
                new LongTermConfig(StorageScope.SESSION, true, 5, 1),
                List.of("search"),
                reasoning);
    }

    @Override
    public void close() {
        local.close();
    }
}
