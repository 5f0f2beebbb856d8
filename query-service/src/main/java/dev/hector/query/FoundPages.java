package dev.hector.query;

import dev.hector.events.UnknownEventException;
import dev.hector.query.FoundTexts.Mark;
import dev.hector.query.FoundTexts.Titled;
import dev.hector.query.TextSearch.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pages of one search.
 *
 * @param size most hits of a page
 * @param asked what its tokens are bound to
 */
record FoundPages(FoundTexts texts, int size, String asked) {

    /** @param from the numbers of the token that this page continues; empty for the first page */
    Page<Hit> page(boolean newestFirst, List<Long> from) {
        return newestFirst ? newest(from) : best(from);
    }

    /** A token has the hits that are left, so that it does not matter what a later ranking would be. */
    private Page<Hit> best(List<Long> from) {
        Map<Long, Double> scores = from.isEmpty() ? texts.best(TextSearch.MOST_RANKED) : Map.of();
        var positions = from.isEmpty() ? List.copyOf(scores.keySet()) : from;
        var shown = positions.subList(0, Math.min(size, positions.size()));
        var left = positions.subList(shown.size(), positions.size());
        return new Page<>(
                hits(shown, from.isEmpty() ? scores : texts.scores(shown)),
                left.isEmpty() ? "" : PageTokens.write(left, asked));
    }

    private Page<Hit> newest(List<Long> from) {
        var below = from.isEmpty() ? Mark.NEWEST : new Mark(from.getFirst(), from.getLast());
        var found = texts.newest(below, size + 1);
        var shown = found.subList(0, Math.min(size, found.size()));
        var positions = shown.stream().map(Mark::position).toList();
        var last = shown.isEmpty() ? below : shown.getLast();
        return new Page<>(
                hits(positions, texts.scores(positions)),
                found.size() > size ? PageTokens.write(List.of(last.saidAt(), last.position()), asked) : "");
    }

    /** A text that was deleted after the ranking is no hit. */
    private List<Hit> hits(List<Long> positions, Map<Long, Double> scores) {
        var events = texts.events(positions);
        var hits = new ArrayList<Hit>();
        for (var position : positions) {
            var event = events.get(position);
            var score = scores.get(position);
            if (event != null && score != null) {
                hit(event, score).ifPresent(hits::add);
            }
        }
        return hits;
    }

    private Optional<Hit> hit(Titled found, double score) {
        try {
            return SearchedText.of(found.event()).map(text -> {
                var matches = Matches.of(texts.query(), text.text());
                return new Hit(text, found.title(), score, Snippet.of(text.text(), matches));
            });
        } catch (UnknownEventException ofNewerRelease) {
            return Optional.empty();
        }
    }
}
