package dev.hector.gateway.rest;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.hector.gateway.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A problem document as of RFC 9457. */
@Schema(description = "Why a request was not granted (RFC 9457)")
record Problem(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "urn:hector:problem:session_not_found")
        String type,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "No such session")
        String title,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "404")
        int status,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "The kind of problem, for programs",
                example = "session_not_found")
        String code,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "What is wrong and what to do, for people")
        String detail,

        @Schema(description = "The request's path", example = "/agents/assistant/sessions/sess_abc123") @Nullable
        String instance,

        @Schema(description = "The field that is wrong, where it is one") @Nullable
        String field,

        @JsonIgnore Map<String, String> details) {

    private static final String TYPE_PREFIX = "urn:hector:problem:";

    static Problem of(Refusal refusal, @Nullable String instance) {
        var code = refusal.code();
        var details = new TreeMap<>(refusal.details());
        var field = details.remove("field");
        return new Problem(
                TYPE_PREFIX + code.wireName(),
                code.title(),
                code.httpStatus(),
                code.wireName(),
                refusal.detail(),
                instance,
                field,
                details);
    }

    /** What else programs may want to know. */
    @JsonAnyGetter
    Map<String, String> extensions() {
        return details;
    }
}
