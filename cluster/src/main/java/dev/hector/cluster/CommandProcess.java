package dev.hector.cluster;

import dev.hector.command.CommandServiceConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An instance that decides. */
@Configuration(proxyBeanMethods = false)
@Import({StoresConfiguration.class, CommandServiceConfiguration.class, RelayConfiguration.class})
class CommandProcess {}
