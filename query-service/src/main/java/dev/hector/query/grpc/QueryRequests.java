package dev.hector.query.grpc;

import static dev.hector.wire.Absent.orNull;
import static dev.hector.wire.Times.instant;

import dev.hector.events.SessionKey;
import dev.hector.proto.v1.FindEventsQuery;
import dev.hector.proto.v1.FindMessagesQuery;
import dev.hector.proto.v1.FindSessionsQuery;
import dev.hector.proto.v1.SearchMessagesQuery;
import dev.hector.query.AuditLog;
import dev.hector.query.Paging;
import dev.hector.query.SearchScope;
import dev.hector.query.SessionFilter;
import dev.hector.query.TextSearch;
import java.util.Set;

/** Maps the requests that come over the wire to our own types. */
final class QueryRequests {

    private QueryRequests() {}

    static SessionFilter filter(FindSessionsQuery query) {
        var ended = switch (query.getStatus()) {
            case SESSION_STATUS_ACTIVE -> Boolean.FALSE;
            case SESSION_STATUS_ENDED -> Boolean.TRUE;
            case SESSION_STATUS_UNSPECIFIED, UNRECOGNIZED -> null;
        };
        return new SessionFilter(tenant(query.getTenant()), query.getAgent(), orNull(query.getUserId()), ended);
    }

    static Paging paging(FindSessionsQuery query) {
        return new Paging(query.getPageSize(), query.getPageToken(), query.getOrder());
    }

    static Paging paging(FindMessagesQuery query) {
        return new Paging(query.getPageSize(), query.getPageToken(), query.getOrder());
    }

    static Paging paging(FindEventsQuery query) {
        return new Paging(query.getPageSize(), query.getPageToken(), query.getOrder());
    }

    static AuditLog.Filter filter(FindEventsQuery query) {
        return new AuditLog.Filter(query.getAfter(), query.getBefore(), Set.copyOf(query.getTypesList()));
    }

    static TextSearch.Question search(SearchMessagesQuery query) {
        var scope = new SearchScope(
                tenant(query.getTenant()),
                query.getAgent(),
                orNull(query.getUserId()),
                orNull(query.getSessionId()),
                orNull(query.getRole()),
                query.hasFrom() ? instant(query.getFrom()) : null,
                query.hasTo() ? instant(query.getTo()) : null);
        return new TextSearch.Question(scope, query.getText());
    }

    static Paging paging(SearchMessagesQuery query) {
        return new Paging(query.getPageSize(), query.getPageToken(), query.getOrder());
    }

    private static String tenant(String named) {
        return named.isEmpty() ? SessionKey.DEFAULT_TENANT : named;
    }
}
