package dev.hector.observability;

import io.micrometer.core.instrument.binder.grpc.GrpcServerObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import java.util.Objects;

/** Where calls carry traces, one to an internal service without a trace is a look whether the service answers. */
final class SpansAskedFor implements ObservationPredicate {

    private static final String PUBLIC_SERVICE = "hector.v1.A2AService";
    private static final String TRACE = "traceparent";

    @Override
    public boolean test(String name, Observation.Context context) {
        return !(context instanceof GrpcServerObservationContext call)
                || PUBLIC_SERVICE.equals(call.getServiceName())
                || call.getGetter().get(Objects.requireNonNull(call.getCarrier()), TRACE) != null;
    }
}
