package dev.hector.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.micrometer.core.instrument.binder.grpc.GrpcClientObservationContext;
import io.micrometer.core.instrument.binder.grpc.GrpcServerObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AskedForTest {

    private static final Metadata.Key<String> TRACE = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    private final ObservationRegistry observations = ObservationRegistry.create();
    private final AskedFor askedFor = new AskedFor(() -> observations);
    private final SpansAskedFor spansAskedFor = new SpansAskedFor();

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/prometheus", "/health/ready", "/health/live"})
    void looksOfThoseWhoWatchAreLeftOut(String path) {
        assertThat(isObserved(request(path))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agents/assistant/sessions", "/agents/actuator/sessions", "/"})
    void requestsAreObserved(String path) {
        assertThat(isObserved(request(path))).isTrue();
    }

    @Test
    void looksOfServicesAtEachOtherAreLeftOut() {
        assertThat(isObserved(served("grpc.health.v1.Health"))).isFalse();
        assertThat(isObserved(served("hector.v1.SessionCommands"))).isTrue();
    }

    @Test
    void callsAreObservedWithinSomethingThatIs() {
        var call = new GrpcClientObservationContext((metadata, key, value) -> {});
        assertThat(isObserved(call)).isFalse();
        observations.observationConfig().observationHandler(_ -> true);
        Observation.createNotStarted("turn", observations)
                .observe(() -> assertThat(isObserved(call)).isTrue());
    }

    @Test
    void anInternalCallWithoutATraceMakesNone() {
        assertThat(makesSpan(served("hector.v1.SessionQueries"))).isFalse();
        assertThat(makesSpan(served("hector.v1.A2AService"))).isTrue();
        var traced = served("hector.v1.SessionQueries");
        Objects.requireNonNull(traced.getCarrier())
                .put(TRACE, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(makesSpan(traced)).isTrue();
    }

    private boolean isObserved(Observation.Context context) {
        return askedFor.test("any", context);
    }

    private boolean makesSpan(Observation.Context context) {
        return spansAskedFor.test("any", context);
    }

    private static ServerRequestObservationContext request(String path) {
        return new ServerRequestObservationContext(
                new MockHttpServletRequest("GET", path), new MockHttpServletResponse());
    }

    private static GrpcServerObservationContext served(String service) {
        var call = new GrpcServerObservationContext(
                (metadata, key) -> metadata.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER)));
        call.setServiceName(service);
        call.setCarrier(new Metadata());
        return call;
    }
}
