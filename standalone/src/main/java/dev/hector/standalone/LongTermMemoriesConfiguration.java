package dev.hector.standalone;

import dev.hector.proto.v1.LongTermMemoriesGrpc;
import dev.hector.proto.v1.LongTermMemoriesGrpc.LongTermMemoriesBlockingStub;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to long-term memory, where its module is on the class path. */
@Configuration(proxyBeanMethods = false)
class LongTermMemoriesConfiguration {

    @Bean
    LongTermMemoriesBlockingStub longTermMemoriesStub(InProcessChannel internalChannel) {
        return LongTermMemoriesGrpc.newBlockingStub(internalChannel.channel());
    }
}
