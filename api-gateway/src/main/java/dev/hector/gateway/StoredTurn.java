package dev.hector.gateway;

import dev.hector.gateway.TurnFeed.Outcome.Completed;
import dev.hector.gateway.TurnFeed.Outcome.Failed;
import dev.hector.proto.v1.AwaitEventsQuery;
import dev.hector.proto.v1.FindTurnQuery;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.Turn;
import dev.hector.proto.v1.TurnStartedNotice;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A turn as the log knows it: one that is over, or that another process runs. Chunks are not in the log, so the answer
 * comes in one piece when the turn has ended.
 */
final class StoredTurn implements TurnFeed {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);

    private final Services services;
    private final SessionRef session;
    private Turn turn;
    private long seen;

    StoredTurn(Services services, SessionRef session, Turn turn) {
        this.services = services;
        this.session = session;
        this.turn = turn;
        this.seen = turn.getStartedSequence();
    }

    @Override
    public TurnStartedNotice notice() {
        return TurnStartedNotice.newBuilder()
                .setSessionId(session.getSessionId())
                .setTurnId(turn.getTurnId())
                .setMessageId(turn.getMessageId())
                .setSequence(turn.getStartedSequence())
                .build();
    }

    @Override
    public Progress await(int offset, Duration wait) throws InterruptedException {
        if (turn.getState() == Turn.State.STATE_OPEN) {
            awaitNews(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        }
        return switch (turn.getState()) {
            case STATE_COMPLETED -> completed(offset);
            case STATE_FAILED -> new Progress.Ended(new Failed(TurnAnswers.failure(turn)));
            case STATE_OPEN, STATE_UNSPECIFIED, UNRECOGNIZED -> new Progress.Pending();
        };
    }

    private void awaitNews(Duration wait) throws InterruptedException {
        var began = System.nanoTime();
        var query = AwaitEventsQuery.newBuilder()
                .setSession(session)
                .setFrom(seen + 1)
                .setLimit(100)
                .setWaitMillis((int) wait.toMillis())
                .build();
        var news = services.query(wait.plusSeconds(20), queries -> queries.awaitEvents(query));
        if (news.getEventsCount() > 0) {
            seen = news.getEvents(news.getEventsCount() - 1).getSequence();
            turn = find(services, session, turn.getTurnId());
        } else if (System.nanoTime() - began < SHORTEST_WAIT.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), SHORTEST_WAIT.toNanos()));
        }
    }

    static Turn find(Services services, SessionRef session, String turnId) {
        var query =
                FindTurnQuery.newBuilder().setSession(session).setTurnId(turnId).build();
        return services.query(queries -> queries.findTurn(query));
    }

    private Progress completed(int offset) {
        var answer = turn.getResponse().getResponse();
        if (offset > answer.length() || WellFormed.splitsPair(answer, offset)) {
            throw StreamPosition.unknown();
        }
        return offset < answer.length()
                ? new Progress.Text(answer.substring(offset), answer.length())
                : new Progress.Ended(new Completed(turn.getResponse()));
    }
}
