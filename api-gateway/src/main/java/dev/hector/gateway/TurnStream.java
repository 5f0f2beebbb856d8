package dev.hector.gateway;

import dev.hector.gateway.TurnFeed.Outcome.Completed;
import dev.hector.gateway.TurnFeed.Outcome.Failed;
import dev.hector.proto.v1.MessageChunk;
import dev.hector.proto.v1.MessageResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * One reader's way through a turn: the notice of its start, the answer piece by piece, its completion. Each part has the
 * position from which a later stream goes on. Not thread-safe.
 */
public final class TurnStream {

    private final TurnFeed feed;
    private boolean noticed;
    private int offset;
    private boolean ended;
    private long completedAt;

    private TurnStream(TurnFeed feed, boolean noticed, int offset) {
        this.feed = feed;
        this.noticed = noticed;
        this.offset = offset;
    }

    static TurnStream fromStart(TurnFeed feed) {
        return new TurnStream(feed, false, 0);
    }

    /** The rest of a turn of whose answer so many characters were sent. */
    static TurnStream rest(TurnFeed feed, int offset) {
        return new TurnStream(feed, true, offset);
    }

    /** What follows the completion of the turn that this event ended: the end of the stream. */
    static TurnStream completed(long sequence) {
        var stream = nothing();
        stream.completedAt = sequence;
        return stream;
    }

    /** A stream of which everything was sent. */
    static TurnStream nothing() {
        var stream = new TurnStream(TurnFeed.OVER, true, 0);
        stream.ended = true;
        return stream;
    }

    /** The position after everything, once the turn's completion was given, now or before. */
    public Optional<String> done() {
        return completedAt == 0 ? Optional.empty() : Optional.of(new StreamPosition.Done(completedAt).toString());
    }

    /** True when {@link #next} has no more to give. */
    public boolean ended() {
        return ended;
    }

    /**
     * The next part; empty when none came within {@code wait}, or when the stream has ended.
     *
     * @throws RefusedException when the turn failed; the stream has ended then
     */
    public Optional<MessageChunk> next(Duration wait) throws InterruptedException {
        if (ended) {
            return Optional.empty();
        }
        if (!noticed) {
            noticed = true;
            return Optional.of(started());
        }
        return switch (feed.await(offset, wait)) {
            case TurnFeed.Progress.Pending _ -> Optional.empty();
            case TurnFeed.Progress.Text piece -> Optional.of(chunk(piece));
            case TurnFeed.Progress.Ended end -> Optional.of(end(end.outcome()));
        };
    }

    private MessageChunk started() {
        var notice = feed.notice();
        return MessageChunk.newBuilder()
                .setPosition(new StreamPosition.AtEvent(notice.getSequence()).toString())
                .setStarted(notice)
                .build();
    }

    private MessageChunk chunk(TurnFeed.Progress.Text piece) {
        offset = piece.end();
        return MessageChunk.newBuilder()
                .setPosition(new StreamPosition.InAnswer(feed.notice().getSequence(), offset).toString())
                .setChunk(piece.text())
                .build();
    }

    private MessageChunk end(TurnFeed.Outcome outcome) {
        ended = true;
        return switch (outcome) {
            case Failed failed -> throw failed.refusal().asException();
            case Completed completed -> completed(completed.response());
        };
    }

    private MessageChunk completed(MessageResponse response) {
        completedAt = response.getSequence();
        return MessageChunk.newBuilder()
                .setPosition(new StreamPosition.AtEvent(completedAt).toString())
                .setCompleted(response)
                .build();
    }

    /** Waits for the end and gives the whole answer. */
    MessageResponse response() throws InterruptedException {
        return end(feed.awaitEnd()).getCompleted();
    }
}
