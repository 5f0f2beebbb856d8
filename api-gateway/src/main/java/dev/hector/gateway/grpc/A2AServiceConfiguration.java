package dev.hector.gateway.grpc;

import dev.hector.gateway.ApiGatewayConfiguration;
import dev.hector.gateway.EventTails;
import dev.hector.gateway.Sessions;
import dev.hector.gateway.TurnRunner;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code A2AService} without a server, to be added to any, also to an in-process one. Needs {@link ApiGatewayConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class A2AServiceConfiguration {

    @Bean
    BindableService a2aService(Sessions sessions, TurnRunner turns, EventTails tails) {
        return () -> guarded(new A2AEndpoint(sessions, turns, tails));
    }

    private static ServerServiceDefinition guarded(A2AEndpoint endpoint) {
        var service = ServerInterceptors.intercept(endpoint, new CallerInterceptor());
        return ServerInterceptors.intercept(
                ServerInterceptors.useInputStreamMessages(service), new UnreadableRequests());
    }
}
