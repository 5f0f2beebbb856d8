package dev.hector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hector.wire.ErrorCode;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GrpcSessionClientTest extends SessionClientContract {

    private static final String NAME = InProcessServerBuilder.generateName();
    private static final Tokens TOKENS = new Tokens();
    private static final Server SERVER = InProcessServerBuilder.forName(NAME)
            .addService(new FakeA2AService())
            .intercept(TOKENS)
            .build();
    private static final ManagedChannel CHANNEL =
            InProcessChannelBuilder.forName(NAME).build();

    @BeforeAll
    static void start() throws IOException {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        CHANNEL.shutdownNow();
        SERVER.shutdownNow();
    }

    @Override
    protected SessionClient client(String agent, String user) {
        return HectorClient.grpc(CHANNEL).withUser(user).sessionsOf(agent);
    }

    @Test
    void everyRequestCarriesTheToken() {
        TOKENS.seen.clear();

        var sessions = HectorClient.grpc(CHANNEL).withToken("secret").sessionsOf("assistant");
        sessions.create();
        sessions.onBehalfOf("ann").create();
        client("assistant", "").create();

        assertThat(TOKENS.seen).containsExactly("Bearer secret", "Bearer secret", null);
    }

    @Test
    void closingAClientLeavesTheChannelToItsOwner() {
        client("assistant", "").close();

        assertThat(client("assistant", "").create().sessionId()).isNotEmpty();
    }

    /** As REST refuses it; rounding it in silence would store another number. */
    @Test
    void aNumberThatCannotBeStoredExactlyIsRefused() {
        var line = new TranscriptLine(
                "s",
                null,
                null,
                "m",
                "user",
                "Hello",
                null,
                null,
                null,
                Map.of("n", new BigInteger("9007199254740993")));

        var refused = catchThrowableOfType(
                RefusedException.class, () -> client("assistant", "").store("s", List.of(line)));

        assertThat(refused.errorCode()).contains(ErrorCode.INVALID_REQUEST);
        assertThat(refused.detail()).startsWith("metadata.n is a number that a 64-bit float cannot hold exactly");
    }

    private static final class Tokens implements ServerInterceptor {

        private static final Metadata.Key<String> AUTHORIZATION =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

        private final List<@Nullable String> seen = new ArrayList<>();

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            seen.add(headers.get(AUTHORIZATION));
            return next.startCall(call, headers);
        }
    }
}
