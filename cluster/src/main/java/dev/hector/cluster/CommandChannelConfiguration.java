package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.proto.v1.SessionCommandsGrpc;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcClientInterceptor;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to the command service. */
@Configuration(proxyBeanMethods = false)
class CommandChannelConfiguration {

    /** Creating a session and storing a message have no name of their own by which a second call would be known. */
    @Bean(destroyMethod = "shutdownNow")
    ManagedChannel commandChannel(HectorConfig config) {
        return ServiceChannels.to(
                Addresses.of(config).command(),
                SessionCommandsGrpc.getStartTurnMethod(),
                SessionCommandsGrpc.getRenewTurnMethod(),
                SessionCommandsGrpc.getRecordRecallMethod(),
                SessionCommandsGrpc.getCompleteTurnMethod(),
                SessionCommandsGrpc.getFailTurnMethod(),
                SessionCommandsGrpc.getRecordSummaryMethod(),
                SessionCommandsGrpc.getEndSessionMethod());
    }

    @Bean
    SessionCommandsBlockingStub sessionCommandsStub(ManagedChannel commandChannel, ObservationRegistry observations) {
        return SessionCommandsGrpc.newBlockingStub(commandChannel)
                .withInterceptors(new ObservationGrpcClientInterceptor(observations))
                .withWaitForReady();
    }
}
