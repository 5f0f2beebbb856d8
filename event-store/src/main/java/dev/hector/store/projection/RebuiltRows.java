package dev.hector.store.projection;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows that a {@link ViewRebuild} makes anew: where they are, what makes two of them equal, how they are replaced. */
public interface RebuiltRows {

    /** The tables that the projection writes to; they are made beside the live ones, without rows. */
    List<String> tables();

    /** Puts into the new tables what must be there before the first event. Unqualified names are those of the new ones. */
    default void prepare(JdbcClient rows) {}

    /**
     * Compares the live rows with the new ones, and replaces those that differ, within a transaction in which nobody else
     * advances the projection. Unqualified names are those of the live tables.
     *
     * @param made the schema of the new ones
     */
    Difference replace(JdbcClient rows, String made);

    /**
     * What was found.
     *
     * @param rows in the new view
     * @param missing rows of the new view that the live one did not have
     * @param surplus rows of the live view that the new one does not have
     */
    record Difference(long rows, long missing, long surplus) {

        boolean isNone() {
            return missing == 0 && surplus == 0;
        }
    }
}
