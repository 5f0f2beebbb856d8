package dev.hector.cluster;

import dev.hector.query.QueryServiceConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An instance that shows. */
@Configuration(proxyBeanMethods = false)
@Import({StoresConfiguration.class, ModelsConfiguration.class, QueryServiceConfiguration.class})
class QueryProcess {}
