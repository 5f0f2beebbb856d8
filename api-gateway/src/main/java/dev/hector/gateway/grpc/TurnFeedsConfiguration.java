package dev.hector.gateway.grpc;

import dev.hector.gateway.TurnPieces;
import io.grpc.BindableService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this gateway tells other gateways about its running turns. Needs {@link dev.hector.gateway.ApiGatewayConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class TurnFeedsConfiguration {

    @Bean
    BindableService turnFeeds(TurnPieces pieces) {
        return new TurnFeedsEndpoint(pieces);
    }
}
