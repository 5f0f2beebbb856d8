package dev.hector.gateway.rest;

import dev.hector.gateway.Caller;
import dev.hector.gateway.Checks;
import dev.hector.gateway.Refusal;
import dev.hector.gateway.Sessions;
import dev.hector.gateway.TurnRunner;
import dev.hector.gateway.rest.Bodies.NewMessage;
import dev.hector.proto.v1.ListMessagesRequest;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.wire.Views.ImportedView;
import dev.hector.wire.Views.MessagePage;
import dev.hector.wire.Views.MessageResponseView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Messages: sent, streamed, stored, read back. */
@Tag(name = "Messages")
@RestController
@RequestMapping({"/agents/{agent}/sessions/{id}/messages", "/v1/agents/{agent}/sessions/{id}/messages"})
final class MessagesController {

    private final Sessions sessions;
    private final TurnRunner turns;
    private final EventStreams streams;

    MessagesController(Sessions sessions, TurnRunner turns, EventStreams streams) {
        this.sessions = sessions;
        this.turns = turns;
        this.streams = streams;
    }

    @Operation(
            summary = "Send message",
            description =
                    "Answers when the agent has answered. With respond false the message is stored and no model runs.")
    @ApiResponse(responseCode = "200", description = "Answered")
    @ApiResponse(responseCode = "201", description = "Stored, with respond false")
    @PostMapping
    ResponseEntity<MessageResponseView> send(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestBody NewMessage body,
            @RequestHeader(name = RequestHeaders.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller)
            throws InterruptedException {
        var request = request(agent, id, body, key, ifMatch);
        return TurnRunner.wantsAnswer(request)
                ? answer(HttpStatus.OK, turns.answer(request, caller))
                : answer(HttpStatus.CREATED, sessions.append(request, caller));
    }

    private static ResponseEntity<MessageResponseView> answer(HttpStatus status, MessageResponse response) {
        return ResponseEntity.status(status)
                .eTag(SessionsController.eTag(response.getSequence()))
                .body(MessageResponseView.of(response));
    }

    @Operation(
            summary = "Stream message (SSE)",
            description =
                    "Sends the answer as it comes. With Last-Event-ID it goes on after that event, and nothing is sent"
                            + " again to the agent.")
    @PostMapping("/stream")
    void stream(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable NewMessage body,
            @RequestHeader(name = RequestHeaders.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = RequestHeaders.LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            Caller caller,
            HttpServletRequest http,
            HttpServletResponse response)
            throws InterruptedException, IOException {
        var request = lastEventId == null
                ? request(agent, id, required(body), key, ifMatch)
                : resumption(agent, id, lastEventId);
        streams.send(turns.stream(request, caller), http.getRequestURI(), response);
    }

    @Operation(summary = "Go on with a stream (SSE)", description = "As the POST with Last-Event-ID, for EventSource.")
    @GetMapping("/stream")
    void resume(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestHeader(name = RequestHeaders.LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            Caller caller,
            HttpServletRequest http,
            HttpServletResponse response)
            throws InterruptedException, IOException {
        if (lastEventId == null) {
            throw Refusal.invalid("last_event_id", "To go on with a stream, send Last-Event-ID; to begin one, POST.")
                    .asException();
        }
        streams.send(turns.stream(resumption(agent, id, lastEventId), caller), http.getRequestURI(), response);
    }

    @Operation(
            summary = "Import messages",
            description = "Stores messages that were said elsewhere, in their order: all of them, but for those whose"
                    + " message_id is stored already, or none. No model runs.")
    @PostMapping("/import")
    ImportedView importAll(
            @PathVariable String agent, @PathVariable String id, @RequestBody TranscriptBody body, Caller caller)
            throws InterruptedException {
        var request = body.toRequest().setAgent(agent).setSessionId(id).build();
        return ImportedView.of(sessions.importMessages(request, caller));
    }

    private static NewMessage required(@Nullable NewMessage body) {
        if (body == null) {
            throw Refusal.invalid("body", "The body is missing: send {\"message\": \"text\"}.")
                    .asException();
        }
        return body;
    }

    private static SendMessageRequest request(
            String agent, String id, NewMessage body, @Nullable String key, @Nullable String ifMatch) {
        var request = body.toRequest()
                .setAgent(agent)
                .setSessionId(id)
                .setIdempotencyKey(RequestHeaders.text("idempotency_key", key));
        RequestHeaders.version(ifMatch).ifPresent(request::setIfVersion);
        return request.build();
    }

    private static SendMessageRequest resumption(String agent, String id, String lastEventId) {
        Checks.require(!lastEventId.isBlank(), "last_event_id", "Last-Event-ID is empty.");
        return SendMessageRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(id)
                .setResumeToken(RequestHeaders.text("last_event_id", lastEventId))
                .build();
    }

    @Operation(summary = "List messages", description = "The transcript, page by page.")
    @GetMapping
    MessagePage list(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestParam(name = "page_size", required = false) @Nullable Integer pageSize,
            @RequestParam(name = "page_token", defaultValue = "") String pageToken,
            @RequestParam(defaultValue = "") String order,
            Caller caller) {
        var request = ListMessagesRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(id)
                .setPageSize(PageSize.of(pageSize))
                .setPageToken(pageToken)
                .setOrder(order)
                .build();
        return MessagePage.of(sessions.messages(request, caller));
    }
}
