package dev.hector.query;

import static dev.hector.query.QueryFixture.AGENT;
import static dev.hector.query.QueryFixture.OTHER_AGENT;
import static dev.hector.query.QueryFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import dev.hector.events.Role;
import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionKey;
import dev.hector.events.memory.MemorySettings;
import dev.hector.proto.v1.SearchHit;
import dev.hector.proto.v1.SearchMessagesQuery;
import dev.hector.proto.v1.SearchResponse;
import dev.hector.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** What a search finds, and what it never finds, over any store; each test has a tenant of its own in one store. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
abstract class TextSearchContract {

    private SessionStore store;
    private QueryFixture queries;
    private String tenant = "";
    private int tenants;

    /** A store without events; called once for all tests. */
    abstract SessionStore emptyStore();

    @BeforeAll
    void start() {
        store = emptyStore();
        queries = new QueryFixture(store, MemorySettings.DEFAULT, "");
    }

    @BeforeEach
    void nextTenant() {
        tenant = "tenant-" + ++tenants;
    }

    @AfterAll
    void stop() {
        queries.close();
        store.close();
    }

    @Test
    void everyWordMustBeThereInWhateverOrderAndCase() {
        given("both", "My favourite COLOUR is teal");
        given("one", "a colour");

        assertThat(found("teal colour")).containsExactly("both");
        assertThat(found("Colour")).containsExactlyInAnyOrder("both", "one");
        assertThat(found("teal crimson")).isEmpty();
        assertThat(found("colou")).isEmpty();
    }

    @Test
    void phrasesBeginningsAndWordsThatAreLeftOutAreUnderstood() {
        given("blue", "the dark blue sea");
        given("sea", "dark is the blue, said the seaman");

        assertThat(found("dark blue")).containsExactlyInAnyOrder("blue", "sea");
        assertThat(found("\"dark blue\"")).containsExactly("blue");
        assertThat(found("sea*")).containsExactlyInAnyOrder("blue", "sea");
        assertThat(found("sea* -seaman")).containsExactly("blue");
        assertThat(found("blue -\"dark blue\"")).containsExactly("sea");
        assertThat(found("blue -sea*")).isEmpty();
        assertThat(found("\"dark blue")).containsExactlyInAnyOrder("blue", "sea");
    }

    @Test
    void shortAndCommonWordsAreWords() {
        given("hamlet", "To be, or not to be: that is the question.");
        given("other", "a to z");

        assertThat(found("to be or not")).containsExactly("hamlet");
        assertThat(found("\"not to be\"")).containsExactly("hamlet");
        assertThat(found("the")).containsExactly("hamlet");
        assertThat(found("z")).containsExactly("other");
        assertThat(found("to -z")).containsExactly("hamlet");
    }

    @Test
    void accentsCaseAndWidthMakeNoDifferenceInAnyScript() {
        given("de", "Der ÄRGER auf der Straße");
        given("ru", "Ёлка и достопримечательность");
        given("el", "Ωμέγα");
        given("ar", "مُحَمَّد");
        given("he", "שָׁלוֹם");
        given("hi", "हिन्दी में");

        assertThat(found("arger strasse")).containsExactly("de");
        assertThat(found("ａ̈rger")).containsExactly("de");
        assertThat(found("елка")).containsExactly("ru");
        assertThat(found("достопримечательность")).containsExactly("ru");
        assertThat(found("достоприм*")).containsExactly("ru");
        assertThat(found("ΩΜΕΓΑ")).containsExactly("el");
        assertThat(found("محمد")).containsExactly("ar");
        assertThat(found("שלום")).containsExactly("he");
        assertThat(found("हिन्दी")).containsExactly("hi");
        assertThat(found("हिन")).isEmpty();
    }

