package dev.hector.store;

import dev.hector.simulation.VirtualTime;
import dev.hector.simulation.Weather;
import java.sql.SQLException;
import java.util.List;

/** A mutant: events get new ids whenever they are sent, so that a repetition is not recognised. */
final class RenamingDatabase extends SimulatedDatabase {

    RenamingDatabase(SimulatedLog log, Weather weather) {
        super(log, weather);
    }

    @Override
    public List<AppendResult> append(List<Append> appends) throws SQLException {
        return super.append(appends.stream().map(RenamingDatabase::renamed).toList());
    }

    private static Append renamed(Append append) {
        var events = append.events().stream()
                .map(event ->
                        new NewEvent("evt_" + VirtualTime.ulid(), event.event(), event.metadata(), event.occurredAt()))
                .toList();
        return new Append(append.session(), append.expectedVersion(), events);
    }
}
