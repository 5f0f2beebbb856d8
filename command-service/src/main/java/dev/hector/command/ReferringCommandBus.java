package dev.hector.command;

import dev.hector.command.session.CommandRefusal;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionKey;
import dev.hector.store.EventLog;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.blob.BlobStore;

/** Has a session refer to the blobs that a command's messages name, before anything of the command is committed. */
final class ReferringCommandBus implements SessionCommandBus {

    private final SessionCommandBus bus;
    private final EventLog log;
    private final BlobStore blobs;

    ReferringCommandBus(SessionCommandBus bus, EventLog log, BlobStore blobs) {
        this.bus = bus;
        this.log = log;
        this.blobs = blobs;
    }

    @Override
    public Outcome submit(Request request) {
        var named = request.command().blobs();
        if (named.isEmpty() || !isThere(request.session())) {
            return bus.submit(request);
        }
        return blobs.refer(request.session(), named)
                .<Outcome>map(missing -> new Outcome.Refused(new CommandRefusal.InvalidRequest(
                        "parts.media.blob", "names " + missing.sha256() + ", which was not uploaded")))
                .orElseGet(() -> bus.submit(request));
    }

    /** What no session holds would never be released; the decider refuses the command. */
    private boolean isThere(SessionKey session) {
        return log.readSession(session, SessionRange.newestBefore(Long.MAX_VALUE, 1)).stream()
                .anyMatch(newest ->
                        !(newest.event() instanceof SessionEnded(var reason) && reason == SessionEnded.Reason.DELETED));
    }
}