    @Test
    void anyPartOfTextWithoutBlanksIsFound() {
        given("ja", "私は東京都に住んでいます。");
        given("th", "สวัสดีครับ");
        given("ko", "학교에서 만나요");

        for (var part : List.of("東京都", "東", "都", "京都", "住んで", "す", "\"私は\"")) {
            assertThat(found(part)).as(part).containsExactly("ja");
        }
        assertThat(found("都京")).isEmpty();
        assertThat(found("東京 -京都")).isEmpty();
        assertThat(found("ครับ")).containsExactly("th");
        assertThat(found("학교")).containsExactly("ko");
    }

    @Test
    void signsAreWords() {
        given("party", "Party 🎉 for 100€");

        assertThat(found("🎉")).containsExactly("party");
        assertThat(found("\"party 🎉\" -👍")).containsExactly("party");
        assertThat(found("100€")).containsExactly("party");
    }

    @Test
    void theTextThatIsMoreAboutItComesFirstAndOfEqualsTheNewest() {
        given("mention", "teal was one of many colours that we looked at on that long afternoon in the old town");
        given("about", "teal, teal and teal");
        given("older", "crimson paint");
        given("newer", "crimson paint");

        assertThat(found("teal")).containsExactly("about", "mention");
        assertThat(found("crimson")).containsExactly("newer", "older");
        var scores = search(query -> query.setText("teal")).getHitsList().stream()
                .map(SearchHit::getScore)
                .toList();
        assertThat(scores.getFirst()).isGreaterThan(scores.getLast());
    }

    @Test
    void theNewestIsWhatWasSaidLast() {
        session("imported")
                .created("ann")
                .imported("needle", Instant.parse("2020-01-01T00:00:00Z"))
                .stored();
        given("s1", "needle");
        session("s2")
                .created("ann")
                .said(Role.ASSISTANT, "hay")
                .said(Role.USER, "needle")
                .stored();

        var hits = search(query -> query.setText("needle").setOrder("newest"));

        assertThat(sessions(hits)).containsExactly("s2", "s1", "imported");
    }

    @Test
    void aHitSaysWhereItIsAndWhy() {
        session("s1")
                .created("ann")
                .said(Role.USER, "I am fond of \n the colour Teal")
                .stored();

        var hit = search(query -> query.setText("teal \"fond of the\"")).getHits(0);

        assertThat(hit.getKind()).isEqualTo("message");
        assertThat(hit.getSessionId()).isEqualTo("s1");
        assertThat(hit.getTitle()).isEqualTo("About s1");
        assertThat(hit.getSequence()).isEqualTo(2);
        assertThat(hit.getMessageId()).isEqualTo("msg_2");
        assertThat(hit.getRole()).isEqualTo("user");
        assertThat(hit.getOccurredAt().getSeconds())
                .isEqualTo(GivenSession.time(2).getEpochSecond());
        assertThat(hit.getScore()).isPositive();
        assertThat(hit.getSnippet()).isEqualTo("I am fond of the colour Teal");
        assertThat(hit.getHighlightsList())
                .extracting(part -> hit.getSnippet().substring(part.getStart(), part.getEnd()))
                .containsExactly("fond of the", "Teal");
    }

    @Test
    void summariesAreFoundToo() {
        session("s1")
                .created("ann")
                .said(Role.USER, "My favourite colour is teal")
                .summarised(2, 2, "Prefers teal to crimson")
                .stored();

        var hit = search(query -> query.setText("prefers")).getHits(0);

        assertThat(hit.getKind()).isEqualTo("summary");
        assertThat(hit.getRole()).isEqualTo("summary");
        assertThat(hit.getMessageId()).isEmpty();
        assertThat(hit.getSequence()).isEqualTo(3);
        assertThat(hit.getSnippet()).isEqualTo("Prefers teal to crimson");
    }

    @Test
    void whatToolsSaidIsNotSearched() {
        session("s1")
                .created("ann")
                .said(Role.TOOL, "needle")
                .said(Role.USER, " ")
                .stored();

        assertThat(found("needle")).isEmpty();
    }

