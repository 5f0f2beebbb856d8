package dev.hector.command.axon;

import dev.hector.command.Request;
import java.time.Instant;

/**
 * A request as Axon carries it.
 *
 * @param at the store's time; the events carry it
 * @param lookUpKeys whether the request's keys may be some that the session's state has forgotten
 */
record Submission(String session, Request request, Instant at, boolean lookUpKeys) {

    static Submission of(Request request, Instant at, boolean lookUpKeys) {
        return new Submission(request.session().toString(), request, at, lookUpKeys);
    }
}
