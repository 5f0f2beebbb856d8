package dev.hector.gateway.rest;

import dev.hector.gateway.Agents;
import dev.hector.gateway.ApiGatewayConfiguration;
import dev.hector.gateway.Draining;
import dev.hector.gateway.EdgeWatch;
import dev.hector.gateway.EventTails;
import dev.hector.gateway.Sessions;
import dev.hector.gateway.Timings;
import dev.hector.gateway.TurnRunner;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** REST and server-sent events on Spring MVC. Needs {@link ApiGatewayConfiguration}. */
@Configuration(proxyBeanMethods = false)
@Import(OpenApiConfiguration.class)
@PropertySource("classpath:dev/hector/gateway/rest.properties")
public class RestConfiguration {

    private static final int MAX_BODY_BYTES = 1024 * 1024;

    private final JsonMapper json = RestJson.mapper();

    @Bean
    WebMvcConfigurer restMvc() {
        return new WebMvcConfigurer() {

            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.withJsonConverter(new JacksonJsonHttpMessageConverter(json));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver());
            }
        };
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit() {
        var filter = new FilterRegistrationBean<>(new BodyLimitFilter(json, MAX_BODY_BYTES));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return tomcat -> tomcat.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve(json)));
    }

    /** Buffers that each connection holds: reads pass by the smaller one, writes of less than it are one packet. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appReadBufSize", "1024");
            connector.setProperty("socket.appWriteBufSize", "4096");
        });
    }

    @Bean
    Draining restDraining(TurnRunner turns, EventTails tails) {
        return new Draining(turns, tails);
    }

    @Bean
    EventStreams eventStreams(ObjectProvider<Timings> timings, ObjectProvider<EdgeWatch> watch) {
        return new EventStreams(
                json,
                timings.getIfAvailable(() -> Timings.DEFAULT).heartbeat(),
                watch.getIfAvailable(() -> EdgeWatch.NONE));
    }

    @Bean
    SessionsController sessionsController(Sessions sessions) {
        return new SessionsController(sessions);
    }

    @Bean
    MessagesController messagesController(Sessions sessions, TurnRunner turns, EventStreams streams) {
        return new MessagesController(sessions, turns, streams);
    }

    @Bean
    HistoryController historyController(Sessions sessions, EventTails tails, EventStreams streams) {
        return new HistoryController(sessions, tails, streams);
    }

    @Bean
    SearchController searchController(Sessions sessions) {
        return new SearchController(sessions);
    }

    @Bean
    ServerController serverController(Agents agents) {
        return new ServerController(agents);
    }

    @Bean
    HomeController homeController() {
        return new HomeController();
    }

    @Bean
    ProblemAdvice problemAdvice(ObjectProvider<EdgeWatch> watch) {
        return new ProblemAdvice(watch.getIfAvailable(() -> EdgeWatch.NONE));
    }

    @Bean
    ContainerErrors containerErrors() {
        return new ContainerErrors();
    }
}