    @Test
    void isNarrowedToASessionARoleOrATime() {
        session("s1")
                .created("ann")
                .said(Role.USER, "needle")
                .said(Role.ASSISTANT, "a needle")
                .stored();
        session("s2")
                .created("ann")
                .said(Role.USER, "hay")
                .said(Role.USER, "the needle")
                .stored();

        assertThat(sequences(query -> query.setSessionId("s1"))).containsExactlyInAnyOrder("s1 2", "s1 3");
        assertThat(sequences(query -> query.setRole("assistant"))).containsExactly("s1 3");
        assertThat(sequences(query -> query.setRole("summary"))).isEmpty();
        assertThat(sequences(query -> query.setFrom(time(3)))).containsExactlyInAnyOrder("s1 3", "s2 3");
        assertThat(sequences(query -> query.setTo(time(3)))).containsExactly("s1 2");
        assertThat(sequences(query -> query.setTo(time(3)).setFrom(time(3)))).isEmpty();
        assertThat(sequences(query -> query.setSessionId("none"))).isEmpty();
    }

    @Test
    void nothingOfAnotherUserAgentOrTenantIsFound() {
        var elsewhere = tenant + "-elsewhere";
        given("s1", "canary");
        session("of-bob").created("bob").said(Role.USER, "canary").stored();
        new GivenSession(store, new SessionKey(tenant, OTHER_AGENT, "of-other"))
                .created("ann")
                .said(Role.USER, "canary")
                .stored();
        new GivenSession(store, new SessionKey(elsewhere, AGENT, "of-tenant"))
                .created("ann")
                .said(Role.USER, "canary")
                .summarised(2, 2, "canary")
                .stored();

        assertThat(found("canary")).containsExactly("s1");
        assertThat(sessions(search(query -> query.setText("canary").setUserId("bob"))))
                .containsExactly("of-bob");
        assertThat(sessions(search(query -> query.setText("canary").setUserId(""))))
                .containsExactlyInAnyOrder("s1", "of-bob");
        assertThat(sessions(search(query -> query.setText("canary").setAgent(OTHER_AGENT))))
                .containsExactly("of-other");
        assertThat(sessions(search(query -> query.setText("canary").setTenant(elsewhere))))
                .containsExactly("of-tenant", "of-tenant");
        assertThat(sessions(search(query -> query.setText("canary").setSessionId("of-bob"))))
                .isEmpty();
    }

