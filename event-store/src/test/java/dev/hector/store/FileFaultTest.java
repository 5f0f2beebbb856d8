package dev.hector.store;

import static dev.hector.store.Sample.append;
import static dev.hector.store.Sample.created;
import static dev.hector.store.Sample.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.hector.events.SessionKey;
import dev.hector.store.AppendResult.Appended;
import dev.hector.store.EventLog.SessionRange;
import dev.hector.store.projection.Projection;
import dev.hector.store.projection.ProjectionRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class FileFaultTest {

    private static final SessionKey PAINT = Sample.session("paint");

    @TempDir
    Path folder;

    @Test
    void storesNothingOnAFullDiskAndGoesOnWhenThereIsRoom() {
        try (var store = TestStores.inFile(folder.resolve("hector.db"))) {
            store.log().append(append(PAINT, 0, created()));
            limitPages(store, 1);

            var large = append(PAINT, 1, message("x".repeat(200_000)), message("y".repeat(200_000)));
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> store.log().append(large))
                    .withMessageContaining("the disk is full")
                    .withMessageContaining("hector.db");
            assertThat(store.log().readSession(PAINT, SessionRange.after(0, 10)))
                    .hasSize(1);
            assertThat(store.log().head()).isEqualTo(1);

            limitPages(store, 1_000_000);
            assertThat(store.log().append(large)).isEqualTo(new Appended(3, 3));
        }
    }

    @Test
    void wouldNoticeAnAppendThatIsStoredInPieces() {
        var file = folder.resolve("hector.db");
        try (var mutant = new SqlSessionStore(new InPieces(SqliteDatabase.inFile("file", file, 5)))) {
            mutant.log().append(append(PAINT, 0, created()));
            limitPages(mutant, 1);

            var append = append(PAINT, 1, message("small"), message("y".repeat(200_000)));
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> mutant.log().append(append));
            assertThat(mutant.log().readSession(PAINT, SessionRange.after(0, 10)))
                    .hasSize(2);
        }
    }

    @Test
    void aProjectionParksNothingWhileTheDiskIsFull() {
        try (var store = TestStores.inFile(folder.resolve("hector.db"));
                var runner = ProjectionRunner.of(store, new Growing())) {
            store.log().append(append(PAINT, 0, created()));
            limitPages(store, 1);

            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(runner::catchUp);

            limitPages(store, 1_000_000);
            runner.catchUp();
            assertThat(store.<Long>read(rows -> rows.sql("SELECT count(*) FROM parked_session")
                            .query(Long.class)
                            .single()))
                    .isZero();
        }
    }

    @Test
    void saysSoWhenTheFileIsNoDatabase() throws Exception {
        var file = Files.writeString(
                folder.resolve("hector.db"), "no database, but long enough to be read as one".repeat(50));
        try (var store = TestStores.inFile(file)) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(store::check)
                    .withMessageContaining("not a SQLite database");
        }
    }

    @Test
    void saysSoWhenTheFolderCannotBeMade() throws Exception {
        var file = Files.writeString(folder.resolve("taken"), "a file");
        try (var store = TestStores.inFile(file.resolve("hector.db"))) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(store::check)
                    .withMessageContaining("the file cannot be opened");
            Files.delete(file);
            await().atMost(Duration.ofSeconds(5))
                    .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                    .until(() -> store.log().head() == 0);
        }
    }

    @Test
    void keepsEverythingWhenItIsOpenedAgain() {
        try (var store = TestStores.inFile(folder.resolve("hector.db"))) {
            store.log().append(append(PAINT, 0, created(), message("Teal")));
        }
        try (var store = TestStores.inFile(folder.resolve("hector.db"))) {
            assertThat(store.log().readSession(PAINT, SessionRange.after(0, 10)))
                    .hasSize(2);
        }
    }

    /** Holds for the one writing connection. */
    private static void limitPages(SessionStore store, int pages) {
        store.write(rows ->
                rows.sql("PRAGMA max_page_count = " + pages).query(Long.class).single());
    }

    private static final class Growing implements Projection {

        @Override
        public String name() {
            return "growing";
        }

        @Override
        public void apply(JdbcClient rows, StoredEvent event) {
            rows.sql("CREATE TABLE IF NOT EXISTS grown (text varchar(1000000))").update();
            rows.sql("INSERT INTO grown VALUES (?)").params("x".repeat(200_000)).update();
        }
    }

    /** Known to be bad: commits each event of an append by itself. */
    private static final class InPieces extends ForwardingDatabase {

        InPieces(Database database) {
            super(database);
        }

        @Override
        public List<AppendResult> append(List<Append> appends) throws SQLException {
            var results = new ArrayList<AppendResult>();
            for (var append : appends) {
                var version = append.expectedVersion();
                for (var event : append.events()) {
                    results.add(super.append(List.of(new Append(append.session(), version++, List.of(event))))
                            .getFirst());
                }
            }
            return List.of(results.getLast());
        }
    }
}
