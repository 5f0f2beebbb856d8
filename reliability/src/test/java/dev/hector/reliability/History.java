package dev.hector.reliability;

import dev.hector.reliability.Entry.Acknowledgement;
import dev.hector.reliability.Entry.Action;
import dev.hector.reliability.Entry.Answered;
import dev.hector.reliability.Entry.Damage;
import dev.hector.reliability.Entry.Fault;
import dev.hector.reliability.Entry.Invoked;
import dev.hector.reliability.Entry.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What clients did and saw, and what was done to the servers meanwhile. */
final class History {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Attempt> attempts;
    private final List<Fault> faults;

    private History(List<Attempt> attempts, List<Fault> faults) {
        this.attempts = attempts;
        this.faults = faults;
    }

    static History of(List<Entry> entries) {
        var answers = new HashMap<Long, Answered>();
        for (var entry : entries) {
            if (entry instanceof Answered answered) {
                answers.put(answered.attempt(), answered);
            }
        }
        var attempts = new ArrayList<Attempt>();
        var faults = new ArrayList<Fault>();
        for (var entry : entries) {
            switch (entry) {
                case Invoked invoked -> attempts.add(new Attempt(invoked, answers.get(invoked.attempt())));
                case Fault fault -> faults.add(fault);
                case Answered _ -> {}
            }
        }
        return new History(attempts, faults);
    }

    /** Reads what a {@link HistoryLog} wrote. */
    static History read(Path file) {
        try (var lines = Files.lines(file)) {
            return of(lines.map(line -> JSON.readValue(line, Entry.class)).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Every call, in the order in which they began. */
    List<Attempt> attempts() {
        return attempts;
    }

    List<Fault> faults() {
        return faults;
    }

    List<Attempt> acknowledged(Action action) {
        return attempts.stream()
                .filter(attempt -> attempt.is(action) && attempt.verdict() == Verdict.OK)
                .toList();
    }

    /** The calls that stand for one message: those with its key, or the one call without. */
    Map<Wish, List<Attempt>> wishes() {
        return attempts.stream()
                .filter(attempt -> attempt.is(Action.TURN) || attempt.is(Action.MESSAGE))
                .collect(Collectors.groupingBy(Wish::of));
    }

    /** How long the database was away between two times, in milliseconds. */
    long databaseAway(long from, long to) {
        var away = 0L;
        @Nullable Long since = null;
        for (var fault : faults) {
            if (fault.damage() == Damage.DATABASE_DOWN) {
                since = fault.at();
            } else if (fault.damage() == Damage.DATABASE_UP && since != null) {
                away += Math.max(0, Math.min(to, fault.at()) - Math.max(from, since));
                since = null;
            }
        }
        return away;
    }

    /** The first time from then on at which this server could no longer work. */
    Optional<Long> lossOf(String server, long from) {
        return faults.stream()
                .filter(fault -> fault.damage() == Damage.KILLED || fault.damage() == Damage.STOPPED)
                .filter(fault -> fault.target().equals(server) && fault.at() >= from)
                .map(Fault::at)
                .findFirst();
    }

    /** A message that somebody wants to be stored once. */
    record Wish(String session, String name) {

        static Wish of(Attempt attempt) {
            var key = attempt.invoked().key();
            return new Wish(
                    attempt.session(),
                    key == null
                            ? "call " + attempt.invoked().attempt()
                            : key + " " + attempt.invoked().digest());
        }
    }

    /** One call and what came of it. */
    record Attempt(Invoked invoked, @Nullable Answered answered) {

        boolean is(Action action) {
            return invoked.action() == action;
        }

        String session() {
            return invoked.session();
        }

        Verdict verdict() {
            return answered == null ? Verdict.UNKNOWN : answered.verdict();
        }

        /** Why it did not go well; null when it did, or nothing was heard. */
        @Nullable
        String code() {
            return answered == null ? null : answered.code();
        }

        /** Acknowledged as stored, though its turn failed. */
        boolean failedTurn() {
            return answered != null && answered.verdict() == Verdict.OK && answered.code() != null;
        }

        Acknowledgement answer() {
            return Objects.requireNonNull(
                    Objects.requireNonNull(answered, "answered").answer(), "with an answer");
        }

        @Override
        public String toString() {
            return invoked + " → " + (answered == null ? "nothing" : answered);
        }
    }
}
