package dev.hector.store.projection;

import java.util.List;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables that hold a projection's rows and no others; two rows are equal when all their columns are. */
record WholeTables(List<String> tables) implements RebuiltRows {

    @Override
    public Difference replace(JdbcClient rows, String made) {
        var difference = new Difference(
                sum(table -> count(rows, beside(made, table))),
                sum(table -> count(rows, without(beside(made, table), live(table)))),
                sum(table -> count(rows, without(live(table), beside(made, table)))));
        if (!difference.isNone()) {
            tables.forEach(table -> replace(rows, live(table), beside(made, table)));
        }
        return difference;
    }

    private long sum(ToLongFunction<String> ofTable) {
        return tables.stream().mapToLong(ofTable).sum();
    }

    private static void replace(JdbcClient rows, String live, String made) {
        rows.sql("DELETE FROM %1$s AS live WHERE NOT EXISTS (SELECT FROM %2$s AS made WHERE made = live)"
                        .formatted(live, made))
                .update();
        rows.sql(
                        "INSERT INTO %1$s SELECT made.* FROM %2$s AS made WHERE NOT EXISTS (SELECT FROM %1$s AS live WHERE live = made)"
                                .formatted(live, made))
                .update();
    }

    private static long count(JdbcClient rows, String from) {
        return rows.sql("SELECT count(*) FROM " + from).query(Long.class).single();
    }

    private static String without(String these, String those) {
        return "(SELECT * FROM %s EXCEPT SELECT * FROM %s) AS rest".formatted(these, those);
    }

    private static String live(String table) {
        return "public." + table;
    }

    private static String beside(String made, String table) {
        return made + "." + table;
    }
}
