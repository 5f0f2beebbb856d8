package dev.hector.command.axon;

import dev.hector.command.Request;
import java.time.Instant;

/**
 * A request as Axon carries it.
 *
 * @param at the store's time; the events carry it
 * @param lookUpKey whether the request's key may be one that the session's state has forgotten
 */
record Submission(String session, Request request, Instant at, boolean lookUpKey) {

    static Submission of(Request request, Instant at, boolean lookUpKey) {
        return new Submission(request.session().toString(), request, at, lookUpKey);
    }
}
