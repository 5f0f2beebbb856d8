package dev.hector.store;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.created;
import static dev.hector.store.Sample.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.AppendResult.VersionConflict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;

/** The answer to a commit gets lost, before or after the database did its work. */
class UnknownOutcomeTest {

    private static final SessionKey PAINT = Sample.session("paint");

    private final Unreliable database = new Unreliable();
    private final EventLog log = new SqlEventLog(new DatabaseConnections(database), Duration.ofMillis(300));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsWhatWasStoredAllTheSame() {
        database.answersLostAfterwards.set(3);

        assertThat(log.append(append(PAINT, 0, created(), message("Hello")))).isEqualTo(new Appended(2, 2));
        assertThat(log.readAll(0, 10)).hasSize(2);
    }

    @Test
    void wouldNoticeARepetitionWithNewIds() {
        var mutant =
                new SqlEventLog(new DatabaseConnections(new MutantStores.NewIds(database)), Duration.ofSeconds(10));
        database.answersLostAfterwards.set(3);

        mutant.append(append(PAINT, 0, created(), message("Hello")));

        assertThat(mutant.readAll(0, 10)).hasSizeGreaterThan(2);
    }

    @Test
    void storesWhatWasLostOnTheWay() {
        database.callsLost.set(3);

        assertThat(log.append(append(PAINT, 0, created(), message("Hello")))).isEqualTo(new Appended(2, 2));
        assertThat(log.readAll(0, 10)).hasSize(2);
    }

    @Test
    void tellsAConflictThatTheRepetitionMeets() {
        log.append(append(PAINT, 0, created()));
        database.callsLost.set(1);

        assertThat(log.append(append(PAINT, 0, created()))).isEqualTo(new VersionConflict(1));
    }

    @Test
    void waitsOutAnOutageThatFollows() {
        database.callsLost.set(1);
        database.outages.set(2);

        assertThat(log.append(append(PAINT, 0, created()))).isEqualTo(new Appended(1, 1));
    }

    @Test
    void givesUpWhenNoAnswerComes() {
        database.callsLost.set(Integer.MAX_VALUE);

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> log.append(append(PAINT, 0, created())))
                .withMessageContaining("no answer whether the write was stored")
                .satisfies(failure -> assertThat(failure.store()).isEqualTo("memory"));
    }

    @Test
    void doesNotRepeatWhatTheDatabaseRefusedClearly() {
        database.outages.set(1);

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> log.append(append(PAINT, 0, created())))
                .withMessageContaining("the disk is full");
        assertThat(database.appends).hasValue(1);
    }

    /** SQLite in memory, of which calls and answers get lost. */
    private static final class Unreliable extends ForwardingDatabase {

        private final AtomicInteger callsLost = new AtomicInteger();
        private final AtomicInteger outages = new AtomicInteger();
        private final AtomicInteger answersLostAfterwards = new AtomicInteger();
        private final AtomicInteger appends = new AtomicInteger();

        Unreliable() {
            super(SqliteDatabase.inMemory("memory"));
        }

        @Override
        public List<AppendResult> append(List<Append> wanted) throws SQLException {
            appends.incrementAndGet();
            if (callsLost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new OutcomeUnknownException(failure(SQLiteErrorCode.SQLITE_IOERR));
            }
            if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw failure(SQLiteErrorCode.SQLITE_FULL);
            }
            var results = super.append(wanted);
            if (answersLostAfterwards.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new OutcomeUnknownException(failure(SQLiteErrorCode.SQLITE_IOERR));
            }
            return results;
        }

        private static SQLException failure(SQLiteErrorCode code) {
            return new SQLException(code.message, null, code.code);
        }
    }
}
