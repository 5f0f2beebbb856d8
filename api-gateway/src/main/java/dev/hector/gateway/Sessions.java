package dev.hector.gateway;

import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionKey;
import dev.hector.proto.v1.AppendMessagesCommand;
import dev.hector.proto.v1.CreateSessionCommand;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.DeleteSessionRequest;
import dev.hector.proto.v1.EndSessionCommand;
import dev.hector.proto.v1.EndSessionRequest;
import dev.hector.proto.v1.FindEventsQuery;
import dev.hector.proto.v1.FindMessagesQuery;
import dev.hector.proto.v1.FindSessionsQuery;
import dev.hector.proto.v1.GetSessionRequest;
import dev.hector.proto.v1.GetWorkingMemoryRequest;
import dev.hector.proto.v1.ImportMessagesRequest;
import dev.hector.proto.v1.ImportMessagesResponse;
import dev.hector.proto.v1.ListEventsRequest;
import dev.hector.proto.v1.ListEventsResponse;
import dev.hector.proto.v1.ListMessagesRequest;
import dev.hector.proto.v1.ListMessagesResponse;
import dev.hector.proto.v1.ListSessionsRequest;
import dev.hector.proto.v1.ListSessionsResponse;
import dev.hector.proto.v1.MessageResponse;
import dev.hector.proto.v1.ReadWorkingMemoryQuery;
import dev.hector.proto.v1.RecallQuery;
import dev.hector.proto.v1.RecallRequest;
import dev.hector.proto.v1.RecallResponse;
import dev.hector.proto.v1.SearchMessagesQuery;
import dev.hector.proto.v1.SearchRequest;
import dev.hector.proto.v1.SearchResponse;
import dev.hector.proto.v1.SendMessageRequest;
import dev.hector.proto.v1.Session;
import dev.hector.proto.v1.SessionRef;
import dev.hector.proto.v1.SessionStatus;
import dev.hector.proto.v1.StoredMessage;
import dev.hector.proto.v1.WorkingMemory;
import dev.hector.wire.ErrorCode;

/**
 * Everything that callers may do with sessions besides asking the model. Requests are checked here, once for REST, gRPC
 * and the command line; what is not granted is a {@link RefusedException}.
 */
public final class Sessions {

    private static final int MOST_MEMORIES = 100;

    private final Agents agents;
    private final Services services;
    private final MessageIntake intake;
    private final TranscriptIntake transcripts;
    private final Admission admission;

    Sessions(Agents agents, Services services, MessageIntake intake, Admission admission) {
        this.agents = agents;
        this.services = services;
        this.intake = intake;
        this.transcripts = new TranscriptIntake(intake);
        this.admission = admission;
    }

    /** Creates a session, or finds it where the request allows that; {@link Session#getCreated()} says which. */
    public Session create(CreateSessionRequest request, Caller caller) {
        var command = creation(request, caller);
        var reply = services.command(commands -> commands.createSession(command));
        var session = services.query(queries -> queries.describeSession(command.getSession()));
        return session.toBuilder().setCreated(reply.getCreated()).build();
    }

    private CreateSessionCommand creation(CreateSessionRequest request, Caller caller) {
        var id = request.getSessionId().isEmpty() ? Ids.session() : request.getSessionId();
        return CreateSessionCommand.newBuilder()
                .setSession(agents.session(request.getAgent(), id, caller.user(request.getUserId())))
                .setUserId(caller.owner(request.getUserId()))
                .setTitle(Checks.title(request.getTitle()))
                .setMetadata(Checks.metadata(request.getMetadata()))
                .setAllowExisting(request.getAllowExisting())
                .setCause(caller.cause(request.getUserId()))
                .build();
    }

    public Session get(GetSessionRequest request, Caller caller) {
        var session = session(request.getAgent(), request.getSessionId(), request.getUserId(), caller);
        return withMemoryCount(session, services.query(queries -> queries.describeSession(session)));
    }

    private Session withMemoryCount(SessionRef ref, Session session) {
        if (!session.hasLongtermMemory()) {
            return session;
        }
        var counted = session.toBuilder();
        services.countMemories(ref)
                .ifPresent(count -> counted.getLongtermMemoryBuilder()
                        .setCount(count.getCount())
                        .setWaiting(count.getWaiting()));
        return counted.build();
    }

