package dev.hector.gateway;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.models.Models;
import dev.hector.proto.v1.LongTermMemoriesGrpc.LongTermMemoriesBlockingStub;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.proto.v1.SessionQueriesGrpc.SessionQueriesBlockingStub;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The gateway without a server: turns, sessions, tails. Needs {@link HectorConfig}, {@link Models}, {@link TokenCounter}
 * and the stubs of the command and the query service as beans; with that of long-term memory, turns recall. With a
 * {@link TurnOwner} that can be reached and {@link TurnPeers}, gateways follow each other's turns.
 */
@Configuration(proxyBeanMethods = false)
public class ApiGatewayConfiguration {

    @Bean
    Agents agents(HectorConfig config, Models models) {
        return new Agents(config, models::forAgent);
    }

    @Bean
    Services services(
            SessionCommandsBlockingStub commands,
            SessionQueriesBlockingStub queries,
            ObjectProvider<LongTermMemoriesBlockingStub> memories) {
        return new Services(commands, queries, Optional.ofNullable(memories.getIfAvailable()));
    }

    @Bean
    MessageIntake messageIntake(Agents agents, TokenCounter counter) {
        return new MessageIntake(agents, counter);
    }

    @Bean
    Admission admission(Agents agents) {
        return new Admission(agents.busyTimeout());
    }

    @Bean
    RunningTurns runningTurns(ObjectProvider<TurnWatch> watch) {
        return new RunningTurns(watch.getIfAvailable(() -> TurnWatch.NONE));
    }

    @Bean
    TurnRunner turnRunner(
            Agents agents,
            Services services,
            MessageIntake intake,
            Admission admission,
            RunningTurns running,
            TokenCounter counter,
            ObjectProvider<Timings> timings,
            ObjectProvider<TurnOwner> owner,
            ObjectProvider<TurnPeers> peers) {
        return new TurnRunner(
                agents,
                services,
                intake,
                admission,
                running,
                counter,
                timings.getIfAvailable(() -> Timings.DEFAULT),
                owner.getIfAvailable(TurnOwner::unreachable),
                peers.getIfAvailable(() -> TurnPeers.NONE));
    }

    @Bean
    TurnPieces turnPieces(RunningTurns running) {
        return new TurnPieces(running);
    }

    @Bean
    Sessions sessions(Agents agents, Services services, MessageIntake intake, Admission admission) {
        return new Sessions(agents, services, intake, admission);
    }

    @Bean
    EventTails eventTails(Agents agents, Services services) {
        return new EventTails(
                agents, services, EventTails.within(Runtime.getRuntime().maxMemory()));
    }

    @Bean
    Readiness readiness(Agents agents, Services services, RunningTurns running) {
        return new Readiness(agents, services, running);
    }

    @Bean
    Draining draining(TurnRunner turns, EventTails tails) {
        return new Draining(turns, tails);
    }
}
