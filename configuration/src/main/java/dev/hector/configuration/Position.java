package dev.hector.configuration;

import java.util.Comparator;
import org.yaml.snakeyaml.error.Mark;

/** A place in the file; both numbers start at 1, and 0:0 is no place in particular. */
record Position(int line, int column) implements Comparable<Position> {

    static final Position NOWHERE = new Position(0, 0);

    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    Position plus(int columns) {
        return new Position(line, column + columns);
    }

    @Override
    public int compareTo(Position other) {
        return Comparator.comparingInt(Position::line)
                .thenComparingInt(Position::column)
                .compare(this, other);
    }
}
