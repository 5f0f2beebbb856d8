package dev.hector.gateway;

import dev.hector.events.SessionKey;
import dev.hector.observability.Dependencies;
import dev.hector.proto.v1.FindSessionsQuery;
import dev.hector.proto.v1.RenewTurnCommand;
import dev.hector.proto.v1.SessionRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services that requests need, asked through the stores of all agents. */
final class Readiness implements Dependencies {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String NO_SESSION = "hector.readiness";

    private final Agents agents;
    private final Services services;
    private final RunningTurns running;

    Readiness(Agents agents, Services services, RunningTurns running) {
        this.agents = agents;
        this.services = services;
        this.running = running;
    }

    @Override
    public List<Missing> missing() {
        if (running.isClosed()) {
            return List.of(new Missing("server", "The server is stopping."));
        }
        var missing = new ArrayList<Missing>();
        agentOfEachStore().forEach((store, agent) -> {
            check("reading from " + store, () -> read(agent), missing);
            check("writing to " + store, () -> write(agent), missing);
        });
        return missing;
    }

    private Map<String, String> agentOfEachStore() {
        var stores = new LinkedHashMap<String, String>();
        for (var agent : agents.all()) {
            var store = agent.sessionStore();
            stores.putIfAbsent(store == null ? "session store (in memory)" : "session store " + store, agent.name());
        }
        return stores;
    }

    private static void check(String name, Runnable probe, List<Missing> missing) {
        try {
            probe.run();
        } catch (RefusedException refused) {
            if (refused.code().httpStatus() >= 500) {
                missing.add(new Missing(name, refused.refusal().detail()));
            }
        }
    }

    private void read(String agent) {
        var query = FindSessionsQuery.newBuilder()
                .setTenant(SessionKey.DEFAULT_TENANT)
                .setAgent(agent)
                .setPageSize(1)
                .build();
        services.query(PATIENCE, queries -> queries.findSessions(query));
    }

    /** A command that changes nothing: there is no such turn, and being told so is the sign of life. */
    private void write(String agent) {
        var command = RenewTurnCommand.newBuilder()
                .setSession(SessionRef.newBuilder()
                        .setTenant(SessionKey.DEFAULT_TENANT)
                        .setAgent(agent)
                        .setSessionId(NO_SESSION))
                .setTurnId("turn_none")
                .setAttempt(1)
                .setOwner("readiness")
                .setLeaseMillis(1)
                .build();
        services.command(PATIENCE, commands -> commands.renewTurn(command));
    }
}
