package dev.hector.query;

import dev.hector.store.SessionStore;
import dev.hector.store.projection.Projection;
import dev.hector.wire.Reply;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages and summaries by their words. Every answer is of a state that has everything which was acknowledged
 * before the question, and nothing of a session that was deleted before it.
 */
public final class TextSearch {

    static final int MOST_RANKED = 500;

    private static final int LONGEST_TEXT = 1000;

    private static final Set<String> ROLES = Set.of("user", "assistant", "summary");

    private static final String NEWEST = "newest";

    private static final Set<String> ORDERS = Set.of("", "relevance", NEWEST);

    /**
     * What is looked for, and where.
     *
     * @param text words, "phrases", -left out, begin*
     */
    public record Question(SearchScope scope, String text) {}

    /**
     * A text that was found.
     *
     * @param title the session's
     * @param score how well it matches by the database's own measure; comparable within one page
     */
    public record Hit(SearchedText found, @Nullable String title, double score, Snippet snippet) {}

    private final FollowedStores stores;

    TextSearch(FollowedStores stores) {
        this.stores = stores;
    }

    /** What keeps the rows that are searched, to build them anew. */
    public static Projection view(SessionStore store) {
        return new SearchedTexts(FullText.of(store));
    }

    /**
     * A page of hits: by {@code relevance}, which is the default, of the best {@value #MOST_RANKED}, as they were ranked
     * when the first page was asked for; or the {@code newest} first, of all. No hit comes twice, and none is left out.
     */
    public Reply<Page<Hit>> find(Question question, Paging paging) {
        var store = stores.forAgent(question.scope().agent());
        var query = SearchQuery.parse(question.text());
        return checked(question, query, paging)
                .then(_ -> paging.checkedSize())
                .then(size -> resumed(question, paging).map(numbers -> {
                    store.catchUp();
                    return store.store().read(rows -> {
                        var texts = new FoundTexts(rows, store.fullText(), question.scope(), query);
                        return new FoundPages(texts, size, asked(question, paging))
                                .page(paging.order().equals(NEWEST), numbers);
                    });
                }));
    }

    private static Reply<Question> checked(Question question, SearchQuery query, Paging paging) {
        var role = question.scope().role();
        if (question.text().length() > LONGEST_TEXT) {
            return Reply.invalid("q", "must have at most " + LONGEST_TEXT + " characters");
        }
        if (query.wanted().isEmpty()) {
            return Reply.invalid("q", "must have a word to look for");
        }
        if (role != null && !ROLES.contains(role)) {
            return Reply.invalid("role", "must be user, assistant or summary, not '" + role + "'");
        }
        return ORDERS.contains(paging.order())
                ? Reply.of(question)
                : Reply.invalid("order", "must be relevance or newest, not '" + paging.order() + "'");
    }

    /** Where the page before ended; nothing for the first page. */
    private static Reply<List<Long>> resumed(Question question, Paging paging) {
        return paging.token().isEmpty()
                ? Reply.of(List.of())
                : PageTokens.read(paging.token(), asked(question, paging))
                        .map(Reply::of)
                        .orElseGet(() -> Reply.invalid(
                                "page_token",
                                "is not a next_page_token of this search with these filters and this order"));
    }

    private static String asked(Question question, Paging paging) {
        return question + (paging.order().equals(NEWEST) ? NEWEST : "");
    }
}
