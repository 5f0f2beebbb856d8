package dev.hector.longterm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A memory that was found, and why.
 *
 * @param score how well it answers, from 0 to 1
 * @param similarity the cosine of the embeddings; null without them
 * @param terms the words of the question that it has
 * @param neighbours whether the messages around it match too
 */
public record Match(long position, double score, @Nullable Double similarity, List<String> terms, boolean neighbours) {}
