package dev.hector.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * A part of a whole run: a command of this program.
 *
 * @param atMost when it is stopped
 */
record Step(String name, List<String> arguments, Duration atMost) {

    static Step of(String name, int minutes, String arguments) {
        return new Step(name, List.of(arguments.split(" ")), Duration.ofMinutes(minutes));
    }

    /** About half an hour on two cores, a third of it until two of each service are warm. */
    static List<Step> full() {
        return List.of(
                of("01-machine", 2, "machine"),
                of("02-append", 6, "append --clients 1,8,32,256 --seconds 9"),
                of("03-turn", 6, "turn --via embedded,http,grpc --clients 1,8,32,256 --seconds 9 --warm-up 12"),
                of("04-append-sqlite", 4, "append --store sqlite --clients 1,8,32 --seconds 6 --warm-up 8"),
                of(
                        "05-turn-sqlite",
                        4,
                        "turn --store sqlite --via embedded,http --clients 1,8,32 --seconds 6 --warm-up 10"),
                of("06-growth", 8, "growth --sizes 10,100,1000,10000,100000"),
                of("07-replay", 4, "replay"),
                of("08-rebuild", 3, "rebuild --events 60000"),
                of("09-lists", 5, "lists --sessions 1000000"),
                of("10-cold-start", 10, "cold-start --rounds 11"),
                of("11-streams-1000", 4, "streams --streams 1000"),
                of("12-streams-10000", 8, "streams --streams 10000"),
                of("13-pure", 3, "pure --iterations 4"),
                of("14-facts", 4, "facts"),
                of("15-recall", 6, "recall"),
                of("16-cluster", 20, "cluster --clients 256,32,8 --seconds 9 --warm-up 90"),
                of("17-serve-pair", 8, "serve-pair --clients 256,32,8 --seconds 9 --warm-up 30"));
    }

    /** A few minutes: whether everything runs, with figures that mean little. */
    static List<Step> quick() {
        return List.of(
                of("01-machine", 2, "machine"),
                of("02-append", 3, "append --clients 1,32 --seconds 2 --rounds 2 --warm-up 3"),
                of("03-turn", 4, "turn --via embedded,http,grpc --clients 8 --seconds 2 --rounds 2 --warm-up 3"),
                of("04-append-sqlite", 3, "append --store sqlite --clients 8 --seconds 2 --rounds 2 --warm-up 3"),
                of("05-turn-sqlite", 3, "turn --store sqlite --clients 8 --seconds 2 --rounds 2 --warm-up 3"),
                of("06-growth", 4, "growth --sizes 10,100,1000 --rounds 1"),
                of("07-replay", 3, "replay --sessions 3 --rounds 1"),
                of("08-rebuild", 3, "rebuild --events 5000"),
                of("09-lists", 3, "lists --sessions 20000 --rounds 1"),
                of("10-cold-start", 10, "cold-start --rounds 3"),
                of("11-streams", 4, "streams --streams 200 --idle 3"),
                of("12-pure", 2, "pure --iterations 1"),
                of("13-facts", 3, "facts --conversations 1"),
                of("14-recall", 3, "recall --memories 1000 --questions 50 --rounds 2"),
                of("15-cluster", 5, "cluster --clients 8 --seconds 4 --rounds 2 --warm-up 3"),
                of("16-serve-pair", 4, "serve-pair --clients 8 --seconds 4 --rounds 2 --warm-up 3"));
    }
}
