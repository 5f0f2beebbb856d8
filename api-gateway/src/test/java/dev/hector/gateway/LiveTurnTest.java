package dev.hector.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.gateway.TurnFeed.Progress;
import dev.hector.proto.v1.TurnStartedNotice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LiveTurnTest {

    private final LiveTurn turn = new LiveTurn(TurnStartedNotice.getDefaultInstance(), "key");

    @Test
    void givesPieceByPiece() throws Exception {
        turn.append("ab");
        turn.append("");
        turn.append("cd");
        assertThat(turn.await(0, Duration.ZERO)).isEqualTo(new Progress.Text("ab", 2));
        assertThat(turn.await(1, Duration.ZERO)).isEqualTo(new Progress.Text("b", 2));
        assertThat(turn.await(2, Duration.ZERO)).isEqualTo(new Progress.Text("cd", 4));
        assertThat(turn.await(4, Duration.ZERO)).isInstanceOf(Progress.Pending.class);
    }

    @Test
    void addsNothingAfterItsEnd() throws Exception {
        turn.append("ab");
        turn.end(new TurnFeed.Outcome.Failed(Refusal.unexpected()));
        turn.append("cd");
        assertThat(turn.await(2, Duration.ZERO)).isInstanceOf(Progress.Ended.class);
    }

    @Test
    void everyReaderGetsTheWholeAnswerHoweverTheModelCutsIt() throws Exception {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var text = "aä€😀".repeat(500);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = new ArrayList<Future<String>>();
            for (var reader = 0; reader < 20; reader++) {
                readers.add(threads.submit(this::readAll));
            }
            for (var at = 0; at < text.length(); ) {
                var end = Math.min(text.length(), at + random.nextInt(4));
                turn.append(text.substring(at, end));
                at = end;
            }
            assertThat(turn.wholeAnswer()).isEqualTo(text);
            turn.end(new TurnFeed.Outcome.Failed(Refusal.unexpected()));
            for (var reader : readers) {
                assertThat(reader.get()).as("seed %d", seed).isEqualTo(text);
            }
        }
    }

    private String readAll() throws InterruptedException {
        var read = new StringBuilder();
        while (true) {
            switch (turn.await(read.length(), Duration.ofSeconds(5))) {
                case Progress.Text(var piece, var end) -> {
                    assertThat(WellFormed.is(piece)).isTrue();
                    read.append(piece);
                    assertThat(end).isEqualTo(read.length());
                }
                case Progress.Ended _ -> {
                    return read.toString();
                }
                case Progress.Pending _ -> throw new AssertionError("nothing came");
            }
        }
    }
}
