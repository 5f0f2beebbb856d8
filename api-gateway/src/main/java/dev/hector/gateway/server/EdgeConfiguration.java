package dev.hector.gateway.server;

import dev.hector.gateway.grpc.GrpcConfiguration;
import dev.hector.gateway.rest.RestConfiguration;
import dev.hector.observability.EnableEdge;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What listens on the network. */
@Configuration(proxyBeanMethods = false)
@EnableEdge
@Import({RestConfiguration.class, GrpcConfiguration.class})
class EdgeConfiguration {}
