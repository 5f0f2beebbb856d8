package dev.hector.recall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The memories in rows, in the order they were added. A row that was removed stays empty until the table is copied. */
final class MemoryTable {

    private static final int BYTES_A_ROW = 320;

    /** Terms of a row by number, with their counts; as small as can be, since every memory has one. */
    private record Row(Origin origin, int[] terms, byte[] counts) {}

    private final List<@Nullable Row> rows = new ArrayList<>();
    private final Map<Long, Integer> rowsById = new HashMap<>();

    final Vocabulary vocabulary = new Vocabulary();
    final Neighbours neighbours = new Neighbours();
    final Speakers speakers = new Speakers();
    final VectorTable vectors = new VectorTable();

    /** What a search reads of every row lies together, away from what it reads of its hits. */
    private int[] lengths = new int[16];

    private int[] speakersOfRows = new int[16];
    private final BitSet tellingTime = new BitSet();
    private final BitSet present = new BitSet();

    private long terms;
    private long length;

    /** @throws IllegalArgumentException if a memory of this origin and vector cannot be added or take its own place */
    void check(Origin origin, @Nullable Quantised vector) {
        var holder = neighbours.at(origin);
        if (holder != Neighbours.NONE && origin(holder).id() != origin.id()) {
            throw new IllegalArgumentException(
                    "Two memories at " + origin.sequence() + " of session " + origin.sessionId());
        }
        if (vector != null) {
            vectors.check(vector);
        }
    }

    void add(Entry entry, @Nullable Quantised vector) {
        var row = rows.size();
        neighbours.add(row, entry.origin(), entry.asks());
        if (vector != null) {
            vectors.set(row, vector);
        }
        rows.add(new Row(entry.origin(), numbers(entry, row), counts(entry)));
        reserve(row);
        lengths[row] = entry.length();
        speakersOfRows[row] = speakers.add(entry.origin().speaker());
        tellingTime.set(row, entry.tellsTime());
        present.set(row);
        rowsById.put(entry.origin().id(), row);
        terms += entry.terms().size();
        length += entry.length();
    }

    /** The row of a memory, or null. */
    @Nullable
    Integer find(long id) {
        return rowsById.get(id);
    }

    void remove(int number) {
        var row = row(number);
        for (var term : row.terms()) {
            vocabulary.postings(term).forgetOne();
        }
        neighbours.remove(number, row.origin());
        speakers.remove(speakersOfRows[number]);
        vectors.clear(number);
        rowsById.remove(row.origin().id());
        rows.set(number, null);
        present.clear(number);
        terms -= row.terms().length;
        length -= lengths[number];
    }

    private void reserve(int row) {
        if (row == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * row);
            speakersOfRows = Arrays.copyOf(speakersOfRows, 2 * row);
        }
    }

    /** All rows, also the empty ones. */
    int rows() {
        return rows.size();
    }

    /** Memories. */
    int size() {
        return rowsById.size();
    }

    boolean has(int row) {
        return present.get(row);
    }

    Origin origin(int row) {
        return row(row).origin();
    }

    int speaker(int row) {
        return speakersOfRows[row];
    }

    int length(int row) {
        return lengths[row];
    }

    boolean tellsTime(int row) {
        return tellingTime.get(row);
    }

    /** Terms of all texts together. */
    long words() {
        return length;
    }

    /** How often a row's memory says a term. */
    int count(int row, String word) {
        var terms = row(row).terms();
        for (var i = 0; i < terms.length; i++) {
            if (vocabulary.word(terms[i]).equals(word)) {
                return row(row).counts()[i];
            }
        }
        return 0;
    }

    /** The same memories without empty rows. */
    MemoryTable copy() {
        var copy = new MemoryTable();
        for (var row = 0; row < rows.size(); row++) {
            if (has(row)) {
                copy.add(entry(row), vectors.get(row));
            }
        }
        return copy;
    }

    long bytes() {
        return (long) BYTES_A_ROW * rows.size() + 5 * terms + vocabulary.bytes() + neighbours.bytes() + vectors.bytes();
    }

    private Row row(int number) {
        var row = rows.get(number);
        if (row == null) {
            throw new IllegalStateException("Row " + number + " is empty");
        }
        return row;
    }

    private Entry entry(int number) {
        var row = row(number);
        var terms = new ArrayList<Entry.Term>();
        for (var i = 0; i < row.terms().length; i++) {
            terms.add(new Entry.Term(vocabulary.word(row.terms()[i]), row.counts()[i]));
        }
        return new Entry(row.origin(), terms, lengths[number], neighbours.asks(number), tellsTime(number));
    }

    private int[] numbers(Entry entry, int row) {
        var numbers = new int[entry.terms().size()];
        for (var i = 0; i < numbers.length; i++) {
            var term = entry.terms().get(i);
            numbers[i] = vocabulary.number(term.word());
            vocabulary.postings(numbers[i]).add(row, term.count());
        }
        return numbers;
    }

    private static byte[] counts(Entry entry) {
        var counts = new byte[entry.terms().size()];
        for (var i = 0; i < counts.length; i++) {
            counts[i] = (byte) Math.min(entry.terms().get(i).count(), Byte.MAX_VALUE);
        }
        return counts;
    }
}
