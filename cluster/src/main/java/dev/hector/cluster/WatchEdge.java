package dev.hector.cluster;

import dev.hector.observability.EnableEdge;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** HTTP for those who watch an instance that has no clients of its own: health and metrics. */
final class WatchEdge implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private WatchEdge(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static WatchEdge start(ConfigurableApplicationContext service, String host, int port) {
        return new WatchEdge(new SpringApplicationBuilder(Beans.class)
                .parent(service)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "spring.grpc.server.enabled",
                        "false",
                        "springdoc.api-docs.enabled",
                        "false",
                        "springdoc.swagger-ui.enabled",
                        "false",
                        "spring.threads.virtual.enabled",
                        "true"))
                .run("--server.address=" + host, "--server.port=" + port));
    }

    int port() {
        var web = ((ServletWebServerApplicationContext) context).getWebServer();
        return Objects.requireNonNull(web, "a watched instance has a web server")
                .getPort();
    }

    @Override
    public void close() {
        context.close();
    }

    /** What answers. */
    @Configuration(proxyBeanMethods = false)
    @EnableEdge
    static class Beans {}
}
