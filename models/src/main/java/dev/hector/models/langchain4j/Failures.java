package dev.hector.models.langchain4j;

import dev.hector.configuration.LlmConfig;
import dev.hector.models.ModelException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Says for people what a provider did wrong, without the key, and knows what may pass by itself. */
final class Failures {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504, 529);
    private static final int LONGEST_REASON = 300;

    private final LlmConfig llm;
    private final InstantSource clock;

    Failures(LlmConfig llm, InstantSource clock) {
        this.llm = llm;
        this.clock = clock;
    }

    ModelException refused(Signal.Refused refused) {
        var detail = "llm '%s' %s".formatted(llm.name(), whatRefusalMeans(refused));
        return PASSING.contains(refused.status())
                ? ModelException.unavailable(detail, waitAskedFor(refused.retryAfter()))
                : ModelException.failed(detail);
    }

    private String whatRefusalMeans(Signal.Refused refused) {
        var status = refused.status();
        return switch (status) {
            case 401, 403 -> "refused the API key (%d): check llms.%s.api_key".formatted(status, llm.name());
            case 404 ->
                "knows no such model (404%1$s): check llms.%2$s.model and llms.%2$s.host"
                        .formatted(reasonIn(refused.body()), llm.name());
            case 429 -> "limits the rate of requests (429)";
            default ->
                (status >= 500 ? "failed (%d%s)" : "refused the request (%d%s)")
                        .formatted(status, reasonIn(refused.body()));
        };
    }

    /** Providers put it in {@code error.message}, {@code error} or {@code message}. */
    private String reasonIn(String body) {
        var key = llm.apiKey();
        var said = readReason(body).strip();
        var reason = key == null || key.isBlank() ? said : said.replace(key, "***");
        return reason.isEmpty() ? "" : ": " + shortened(reason);
    }

    private static String shortened(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
    }

    private static String readReason(String body) {
        try {
            var json = JSON.readTree(body);
            var error = json.path("error");
            return error.path("message")
                    .asString(error.asString(json.path("message").asString("")));
        } catch (JacksonException _) {
            return "";
        }
    }

    private @Nullable Duration waitAskedFor(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        try {
            return retryAfter.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : notNegative(Duration.between(clock.instant(), httpDate(retryAfter)));
        } catch (DateTimeException | NumberFormatException _) {
            return null;
        }
    }

    private static Instant httpDate(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    ModelException broken(Exception cause, boolean answering) {
        var reason =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        var detail = answering
                ? "llm '%s' broke off within its answer".formatted(llm.name())
                : "llm '%s' cannot be reached at %s: %s".formatted(llm.name(), address(), reason);
        return ModelException.unavailable(detail, null);
    }

    private String address() {
        if (llm.host() == null) {
            return "the provider's own address";
        }
        var uri = URI.create(llm.host());
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    ModelException garbled() {
        return ModelException.failed("llm '%s' sent something that is not its protocol".formatted(llm.name()));
    }

    ModelException cutOff() {
        return ModelException.failed("llm '%s' ended its stream before the answer was whole".formatted(llm.name()));
    }

    ModelException empty() {
        return ModelException.failed("llm '%s' sent an empty answer".formatted(llm.name()));
    }

    ModelException withheld(String reason) {
        return ModelException.failed("llm '%s' did not finish its answer (%s)".formatted(llm.name(), reason));
    }

    ModelException unaskable(RuntimeException cause) {
        return ModelException.failed("llm '%s' cannot be asked this: %s"
                .formatted(llm.name(), cause.getClass().getSimpleName()));
    }

    ModelException interrupted() {
        return ModelException.unavailable("interrupted while llm '%s' answered".formatted(llm.name()), null);
    }

    static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