    public ListSessionsResponse list(ListSessionsRequest request, Caller caller) {
        Checks.require(
                request.getStatus() != SessionStatus.UNRECOGNIZED, "status", "status is active or ended, or absent.");
        var query = FindSessionsQuery.newBuilder()
                .setTenant(SessionKey.DEFAULT_TENANT)
                .setAgent(agents.named(request.getAgent()).name())
                .setUserId(caller.user(request.getUserId()))
                .setStatus(request.getStatus())
                .setPageSize(Checks.pageSize(request.getPageSize()))
                .setPageToken(Checks.pageToken(request.getPageToken()))
                .setOrder(Checks.order(request.getOrder()))
                .build();
        return services.query(queries -> queries.findSessions(query));
    }

    /** Ends a session; its history stays. Ending it again changes nothing. */
    public Session end(EndSessionRequest request, Caller caller) {
        var session = session(request.getAgent(), request.getSessionId(), request.getUserId(), caller);
        var command = ending(session, Reason.COMPLETED, caller.cause(request.getUserId()));
        if (request.hasIfVersion()) {
            command.setIfVersion(request.getIfVersion());
        }
        services.command(commands -> commands.endSession(command.build()));
        return services.query(queries -> queries.describeSession(session));
    }

    /** Ends a session and shows nothing of it any more. Deleting it again changes nothing. */
    public void delete(DeleteSessionRequest request, Caller caller) {
        var session = session(request.getAgent(), request.getSessionId(), request.getUserId(), caller);
        var command = ending(session, Reason.DELETED, caller.cause(request.getUserId()));
        if (request.hasIfVersion()) {
            command.setIfVersion(request.getIfVersion());
        }
        services.command(commands -> commands.endSession(command.build()));
    }

    private static EndSessionCommand.Builder ending(
            SessionRef session, Reason reason, dev.hector.proto.v1.Cause cause) {
        return EndSessionCommand.newBuilder()
                .setSession(session)
                .setReason(reason.wireName())
                .setCause(cause);
    }

    /** Stores a message that is not to be answered, after the turn that may be running. */
    public MessageResponse append(SendMessageRequest request, Caller caller) throws InterruptedException {
        var message = intake.accept(request, caller);
        var command = appending(message);
        var inquiry = command.toBuilder().setIfVersion(Admission.NO_VERSION).build();
        var reply = admission.admit(
                message,
                _ -> services.command(commands -> commands.appendMessages(command)),
                () -> services.command(commands -> commands.appendMessages(inquiry)));
        return MessageResponse.newBuilder()
                .setSessionId(message.session().getSessionId())
                .setMessageId(reply.getMessages(0).getMessageId())
                .setSequence(reply.getMessages(0).getSequence())
                .build();
    }

    private static AppendMessagesCommand appending(AcceptedMessage message) {
        var command = AppendMessagesCommand.newBuilder()
                .setSession(message.session())
                .addMessages(message.message())
                .setCause(message.cause());
        message.ifVersion().ifPresent(command::setIfVersion);
        return command.build();
    }

    /**
     * Stores messages that were said elsewhere, all of them or none, after the turn that may be running.
     *
     * @throws RefusedException that names the first message which is wrong
     */
    public ImportMessagesResponse importMessages(ImportMessagesRequest request, Caller caller)
            throws InterruptedException {
        var session = session(request.getAgent(), request.getSessionId(), request.getUserId(), caller);
        var command = AppendMessagesCommand.newBuilder()
                .setSession(session)
                .addAllMessages(transcripts.accept(request, caller))
                .setCause(caller.cause(request.getUserId()))
                .build();
        var reply = admission.admit(session, () -> services.command(commands -> commands.appendMessages(command)));
        var existing = (int) reply.getMessagesList().stream()
                .filter(StoredMessage::getExisting)
                .count();
        return ImportMessagesResponse.newBuilder()
                .setSessionId(session.getSessionId())
                .setStored(reply.getMessagesCount() - existing)
                .setExisting(existing)
                .setSequence(reply.getMessagesList().getLast().getSequence())
                .build();
    }

