package dev.hector.cluster;

import dev.hector.memory.MemoryProjectorConfiguration;
import dev.hector.memory.micrometer.SummaryMetersConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An instance that remembers; the modules on the class path add long-term memory. */
@Configuration(proxyBeanMethods = false)
@Import({
    StoresConfiguration.class,
    ModelsConfiguration.class,
    CommandChannelConfiguration.class,
    StreamConfiguration.class,
    MemoryProjectorConfiguration.class,
    SummaryMetersConfiguration.class
})
class ProjectorProcess {}
