package dev.hector.gateway;

import dev.hector.proto.v1.AwaitTurnQuery;
import dev.hector.proto.v1.TurnFeedsGrpc.TurnFeedsBlockingStub;
import dev.hector.proto.v1.TurnProgress;
import dev.hector.proto.v1.TurnStartedNotice;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A turn that another gateway runs: its pieces come from there while it is running and reachable, and the rest, as
 * everything else, from the log.
 */
final class PeerTurn implements TurnFeed {

    private static final Logger LOG = LoggerFactory.getLogger(PeerTurn.class);

    /** A gateway that takes so much longer than it was asked to is not waited for. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final TurnFeedsBlockingStub peer;
    private final TurnFeed stored;
    private boolean gone;

    PeerTurn(TurnFeedsBlockingStub peer, TurnFeed stored) {
        this.peer = peer;
        this.stored = stored;
    }

    @Override
    public TurnStartedNotice notice() {
        return stored.notice();
    }

    @Override
    public Progress await(int offset, Duration wait) throws InterruptedException {
        if (gone) {
            return stored.await(offset, wait);
        }
        var progress = ask(offset, wait);
        if (progress.getGone()) {
            gone = true;
            return stored.await(offset, wait);
        }
        return progress.getText().isEmpty()
                ? new Progress.Pending()
                : new Progress.Text(progress.getText(), progress.getEnd());
    }

    private TurnProgress ask(int offset, Duration wait) {
        var query = AwaitTurnQuery.newBuilder()
                .setTurnId(notice().getTurnId())
                .setOffset(offset)
                .setWaitMillis((int) wait.toMillis())
                .build();
        try {
            return peer.withDeadlineAfter(wait.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                    .awaitTurn(query);
        } catch (StatusRuntimeException failure) {
            LOG.debug("The owner of turn {} does not answer: {}", notice().getTurnId(), failure.getStatus());
            return TurnProgress.newBuilder().setGone(true).build();
        }
    }

    /** Nobody reads the pieces. */
    @Override
    public Outcome awaitEnd() throws InterruptedException {
        return stored.awaitEnd();
    }
}
