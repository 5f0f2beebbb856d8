package dev.hector.recall;

import java.util.function.Predicate;

/**
 * Candidates from outside of an index: those of the memories that do not fit into it which may answer a question.
 *
 * @param candidates those that may, and what was said around them
 * @param whole which of them may be hits: those whose two memories before and one after are there too, where there are any
 * @param all of the candidates and of those that are not among them
 */
public record ExternalCandidates(MemoryIndex candidates, Predicate<Origin> whole, TermStatistics all) {}
