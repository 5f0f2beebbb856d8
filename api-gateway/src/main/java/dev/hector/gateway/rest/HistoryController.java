package dev.hector.gateway.rest;

import dev.hector.gateway.Caller;
import dev.hector.gateway.Checks;
import dev.hector.gateway.EventTails;
import dev.hector.gateway.Sessions;
import dev.hector.proto.v1.GetWorkingMemoryRequest;
import dev.hector.proto.v1.ListEventsRequest;
import dev.hector.proto.v1.RecallRequest;
import dev.hector.proto.v1.TailEventsRequest;
import dev.hector.wire.FoundViews.MemoryPage;
import dev.hector.wire.Views.EventPage;
import dev.hector.wire.Views.WorkingMemoryView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened, and what the agent remembers. */
@Tag(name = "History and memory")
@RestController
@RequestMapping({"/agents/{agent}", "/v1/agents/{agent}"})
final class HistoryController {

    private final Sessions sessions;
    private final EventTails tails;
    private final EventStreams streams;

    HistoryController(Sessions sessions, EventTails tails, EventStreams streams) {
        this.sessions = sessions;
        this.tails = tails;
        this.streams = streams;
    }

    @Operation(
            summary = "List events",
            description = "The audit log, page by page. With Accept: text/event-stream it is followed as it grows.")
    @GetMapping(path = "/sessions/{id}/events", produces = MediaType.APPLICATION_JSON_VALUE)
    EventPage events(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestParam(name = "page_size", required = false) @Nullable Integer pageSize,
            @RequestParam(name = "page_token", defaultValue = "") String pageToken,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "0") long before,
            @RequestParam(defaultValue = "") List<String> types,
            @RequestParam(defaultValue = "") String order,
            Caller caller) {
        var request = ListEventsRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(id)
                .setPageSize(PageSize.of(pageSize))
                .setPageToken(pageToken)
                .setAfter(after)
                .setBefore(before)
                .addAllTypes(types)
                .setOrder(order)
                .build();
        return EventPage.of(sessions.events(request, caller));
    }

    @Operation(
            summary = "List events",
            description =
                    "With Accept: text/event-stream the log is followed: only new events, or those from a sequence on,"
                            + " or those after Last-Event-ID.")
    @GetMapping(path = "/sessions/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void tail(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long from,
            @RequestParam(defaultValue = "") List<String> types,
            @RequestHeader(name = RequestHeaders.LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            Caller caller,
            HttpServletRequest http,
            HttpServletResponse response)
            throws IOException {
        var request =
                TailEventsRequest.newBuilder().setAgent(agent).setSessionId(id).addAllTypes(types);
        if (lastEventId != null) {
            request.setFrom(sequence(lastEventId) + 1);
        } else if (from != null) {
            request.setFrom(from);
        }
        streams.send(tails.follow(request.build(), caller), http, response);
    }

    private static long sequence(String lastEventId) {
        Checks.require(
                lastEventId.matches("[0-9]{1,18}"), "last_event_id", "Last-Event-ID is the sequence of an event.");
        return Long.parseLong(lastEventId);
    }

    @Operation(
            summary = "Get working memory",
            description = "Exactly what the model would be given now, or was given at event as_of.")
    @GetMapping("/sessions/{id}/memory/working")
    WorkingMemoryView workingMemory(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestParam(name = "as_of", required = false) @Nullable Long asOf,
            Caller caller) {
        Checks.require(asOf == null || asOf > 0, "as_of", "as_of is the sequence of an event: 1, 2, 3 …");
        var request = GetWorkingMemoryRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(id)
                .setAsOf(asOf == null ? 0 : asOf)
                .build();
        return WorkingMemoryView.of(sessions.workingMemory(request, caller));
    }

    @Operation(
            summary = "Recall",
            description =
                    "What long-term memory holds about a question, best first, from where the agent's scope allows.")
    @GetMapping("/sessions/{id}/memory/longterm")
    MemoryPage longTermMemory(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        Checks.require(limit == null || limit > 0, "limit", "limit is from 1 to 100.");
        var request = RecallRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(id)
                .setQuery(query)
                .setLimit(limit == null ? 0 : limit)
                .build();
        return MemoryPage.of(sessions.recall(request, caller));
    }
}
