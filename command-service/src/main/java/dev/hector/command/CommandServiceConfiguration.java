package dev.hector.command;

import dev.hector.command.grpc.SessionCommandsService;
import dev.hector.command.session.Limits;
import dev.hector.configuration.HectorConfig;
import dev.hector.store.SessionStores;
import dev.hector.store.blob.BlobStore;
import io.grpc.BindableService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the command side: needs a {@link HectorConfig} and {@link SessionStores}, offers the gRPC service. */
@Configuration(proxyBeanMethods = false)
public class CommandServiceConfiguration {

    @Bean
    AllCommands sessionCommandStores(HectorConfig config, SessionStores stores) {
        var sessions = config.sessions();
        return new AllCommands(
                stores, store -> BlobStore.of(store, config), new Limits(sessions.timeout(), sessions.maxDuration()));
    }

    @Bean
    BindableService sessionCommandsService(CommandStores stores) {
        return new SessionCommandsService(stores);
    }
}
