package dev.hector.client;

import dev.hector.wire.ErrorCode;
import dev.hector.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A problem document (RFC 9457) as far as it matters here. */
record HttpProblem(
        @Nullable String code,
        @Nullable String title,
        @Nullable String detail) {

    static RefusedException of(String document) {
        return refusal(document, 0);
    }

    /** What an answer with an error status means, also when something else than our server gave it. */
    static RefusedException refusal(String body, int status) {
        var problem = parse(body);
        if (problem.code() == null) {
            return new RefusedException(
                    status >= 502 && status <= 504 ? RefusedException.UNREACHABLE : ErrorCode.INTERNAL.wireName(),
                    "the address does not answer like a Hector server (HTTP status " + status + ")");
        }
        var detail = problem.detail() == null ? problem.title() : problem.detail();
        return new RefusedException(
                problem.code(), detail == null ? problem.code().replace('_', ' ') : detail);
    }

    private static HttpProblem parse(String body) {
        try {
            var problem = WireJson.MAPPER.readValue(body, HttpProblem.class);
            return problem == null ? new HttpProblem(null, null, null) : problem;
        } catch (JacksonException _) {
            return new HttpProblem(null, null, null);
        }
    }
}
