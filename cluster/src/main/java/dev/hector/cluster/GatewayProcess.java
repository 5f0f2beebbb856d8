package dev.hector.cluster;

import dev.hector.configuration.HectorConfig;
import dev.hector.gateway.ApiGatewayConfiguration;
import dev.hector.gateway.TurnOwner;
import dev.hector.gateway.grpc.TurnFeedsConfiguration;
import dev.hector.gateway.micrometer.GatewayMetersConfiguration;
import dev.hector.proto.v1.LongTermMemoriesGrpc;
import dev.hector.proto.v1.LongTermMemoriesGrpc.LongTermMemoriesBlockingStub;
import dev.hector.proto.v1.SessionQueriesGrpc;
import dev.hector.proto.v1.SessionQueriesGrpc.SessionQueriesBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcClientInterceptor;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An instance that clients talk to. */
@Configuration(proxyBeanMethods = false)
@Import({
    ModelsConfiguration.class,
    CommandChannelConfiguration.class,
    ApiGatewayConfiguration.class,
    GatewayMetersConfiguration.class,
    TurnFeedsConfiguration.class
})
class GatewayProcess {

    @Bean(destroyMethod = "shutdownNow")
    ManagedChannel queryChannel(HectorConfig config) {
        return ServiceChannels.to(
                Addresses.of(config).query(),
                SessionQueriesGrpc.getServiceDescriptor().getMethods().toArray(MethodDescriptor[]::new));
    }

    @Bean
    SessionQueriesBlockingStub sessionQueriesStub(ManagedChannel queryChannel, ObservationRegistry observations) {
        return SessionQueriesGrpc.newBlockingStub(queryChannel)
                .withInterceptors(new ObservationGrpcClientInterceptor(observations))
                .withWaitForReady();
    }

    @Bean(destroyMethod = "shutdownNow")
    ManagedChannel projectorChannel(HectorConfig config) {
        return ServiceChannels.to(
                Addresses.of(config).projector(),
                LongTermMemoriesGrpc.getServiceDescriptor().getMethods().toArray(MethodDescriptor[]::new));
    }

    @Bean
    LongTermMemoriesBlockingStub longTermMemoriesStub(
            ManagedChannel projectorChannel, ObservationRegistry observations) {
        return LongTermMemoriesGrpc.newBlockingStub(projectorChannel)
                .withInterceptors(new ObservationGrpcClientInterceptor(observations));
    }

    @Bean
    TurnOwner turnOwner(InstanceOptions options) {
        return TurnOwner.reachableAt(options.advertised() + ":" + options.internalPort());
    }

    @Bean(destroyMethod = "close")
    GatewayChannels turnPeers(TurnOwner turnOwner, ObservationRegistry observations) {
        return new GatewayChannels(turnOwner, new ObservationGrpcClientInterceptor(observations));
    }
}
