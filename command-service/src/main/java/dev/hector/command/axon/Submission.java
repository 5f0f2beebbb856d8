package dev.hector.command.axon;

import dev.hector.command.Request;
import java.time.Instant;

/** @param at the store's time; the events carry it */
record Submission(String session, Request request, Instant at) {

    static Submission of(Request request, Instant at) {
        return new Submission(request.session().toString(), request, at);
    }
}
