package dev.hector.cluster;

import dev.hector.memory.MemoryProjectorConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An instance that remembers; the modules on the class path add long-term memory. */
@Configuration(proxyBeanMethods = false)
@Import({
    StoresConfiguration.class,
    ModelsConfiguration.class,
    CommandChannelConfiguration.class,
    StreamConfiguration.class,
    MemoryProjectorConfiguration.class
})
class ProjectorProcess {}
