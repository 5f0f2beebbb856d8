package dev.hector.gateway.grpc;

import dev.hector.gateway.ApiGatewayConfiguration;
import dev.hector.gateway.Draining;
import dev.hector.gateway.EventTails;
import dev.hector.gateway.TurnRunner;
import dev.hector.observability.HealthReport;
import dev.hector.proto.v1.A2AServiceGrpc;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.concurrent.Executors;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.grpc.server.DefaultGrpcServerFactory;

/**
 * {@code A2AService} on Boot's gRPC server, with health and reflection, on a port of its own. Needs
 * {@link ApiGatewayConfiguration} and a {@link HealthReport}.
 */
@Configuration(proxyBeanMethods = false)
@Import(A2AServiceConfiguration.class)
@PropertySource("classpath:dev/hector/gateway/grpc.properties")
public class GrpcConfiguration {

    @Bean
    GrpcServerExecutorProvider grpcThreads() {
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("grpc-", 0).factory());
        return () -> threads;
    }

    /** Services for ourselves are beans too, and are not for the public. */
    @Bean
    GrpcServerFactoryCustomizer publicServicesOnly() {
        return factory -> {
            if (factory instanceof DefaultGrpcServerFactory<?> server) {
                server.setServiceFilter((service, _) -> isPublic(service));
            }
        };
    }

    private static boolean isPublic(ServerServiceDefinition service) {
        var name = service.getServiceDescriptor().getName();
        return name.equals(A2AServiceGrpc.SERVICE_NAME)
                || name.equals(HealthGrpc.SERVICE_NAME)
                || name.startsWith("grpc.reflection.");
    }

    @Bean
    Draining grpcDraining(TurnRunner turns, EventTails tails) {
        return new Draining(turns, tails);
    }

    @Bean
    GrpcHealth grpcHealth(HealthStatusManager status, HealthReport health) {
        return new GrpcHealth(status, health);
    }
}