    @Test
    void nothingOfADeletedSessionIsFound() {
        var seen = given("seen", "canary");
        assertThat(found("canary")).containsExactly("seen");
        var unseen = given("unseen", "canary");
        seen.ended(Reason.DELETED).stored();
        unseen.ended(Reason.COMPLETED).ended(Reason.DELETED).stored();
        given("kept", "canary").ended(Reason.COMPLETED).stored();

        assertThat(found("canary")).containsExactly("kept");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void nothingOfAParkedSessionIsFoundAsItMayBeDeleted() {
        var parked = given("parked", "canary");
        assertThat(found("canary")).containsExactly("parked");
        parked.said(Role.USER, "unreadable")
                .ofNewerRelease("SessionEnded", "{\"reason\":\"forgotten\"}")
                .stored();
        given("other", "canary");

        assertThat(found("canary")).containsExactly("other");
    }

    @Test
    void eventsOfANewerReleaseThatSayNothingParkNothing() {
        given("s1", "needle")
                .said(Role.USER, "x")
                .ofNewerRelease("MoodDetected", "{}")
                .said(Role.USER, "needle")
                .stored();

        assertThat(found("needle")).containsExactly("s1", "s1");
    }

    @Test
    void isMadeAgainFromTheLog() {
        given("s1", "needle");
        given("gone", "needle").ended(Reason.DELETED).stored();
        assertThat(found("needle")).containsExactly("s1");
        store.write(rows -> rows.sql("delete from projection_cursor where name = 'searched_text'")
                .update());

        try (var again = new QueryFixture(store, MemorySettings.DEFAULT, "")) {
            var hits = again.ask().searchMessages(query().setText("needle").build());
            assertThat(sessions(hits)).containsExactly("s1");
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void theBestArePagedAsTheyWereRankedWhateverHappensMeanwhile() {
        for (var i = 1; i <= 9; i++) {
            given("s" + i, "needle ".repeat(i) + "hay ".repeat(i * i));
        }
        var ranked = found("needle");
        var deleted = ranked.get(5);

        var paged = paged(query -> query.setText("needle").setPageSize(2), page -> {
            given("new" + page, "needle needle needle");
            if (page == 1) {
                session(deleted).ended(Reason.DELETED).stored();
            }
        });

        assertThat(ranked).hasSize(9);
        assertThat(paged)
                .isEqualTo(ranked.stream().filter(id -> !id.equals(deleted)).toList());
    }

    @Test
    void theNewestArePagedWhateverIsSaidMeanwhile() {
        for (var i = 1; i <= 7; i++) {
            given("s" + i, "needle");
        }

        var paged = paged(query -> query.setText("needle").setOrder("newest").setPageSize(3), page -> {
            given("new" + page, "needle");
            session("old" + page)
                    .created("ann")
                    .imported("needle", Instant.parse("1960-01-01T00:00:00Z").plusSeconds(page))
                    .stored();
        });

        assertThat(paged).startsWith("s7", "s6", "s5", "s4", "s3", "s2", "s1").doesNotHaveDuplicates();
        assertThat(paged.subList(7, paged.size())).allMatch(id -> id.startsWith("old"));
    }

    @Test
    void onePageMayHoldThemAll() {
        for (var i = 0; i < 3; i++) {
            given("s" + i, "needle");
        }

        assertThat(search(query -> query.setText("needle").setPageSize(3)).getNextPageToken())
                .isEmpty();
        assertThat(search(query -> query.setText("needle").setPageSize(3).setOrder("newest"))
                        .getNextPageToken())
                .isEmpty();
    }

    @Test
    void whatAQuestionMayNotBeIsNamed() {
        given("s1", "needle");
        given("s2", "needle");
        var token = search(query -> query.setText("needle").setPageSize(1)).getNextPageToken();

        for (var nothing : List.of("", " \n", "!?", "\"\"", "*", "-needle", "\0", "x".repeat(1001))) {
            assertThat(refused(query -> query.setText(nothing))).as(nothing).isEqualTo("INVALID_REQUEST q");
        }
        assertThat(refused(query -> query.setOrder("asc"))).isEqualTo("INVALID_REQUEST order");
        assertThat(refused(query -> query.setRole("tool"))).isEqualTo("INVALID_REQUEST role");
        assertThat(refused(query -> query.setPageSize(1001))).isEqualTo("INVALID_REQUEST page_size");
        assertThat(refused(query -> query.setPageToken("x" + token))).isEqualTo("INVALID_REQUEST page_token");
        assertThat(refused(query -> query.setPageToken(token).setOrder("newest")))
                .isEqualTo("INVALID_REQUEST page_token");
        assertThat(refused(query -> query.setPageToken(token).setUserId("bob")))
                .isEqualTo("INVALID_REQUEST page_token");
    }

    @Test
    void noQueryIsTakenForAnOperator() {
        given("s1", "plain needle");
        for (var harmless : List.of(
                "needle'",
                "needle\"",
                "needle:*",
                "needle)",
                "((needle",
                "needle\\",
                "needle%",
                "needle;--",
                "+needle",
                "~needle",
                ">needle",
                "@needle",
                "needle\0",
                "^needle",
                "needle\n",
                "\u202Eneedle",
                "{needle}",
                "needle" + " -x".repeat(300),
                "needle -🎉",
                "needle -\"a 猫\"",
                "needle -猫")) {
            assertThat(found(harmless)).as(harmless).containsExactly("s1");
        }
        for (var other : List.of(
                "needle OR hay",
                "needle'; drop table searched_text;--",
                "needle NOT plain",
                "words:needle",
                "needle & !hay",
                "needle <-> hay",
                "NEAR(plain needle)",
                "needle @2",
                "\"needle\" + \"hay\"",
                "a ".repeat(500),
                "猫".repeat(1000),
                "\"" + "x ".repeat(499),
                "🎉".repeat(500),
                "ﷺ".repeat(900),
                "needle שלום")) {
            assertThat(found(other)).as(other).isEmpty();
        }
    }

    /** The last, as InnoDB then moves much to its index, and for an instant finds little. */
    @Test
    @Order(Integer.MAX_VALUE)
    void textsOfAnyKindAreTaken() {
        given("nul", "a needle\0 with NUL");
        given("long", "hay ".repeat(30_000) + "needle");
        given("wide", "needle " + "東京".repeat(20_000));
        given("many", "needle " + manyWords());
        given("rtl", "שלום needle \u202E مرحبا");
        given("emoji", "😀".repeat(2_000) + " needle 👩‍👩‍👧");
        given("quotes", "'needle' \\ \" '' :1 {}");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(found("needle")).containsExactlyInAnyOrder("nul", "wide", "many", "rtl", "emoji", "quotes");
            assertThat(found("\"hay hay\" hay")).containsExactly("long");
        });
    }

    private static String manyWords() {
        var words = new StringBuilder();
        for (var i = 0; i < 20_000; i++) {
            words.append("ж").append(Integer.toString(i, 36)).append("ﷺ ");
        }
        return words.toString();
    }

    private GivenSession session(String id) {
        return new GivenSession(store, new SessionKey(tenant, AGENT, id));
    }

    private GivenSession given(String id, String text) {
        return session(id).created("ann").said(Role.USER, text).stored();
    }

    private List<String> found(String text) {
        return sessions(search(query -> query.setText(text)));
    }

    private List<String> sequences(Consumer<SearchMessagesQuery.Builder> narrowed) {
        return search(narrowed).getHitsList().stream()
                .map(hit -> hit.getSessionId() + " " + hit.getSequence())
                .toList();
    }

    private SearchResponse search(Consumer<SearchMessagesQuery.Builder> asked) {
        var query = query();
        asked.accept(query);
        return queries.ask().searchMessages(query.build());
    }

    private String refused(Consumer<SearchMessagesQuery.Builder> asked) {
        return refusal(() -> search(asked));
    }

    /** The sessions on all pages; {@code between} is called with the number of each page that is followed by another. */
    private List<String> paged(Consumer<SearchMessagesQuery.Builder> asked, Consumer<Integer> between) {
        var query = query();
        asked.accept(query);
        var found = new ArrayList<String>();
        for (var number = 1; number < 50; number++) {
            var page = queries.ask().searchMessages(query.build());
            found.addAll(sessions(page));
            if (page.getNextPageToken().isEmpty()) {
                return found;
            }
            query.setPageToken(page.getNextPageToken());
            if (number < 4) {
                between.accept(number);
            }
        }
        throw new AssertionError("There is no end of pages");
    }

    private long rows() {
        return store.read(rows -> rows.sql("select count(*) from searched_text where tenant = ?")
                .params(tenant)
                .query(Long.class)
                .single());
    }

    private SearchMessagesQuery.Builder query() {
        return SearchMessagesQuery.newBuilder()
                .setTenant(tenant)
                .setAgent(AGENT)
                .setUserId("ann")
                .setText("needle");
    }

    private static List<String> sessions(SearchResponse page) {
        return page.getHitsList().stream().map(SearchHit::getSessionId).toList();
    }

    private static Timestamp time(long sequence) {
        var time = GivenSession.time(sequence);
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
