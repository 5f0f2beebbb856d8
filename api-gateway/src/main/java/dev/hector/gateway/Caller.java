package dev.hector.gateway;

import dev.hector.proto.v1.Cause;

/**
 * Who asks.
 *
 * @param userId as the transport names it, in a header; empty when it names none
 * @param correlationId the request, as it is kept in the metadata of the events that it causes
 */
public record Caller(String userId, String correlationId) {

    private static final String ANONYMOUS = "anonymous";

    /** A caller that the transport does not name. */
    public static Caller unnamed() {
        return of("");
    }

    /** A caller with a new correlation id. */
    public static Caller of(String userId) {
        return new Caller(userId, Ids.request());
    }

    /**
     * The user on whose behalf a request comes; empty when neither the transport nor the request names one.
     *
     * @throws RefusedException when they name different users
     */
    String user(String requested) {
        if (!userId.isEmpty() && !requested.isEmpty() && !userId.equals(requested)) {
            throw Refusal.invalid("user_id", "user_id differs from the user that the request's header names.")
                    .asException();
        }
        return Checks.userId(userId.isEmpty() ? requested : userId);
    }

    String owner(String requested) {
        var user = user(requested);
        return user.isEmpty() ? ANONYMOUS : user;
    }

    Cause cause(String requested) {
        return Cause.newBuilder()
                .setActor(owner(requested))
                .setCorrelationId(correlationId)
                .build();
    }
}
