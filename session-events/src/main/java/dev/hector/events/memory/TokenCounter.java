package dev.hector.events.memory;

/** Counts a text's tokens as budgets do. Adding text never lowers the count. */
@FunctionalInterface
public interface TokenCounter {

    int count(String text);
}
