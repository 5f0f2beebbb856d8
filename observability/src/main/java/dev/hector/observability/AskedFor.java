package dev.hector.observability;

import io.micrometer.core.instrument.binder.grpc.GrpcClientObservationContext;
import io.micrometer.core.instrument.binder.grpc.GrpcServerObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Leaves out what nobody asked for: the looks of servers at each other and of those who watch them, which would be most of
 * all traces.
 */
final class AskedFor implements ObservationPredicate {

    private static final String HEALTH = "grpc.health.v1.Health";

    private final Supplier<ObservationRegistry> observations;

    AskedFor(Supplier<ObservationRegistry> observations) {
        this.observations = observations;
    }

    @Override
    public boolean test(String name, Observation.Context context) {
        return switch (context) {
            case GrpcClientObservationContext _ -> observations.get().getCurrentObservation() != null;
            case GrpcServerObservationContext call -> !HEALTH.equals(call.getServiceName());
            case ServerRequestObservationContext request -> !isWatching(request);
            default -> true;
        };
    }

    private static boolean isWatching(ServerRequestObservationContext request) {
        var path = request.getCarrier() == null ? "" : request.getCarrier().getRequestURI();
        return path.startsWith("/actuator") || path.startsWith("/health/");
    }
}