    public ListMessagesResponse messages(ListMessagesRequest request, Caller caller) {
        var query = FindMessagesQuery.newBuilder()
                .setSession(session(request.getAgent(), request.getSessionId(), request.getUserId(), caller))
                .setPageSize(Checks.pageSize(request.getPageSize()))
                .setPageToken(Checks.pageToken(request.getPageToken()))
                .setOrder(Checks.order(request.getOrder()))
                .build();
        return services.query(queries -> queries.findMessages(query));
    }

    public ListEventsResponse events(ListEventsRequest request, Caller caller) {
        var query = FindEventsQuery.newBuilder()
                .setSession(session(request.getAgent(), request.getSessionId(), request.getUserId(), caller))
                .setPageSize(Checks.pageSize(request.getPageSize()))
                .setPageToken(Checks.pageToken(request.getPageToken()))
                .setAfter(Checks.sequence("after", request.getAfter()))
                .setBefore(Checks.sequence("before", request.getBefore()))
                .addAllTypes(Checks.eventTypes(request.getTypesList()))
                .setOrder(Checks.order(request.getOrder()))
                .build();
        return services.query(queries -> queries.findEvents(query));
    }

    public WorkingMemory workingMemory(GetWorkingMemoryRequest request, Caller caller) {
        var query = ReadWorkingMemoryQuery.newBuilder()
                .setSession(session(request.getAgent(), request.getSessionId(), request.getUserId(), caller))
                .setAsOf(Checks.sequence("as_of", request.getAsOf()))
                .build();
        return services.query(queries -> queries.readWorkingMemory(query));
    }

    /** What long-term memory holds about a question, from where the agent's scope allows. */
    public RecallResponse recall(RecallRequest request, Caller caller) {
        Checks.require(!request.getQuery().isBlank(), "query", "query is what to remember about: it is not empty.");
        Checks.require(
                request.getLimit() >= 0 && request.getLimit() <= MOST_MEMORIES,
                "limit",
                "limit is from 1 to " + MOST_MEMORIES + ", or absent for the agent's recall_limit.");
        var query = RecallQuery.newBuilder()
                .setSession(session(request.getAgent(), request.getSessionId(), request.getUserId(), caller))
                .setText(request.getQuery().strip())
                .setLimit(request.getLimit())
                .build();
        if (agents.named(request.getAgent()).longterm() == null) {
            throw longTermMemoryOff(request.getAgent());
        }
        return services.recall(query).orElseThrow(() -> longTermMemoryOff(request.getAgent()));
    }

    private static RefusedException longTermMemoryOff(String agent) {
        return Refusal.of(
                        ErrorCode.LONGTERM_MEMORY_OFF,
                        "Agent " + agent + " has no long-term memory: add 'longterm:' under its 'memory:'.")
                .asException();
    }

    /** Messages and summaries of the caller's sessions that have these words. */
    public SearchResponse search(SearchRequest request, Caller caller) {
        Checks.require(!request.getQuery().isBlank(), "q", "q is what to search for: it is not empty.");
        var query = SearchMessagesQuery.newBuilder()
                .setTenant(SessionKey.DEFAULT_TENANT)
                .setAgent(agents.named(request.getAgent()).name())
                .setUserId(caller.user(request.getUserId()))
                .setText(Checks.searchText(request.getQuery()))
                .setPageSize(Checks.pageSize(request.getPageSize()))
                .setPageToken(Checks.pageToken(request.getPageToken()))
                .setOrder(Checks.searchOrder(request.getOrder()))
                .setRole(Checks.searchRole(request.getRole()));
        if (!request.getSessionId().isEmpty()) {
            query.setSessionId(Checks.sessionId(request.getSessionId()));
        }
        if (request.hasFrom()) {
            query.setFrom(Checks.time("from", request.getFrom()));
        }
        if (request.hasTo()) {
            query.setTo(Checks.time("to", request.getTo()));
        }
        return services.query(queries -> queries.searchMessages(query.build()));
    }

    private SessionRef session(String agent, String sessionId, String userId, Caller caller) {
        return agents.session(agent, sessionId, caller.user(userId));
    }
}
