package dev.hector.gateway.rest;

import dev.hector.gateway.Caller;
import dev.hector.gateway.Sessions;
import dev.hector.proto.v1.SearchRequest;
import dev.hector.wire.FoundViews.SearchPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where something was said. */
@Tag(name = "History and memory")
@RestController
@RequestMapping({"/agents/{agent}", "/v1/agents/{agent}"})
final class SearchController {

    private final Sessions sessions;

    SearchController(Sessions sessions) {
        this.sessions = sessions;
    }

    @Operation(
            summary = "Search",
            description =
                    "Messages and summaries of this caller with this agent that have these words, with snippets. Case"
                            + " and accents make no difference; deleted sessions are never found.")
    @GetMapping("/search")
    SearchPage search(
            @PathVariable String agent,
            @Parameter(
                            description = "Words that must all be there, \"phrases\", -left out, begin*; at most 1000"
                                    + " characters.",
                            example = "favourite colour -blue")
                    @RequestParam(defaultValue = "")
                    String q,
            @RequestParam(name = "user_id", defaultValue = "") String userId,
            @Parameter(
                            description = "The best first, of which there are at most 500; or all, the newest first.",
                            schema =
                                    @Schema(
                                            allowableValues = {"relevance", "newest"},
                                            defaultValue = "relevance"))
                    @RequestParam(defaultValue = "")
                    String order,
            @Parameter(description = "Only of this session.") @RequestParam(name = "session_id", defaultValue = "")
                    String sessionId,
            @Parameter(schema = @Schema(allowableValues = {"user", "assistant", "summary"}))
                    @RequestParam(defaultValue = "")
                    String role,
            @Parameter(description = "Only what was said at this time or later.", example = "2026-01-31T12:00:00Z")
                    @RequestParam(defaultValue = "")
                    String from,
            @Parameter(description = "Only what was said before this time.") @RequestParam(defaultValue = "") String to,
            @RequestParam(name = "page_size", required = false) @Nullable Integer pageSize,
            @RequestParam(name = "page_token", defaultValue = "") String pageToken,
            Caller caller) {
        var query = SearchRequest.newBuilder()
                .setAgent(agent)
                .setUserId(userId)
                .setQuery(q)
                .setOrder(order)
                .setSessionId(sessionId)
                .setRole(role)
                .setPageSize(PageSize.of(pageSize))
                .setPageToken(pageToken);
        if (!from.isEmpty()) {
            query.setFrom(Bodies.time("from", from));
        }
        if (!to.isEmpty()) {
            query.setTo(Bodies.time("to", to));
        }
        return SearchPage.of(sessions.search(query.build(), caller));
    }
}
