package dev.hector.reliability;

import dev.hector.reliability.Entry.Action;
import dev.hector.reliability.Entry.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Clients on shared sessions: turns, messages, creations, ends and deletions, most of them with a key. What has a key is
 * repeated, at any server, until the outcome is known; now and then it is sent twice at once, or its key with another
 * text.
 */
final class Traffic implements AutoCloseable {

    private static final Duration INSISTENCE = Duration.ofSeconds(25);
    private static final Duration PAUSE = Duration.ofMillis(30);

    /** Sessions that take messages, at most. */
    private static final int SESSIONS = 12;

    private final HistoryLog history;
    private final Supplier<List<Server>> servers;
    private final long seed;
    private final Mix mix;
    private final List<String> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger named = new AtomicInteger();
    private final AtomicLong said = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();

    Traffic(HistoryLog history, Supplier<List<Server>> servers, long seed, Mix mix) {
        this.history = history;
        this.servers = servers;
        this.seed = seed;
        this.mix = mix;
    }

    /**
     * How often what is done, of a hundred calls; the rest are messages.
     *
     * @param pause between a client's calls at most, in milliseconds
     * @param padding characters that a message has more than it needs, at most
     */
    record Mix(int turns, int creations, int ends, int deletions, int pause, int padding) {

        static final Mix ALL = new Mix(40, 4, 2, 2, 20, 1);
        static final Mix TURNS_ONLY = new Mix(100, 0, 0, 0, 1, 1);
        static final Mix MESSAGES_ONLY = new Mix(0, 0, 0, 0, 1, 1);
        static final Mix LARGE_MESSAGES = new Mix(0, 0, 0, 0, 1, 1_500);
    }

    /** Lets clients talk while they may; {@link #end} waits for all of them. */
    void begin(int clients, int firstSessions, BooleanSupplier goesOn) throws InterruptedException {
        var random = new Random(seed);
        for (int i = 0; i < firstSessions; i++) {
            create("opener", random);
        }
        for (int i = 0; i < clients; i++) {
            var name = "c" + i;
            var own = new Random(seed * 31 + i);
            running.add(threads.submit(() -> {
                while (goesOn.getAsBoolean()) {
                    act(name, own);
                    TimeUnit.MILLISECONDS.sleep(own.nextInt(mix.pause()));
                }
                return name;
            }));
        }
    }

    /** Waits for the clients; fails when one of them did. */
    void end() throws InterruptedException {
        for (var client : running) {
            await(client);
        }
    }

    private void act(String client, Random random) throws InterruptedException {
        var dice = random.nextInt(100);
        if (sessions.isEmpty() || (dice < mix.creations() && sessions.size() < SESSIONS)) {
            create(client, random);
        } else if (dice < mix.creations() + mix.ends()) {
            close(client, random, Action.END);
        } else if (dice < mix.creations() + mix.ends() + mix.deletions()) {
            close(client, random, Action.DELETE);
        } else {
            say(client, random, random.nextInt(100) < mix.turns());
        }
    }

    private void create(String client, Random random) throws InterruptedException {
        var session = "s" + named.incrementAndGet();
        if (insist(client, random, Call.of(Action.CREATE, session)).verdict() == Verdict.OK) {
            sessions.add(session);
        }
    }

    /** Others may still be talking in it. */
    private void close(String client, Random random, Action how) throws InterruptedException {
        if (sessions.size() > 2) {
            var session = any(sessions, random);
            sessions.remove(session);
            insist(client, random, Call.of(how, session));
        }
    }

    private void say(String client, Random random, boolean turn) throws InterruptedException {
        var text = "Note " + said.incrementAndGet() + " of " + client + " " + Long.toHexString(random.nextLong())
                + "~".repeat(random.nextInt(mix.padding()));
        var key = random.nextInt(10) == 0 ? null : client + "-" + said.get() + "-" + random.nextInt(1_000_000);
        var session = any(sessions, random);
        var call = turn ? Call.turn(session, key, text) : Call.message(session, key, text);
        if (key == null) {
            call(client, any(servers.get(), random), call, random);
            return;
        }
        @Nullable Future<?> copy = random.nextInt(12) == 0 ? copy(client, call, random.nextLong()) : null;
        insist(client, random, call);
        if (random.nextInt(40) == 0) {
            call(client, any(servers.get(), random), Call.message(session, key, text + " in other words"), random);
        }
        await(copy);
    }

    private Future<?> copy(String client, Call call, long itsSeed) {
        return threads.submit(() -> insist(client + "'", new Random(itsSeed), call));
    }

    private static void await(@Nullable Future<?> copy) throws InterruptedException {
        if (copy != null) {
            try {
                copy.get();
            } catch (ExecutionException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /** Repeats the call until its outcome is known, or not in time. */
    private Outcome insist(String client, Random random, Call call) throws InterruptedException {
        var deadline = System.nanoTime() + INSISTENCE.toNanos();
        var outcome = call(client, any(servers.get(), random), call, random);
        while (outcome.verdict() == Verdict.UNKNOWN && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis() + random.nextInt(100));
            outcome = call(client, any(servers.get(), random), call, random);
        }
        return outcome;
    }

    private Outcome call(String client, Server server, Call call, Random random) throws InterruptedException {
        var attempt = history.invoked(client, server.name(), call);
        var outcome = any(server.ways(), random).call(call);
        history.answered(attempt, outcome);
        return outcome;
    }

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    @Override
    public void close() {
        threads.close();
    }
}
