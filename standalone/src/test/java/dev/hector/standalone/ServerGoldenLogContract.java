package dev.hector.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.SessionStoreConfig;
import dev.hector.store.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * A log in a database server. Its tables are made by the migrations that the release had, of which the file knows the
 * checksums; its rows are the file's.
 */
abstract class ServerGoldenLogContract extends GoldenLogContract {

    private static final String MIGRATION = "-- migration ";
    private static final List<String> TABLES = List.of("session", "session_event");

    private final String dialect;
    private final Supplier<SessionStoreConfig> newDatabase;
    private final Function<byte[], String> literal;

    ServerGoldenLogContract(
            String dialect, Supplier<SessionStoreConfig> newDatabase, Function<byte[], String> literal) {
        this.dialect = dialect;
        this.newDatabase = newDatabase;
        this.literal = literal;
    }

    private Path file() {
        return GoldenLog.FOLDER.resolve(dialect + ".sql");
    }

    private Connection connect(SessionStoreConfig database) throws SQLException {
        return DriverManager.getConnection(url(database), database.username(), database.password());
    }

    private String url(SessionStoreConfig database) {
        var form = dialect.equals("mysql")
                ? "jdbc:mariadb://%s:%d/%s?allowPublicKeyRetrieval=true"
                : "jdbc:postgresql://%s:%d/%s";
        return form.formatted(database.host(), database.port(), database.database());
    }

    private Flyway migrations(SessionStoreConfig database, String target) {
        return Flyway.configure()
                .dataSource(url(database), database.username(), database.password())
                .locations("classpath:db/migration/" + dialect)
                .target(target)
                .load();
    }

    @Override
    void write() throws Exception {
        var database = newDatabase.get();
        try (var store = TestStores.open(database)) {
            GoldenLog.write(store);
        }
        var lines = new ArrayList<>(checksums(migrations(database, "latest")));
        try (var connection = connect(database)) {
            for (var table : TABLES) {
                lines.addAll(inserts(connection, table));
            }
        }
        lines.add("UPDATE shard_head SET position = (SELECT max(position) FROM session_event)");
        Files.write(file(), lines);
    }

    private static List<String> checksums(Flyway migrations) {
        return Arrays.stream(migrations.info().applied())
                .map(made -> MIGRATION + made.getVersion() + " " + made.getChecksum())
                .toList();
    }

    private List<String> inserts(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
            var inserts = new ArrayList<String>();
            while (rows.next()) {
                inserts.add(insert(table, rows));
            }
            return inserts;
        }
    }

    private String insert(String table, ResultSet row) throws SQLException {
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            names.add(row.getMetaData().getColumnName(column));
            values.add(literal(row.getObject(column)));
        }
        return "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES (" + String.join(", ", values)
                + ")";
    }

    private String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case Number number -> number.toString();
            case String text -> "'" + text + "'";
            case UUID id -> "'" + id + "'";
            case byte[] bytes -> literal.apply(bytes);
            default -> throw new IllegalArgumentException("" + value.getClass());
        };
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    SessionStoreConfig copy() throws Exception {
        var database = newDatabase.get();
        var lines = Files.readAllLines(file());
        var known = lines.stream().filter(line -> line.startsWith(MIGRATION)).toList();
        var made = migrations(database, known.getLast().split(" ", -1)[2]);
        made.migrate();
        assertThat(checksums(made)).isEqualTo(known);
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            for (var line : lines.subList(known.size(), lines.size())) {
                statement.execute(line);
            }
        }
        return database;
    }
}
