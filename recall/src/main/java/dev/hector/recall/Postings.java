package dev.hector.recall;

import java.util.Arrays;

/** The rows that have a term, in the order they were added, and how often. Rows that were removed stay listed. */
final class Postings {

    private int[] rows = new int[2];
    private byte[] counts = new byte[2];
    private int size;
    private int alive;

    void add(int row, int count) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        rows[size] = row;
        counts[size++] = (byte) Math.min(count, Byte.MAX_VALUE);
        alive++;
    }

    /** Counts one row less. */
    void forgetOne() {
        alive--;
    }

    int size() {
        return size;
    }

    /** The number of rows that were not removed. */
    int alive() {
        return alive;
    }

    int row(int index) {
        return rows[index];
    }

    int count(int index) {
        return counts[index];
    }

    long bytes() {
        return 48 + 5L * rows.length;
    }
}
