package dev.hector.configuration;

import java.util.Map;

/** A whole configuration file; maps keep the file's order. */
public record HectorConfig(
        Map<String, AgentConfig> agents,
        Map<String, LlmConfig> llms,
        Map<String, SessionStoreConfig> sessionStores,
        SessionsConfig sessions) {}
