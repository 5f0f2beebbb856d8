package dev.hector.gateway;

import dev.hector.configuration.HectorConfig;
import dev.hector.events.memory.TokenCounter;
import dev.hector.gateway.grpc.GrpcConfiguration;
import dev.hector.gateway.rest.RestConfiguration;
import dev.hector.models.Models;
import dev.hector.observability.Dependencies;
import dev.hector.observability.HealthEdgeConfiguration;
import dev.hector.observability.HealthReport;
import dev.hector.proto.v1.SessionCommandsGrpc.SessionCommandsBlockingStub;
import dev.hector.proto.v1.SessionQueriesGrpc.SessionQueriesBlockingStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** A real Tomcat and a real gRPC server on free ports, in a context below that of the gateway over {@link LocalServices}. */
final class GatewayServer implements AutoCloseable {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({RestConfiguration.class, GrpcConfiguration.class, HealthEdgeConfiguration.class})
    static class Application {}

    /** Looks more often than in production. */
    @Configuration(proxyBeanMethods = false)
    static class Health {

        @Bean
        HealthReport healthReport(Dependencies dependencies) {
            return new HealthReport(List.of(dependencies), Duration.ofMillis(50));
        }
    }

    /** A test that looks at a stop has the time to. */
    private static final Timings TIMINGS = new Timings(
            TestGateway.TIMINGS.lease(),
            TestGateway.TIMINGS.renewal(),
            TestGateway.TIMINGS.modelGrace(),
            TestGateway.TIMINGS.heartbeat(),
            Duration.ofSeconds(15));

    final LocalServices local;
    final ScriptedModel model = new ScriptedModel();
    private final AnnotationConfigApplicationContext core = new AnnotationConfigApplicationContext();
    private final ConfigurableApplicationContext context;

    private GatewayServer(HectorConfig config) {
        local = LocalServices.start(config);
        register(core, config);
        core.register(ApiGatewayConfiguration.class, Health.class);
        core.refresh();
        context = new SpringApplicationBuilder(Application.class)
                .parent(core)
                .properties(Map.of(
                        "server.port", "0",
                        "spring.grpc.server.port", "0",
                        "spring.main.banner-mode", "off",
                        "logging.level.root", "warn"))
                .run();
    }

    private void register(GenericApplicationContext beans, HectorConfig config) {
        beans.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Agents ? new Agents(config, _ -> model) : bean;
            }
        });
        beans.registerBean(HectorConfig.class, () -> config);
        beans.registerBean(Models.class, () -> Models.of(config, TestTokens.COUNTER));
        beans.registerBean(TokenCounter.class, () -> TestTokens.COUNTER);
        beans.registerBean(Timings.class, () -> TIMINGS);
        beans.registerBean(SessionCommandsBlockingStub.class, local::commands);
        beans.registerBean(SessionQueriesBlockingStub.class, local::queries);
    }

    static GatewayServer start(HectorConfig config) {
        return new GatewayServer(config);
    }

    String url() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    EventTails tails() {
        return core.getBean(EventTails.class);
    }

    int grpcPort() {
        return context.getBean(GrpcServerLifecycle.class).getPort();
    }

    @Override
    public void close() {
        context.close();
        core.close();
        local.close();
    }
}
