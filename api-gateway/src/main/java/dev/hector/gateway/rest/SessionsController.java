package dev.hector.gateway.rest;

import dev.hector.gateway.Caller;
import dev.hector.gateway.Checks;
import dev.hector.gateway.Refusal;
import dev.hector.gateway.Sessions;
import dev.hector.gateway.rest.Bodies.Asking;
import dev.hector.gateway.rest.Bodies.NewSession;
import dev.hector.proto.v1.DeleteSessionRequest;
import dev.hector.proto.v1.EndSessionRequest;
import dev.hector.proto.v1.GetSessionRequest;
import dev.hector.proto.v1.ListSessionsRequest;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.wire.ErrorCode;
import dev.hector.wire.Views.SessionPage;
import dev.hector.wire.Views.SessionView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Sessions: created, found, listed, ended, deleted. */
@Tag(name = "Sessions")
@RestController
@RequestMapping({"/agents/{agent}/sessions", "/v1/agents/{agent}/sessions"})
final class SessionsController {

    private final Sessions sessions;

    SessionsController(Sessions sessions) {
        this.sessions = sessions;
    }

    @Operation(summary = "Create session", description = "The body is optional; so is everything in it.")
    @ApiResponse(responseCode = "201", description = "Created; Location names it")
    @PostMapping
    ResponseEntity<SessionView> create(
            @PathVariable String agent,
            @RequestBody(required = false) @Nullable NewSession body,
            Caller caller,
            HttpServletRequest request) {
        var wanted = body == null ? NewSession.EMPTY : body;
        var session = sessions.create(wanted.toRequest(agent).build(), caller);
        return created(session, request);
    }

    @Operation(summary = "Create or get session", description = "201 when it was created, 200 when it was there.")
    @ApiResponse(responseCode = "201", description = "Created")
    @ApiResponse(responseCode = "200", description = "Found")
    @PutMapping("/{id}")
    ResponseEntity<SessionView> createOrGet(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable NewSession body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller,
            HttpServletRequest request) {
        var wanted = body == null ? NewSession.EMPTY : body;
        Checks.require(
                wanted.sessionId() == null || wanted.sessionId().equals(id),
                "session_id",
                "session_id differs from the path's.");
        requireVersion(agent, id, ifMatch, caller);
        var session = sessions.create(
                wanted.toRequest(agent).setSessionId(id).setAllowExisting(true).build(), caller);
        return session.getCreated() ? created(session, request) : found(session);
    }

    private void requireVersion(String agent, String id, @Nullable String ifMatch, Caller caller) {
        var wanted = RequestHeaders.version(ifMatch);
        if (wanted.isPresent() && sessions.get(reference(agent, id), caller).getVersion() != wanted.getAsLong()) {
            throw Refusal.of(ErrorCode.VERSION_CONFLICT, "The session is not at the version of If-Match.")
                    .asException();
        }
    }

    private static ResponseEntity<SessionView> created(Session session, HttpServletRequest request) {
        var prefix = request.getRequestURI().startsWith("/v1/") ? "/v1" : "";
        var location = UriComponentsBuilder.fromPath(prefix + "/agents/{agent}/sessions/{id}")
                .build(session.getAgent(), session.getSessionId());
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(location)
                .eTag(eTag(session.getVersion()))
                .body(SessionView.of(session));
    }

    private static ResponseEntity<SessionView> found(Session session) {
        return ResponseEntity.ok().eTag(eTag(session.getVersion())).body(SessionView.of(session));
    }

    static String eTag(long version) {
        return '"' + Long.toString(version) + '"';
    }

    @Operation(summary = "List sessions", description = "Newest activity first, page by page.")
    @GetMapping
    SessionPage list(
            @PathVariable String agent,
            @RequestParam(name = "page_size", required = false) @Nullable Integer pageSize,
            @RequestParam(name = "page_token", defaultValue = "") String pageToken,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(name = "user_id", defaultValue = "") String userId,
            @RequestParam(defaultValue = "") String order,
            Caller caller) {
        var request = ListSessionsRequest.newBuilder()
                .setAgent(agent)
                .setPageSize(PageSize.of(pageSize))
                .setPageToken(pageToken)
                .setStatus(status(status))
                .setUserId(userId)
                .setOrder(order)
                .build();
        return SessionPage.of(sessions.list(request, caller));
    }

    private static SessionStatus status(String status) {
        return switch (status) {
            case "" -> SessionStatus.SESSION_STATUS_UNSPECIFIED;
            case "active" -> SessionStatus.SESSION_STATUS_ACTIVE;
            case "ended" -> SessionStatus.SESSION_STATUS_ENDED;
            default ->
                throw Refusal.invalid("status", "status is active or ended, or absent.")
                        .asException();
        };
    }

    @Operation(summary = "Get session info")
    @GetMapping("/{id}")
    ResponseEntity<SessionView> get(@PathVariable String agent, @PathVariable String id, Caller caller) {
        return found(sessions.get(reference(agent, id), caller));
    }

    @Operation(summary = "End session", description = "Its history stays readable; it takes no more messages.")
    @PostMapping("/{id}/end")
    ResponseEntity<SessionView> end(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Asking body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        var request = EndSessionRequest.newBuilder()
                .setAgent(agent)
                .setSessionId(id)
                .setUserId(body == null ? "" : body.user());
        RequestHeaders.version(ifMatch).ifPresent(request::setIfVersion);
        return found(sessions.end(request.build(), caller));
    }

    @Operation(summary = "Delete session", description = "Nothing of it is shown any more, and its id stays taken.")
    @ApiResponse(responseCode = "204", description = "Deleted, now or before")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String agent,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        var request = DeleteSessionRequest.newBuilder().setAgent(agent).setSessionId(id);
        RequestHeaders.version(ifMatch).ifPresent(request::setIfVersion);
        sessions.delete(request.build(), caller);
        return ResponseEntity.noContent().build();
    }

    private static GetSessionRequest reference(String agent, String id) {
        return GetSessionRequest.newBuilder().setAgent(agent).setSessionId(id).build();
    }
}
