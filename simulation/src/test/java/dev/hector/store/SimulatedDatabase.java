package dev.hector.store;

import dev.hector.configuration.SessionStoreConfig.Driver;
import dev.hector.simulation.VirtualTime;
import dev.hector.simulation.Weather;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One machine's connection to the shared log. Writes may be refused, get lost before or after, or arrive late. */
class SimulatedDatabase implements Database {

    private static final String CONNECTION_FAILURE = "08006";
    private static final String UNIQUE_VIOLATION = "23505";

    private final SimulatedLog log;
    private final Weather weather;

    SimulatedDatabase(SimulatedLog log, Weather weather) {
        this.log = log;
        this.weather = weather;
    }

    @Override
    public List<AppendResult> append(List<Append> appends) throws SQLException {
        weather.travel();
        var fate = weather.fateOfWrite();
        weather.trace(() -> "append " + summary(appends) + ": " + fate);
        return switch (fate) {
            case DONE -> {
                var results = write(appends);
                weather.travel();
                yield results;
            }
            case REFUSED -> throw broken();
            case LOST_BEFORE -> throw unanswered();
            case LOST_AFTER -> {
                write(appends);
                throw unanswered();
            }
            case LATE -> {
                weather.later(() -> writeLate(appends));
                throw unanswered();
            }
        };
    }

    /** All of them or, when the table refuses one, none. */
    private List<AppendResult> write(List<Append> appends) throws SQLException {
        if (appends.stream().anyMatch(log::keyTaken)) {
            throw new SQLException("unique index session_event_key", UNIQUE_VIOLATION);
        }
        return appends.stream().map(log::append).toList();
    }

    private void writeLate(List<Append> appends) {
        try {
            write(appends);
        } catch (SQLException refused) {
            weather.trace(() -> "nobody hears of " + refused);
        }
    }

    private static String summary(List<Append> appends) {
        return String.join(
                ", ",
                appends.stream()
                        .map(append -> append.expectedVersion() + "+"
                                + append.events().stream()
                                        .map(event -> event.event().getClass().getSimpleName())
                                        .toList())
                        .toList());
    }

    private SQLException unanswered() {
        weather.pass(weather.silence());
        return new OutcomeUnknownException(broken());
    }

    static SQLException broken() {
        return new SQLException("the connection broke", CONNECTION_FAILURE);
    }

    @Override
    public Optional<String> outage(SQLException failure) {
        return CONNECTION_FAILURE.equals(failure.getSQLState()) ? Optional.of("it is away") : Optional.empty();
    }

    @Override
    public Instant now() {
        weather.travel();
        var now = VirtualTime.now();
        weather.travel();
        return now;
    }

    @Override
    public Driver driver() {
        return Driver.SQLITE;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public void migrate() {}

    @Override
    public <T> T read(Work<T> work) {
        throw new UnsupportedOperationException("There is no SQL here");
    }

    @Override
    public <T> T write(Work<T> work) {
        throw new UnsupportedOperationException("There is no SQL here");
    }

    @Override
    public void close() {}
}
