package dev.hector.gateway.server;

import dev.hector.gateway.RestConfiguration;
import dev.hector.gateway.grpc.GrpcConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What listens on the network. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({RestConfiguration.class, GrpcConfiguration.class})
class EdgeConfiguration {}
