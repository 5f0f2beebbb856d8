package dev.hector.gateway;

import dev.hector.proto.v1.FindEventsQuery;
import dev.hector.proto.v1.FindTurnQuery;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.Turn;
import java.time.Duration;

/** Goes on with the stream of a turn from any of its positions, whichever process runs or ran the turn. */
final class TurnResumption {

    private final Agents agents;
    private final Services services;
    private final RunningTurns running;
    private final TurnPeers peers;

    TurnResumption(Agents agents, Services services, RunningTurns running, TurnPeers peers) {
        this.agents = agents;
        this.services = services;
        this.running = running;
        this.peers = peers;
    }

    TurnStream resume(SendMessageRequest request, Caller caller) throws InterruptedException {
        var session = agents.session(request.getAgent(), request.getSessionId(), caller.user(request.getUserId()));
        return switch (StreamPosition.parse(request.getResumeToken())) {
            case StreamPosition.InAnswer position -> inAnswer(session, position);
            case StreamPosition.AtEvent position -> atEvent(session, position);
            case StreamPosition.Done position -> done(session, position);
        };
    }

    private TurnStream inAnswer(SessionRef session, StreamPosition.InAnswer position) throws InterruptedException {
        requireType(session, position.started(), "TurnStarted");
        var feed = begunAt(session, position.started());
        feed.await(position.characters(), Duration.ZERO);
        return TurnStream.rest(feed, position.characters());
    }

    private TurnStream atEvent(SessionRef session, StreamPosition.AtEvent position) {
        return switch (typeAt(session, position.sequence())) {
            case "TurnStarted" -> TurnStream.rest(begunAt(session, position.sequence()), 0);
            case "TurnCompleted" -> TurnStream.completed(position.sequence());
            case "TurnFailed" -> TurnStream.nothing();
            default -> throw StreamPosition.unknown();
        };
    }

    private TurnStream done(SessionRef session, StreamPosition.Done position) {
        requireType(session, position.sequence(), "TurnCompleted");
        return TurnStream.nothing();
    }

    private void requireType(SessionRef session, long sequence, String type) {
        if (!typeAt(session, sequence).equals(type)) {
            throw StreamPosition.unknown();
        }
    }

    private String typeAt(SessionRef session, long sequence) {
        var query = FindEventsQuery.newBuilder()
                .setSession(session)
                .setAfter(sequence - 1)
                .setBefore(sequence + 1)
                .setPageSize(1)
                .build();
        var found = services.query(queries -> queries.findEvents(query));
        return found.getEventsCount() == 0 ? "" : found.getEvents(0).getType();
    }

    private TurnFeed begunAt(SessionRef session, long sequence) {
        var query = FindTurnQuery.newBuilder()
                .setSession(session)
                .setStartedSequence(sequence)
                .build();
        return feed(session, services.query(queries -> queries.findTurn(query)));
    }

    TurnFeed ofTurn(SessionRef session, String turnId) {
        var live = running.find(turnId);
        return live.isPresent() ? live.get() : feed(session, StoredTurn.find(services, session, turnId));
    }

    private TurnFeed feed(SessionRef session, Turn turn) {
        return running.find(turn.getTurnId()).<TurnFeed>map(live -> live).orElseGet(() -> elsewhere(session, turn));
    }

    private TurnFeed elsewhere(SessionRef session, Turn turn) {
        var stored = new StoredTurn(services, session, turn);
        return turn.getState() == Turn.State.STATE_OPEN
                ? peers.gateway(new TurnOwner(turn.getOwner()))
                        .<TurnFeed>map(peer -> new PeerTurn(peer, stored))
                        .orElse(stored)
                : stored;
    }
}
