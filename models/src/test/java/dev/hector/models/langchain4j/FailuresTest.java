package dev.hector.models.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.LlmConfig;
import dev.hector.configuration.ModelType;
import dev.hector.models.ModelException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FailuresTest {

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    private final Failures failures = new Failures(
            new LlmConfig("main", ModelType.OPENAI, "m", "sk-1", "http://user:pw@h:81/v1", null, null, Duration.ZERO),
            NOON);

    @ParameterizedTest
    @CsvSource(textBlock = """
        30, PT30S
        0, PT0S
        'Sun, 01 Mar 2026 12:00:45 GMT', PT45S
        'Sun, 01 Mar 2026 11:00:00 GMT', PT0S
        """)
    void readsHowLongToWait(String retryAfter, Duration wait) {
        assertThat(refused(429, "{}", retryAfter).retryAfter()).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "1.5", "99999999999999999999", ""})
    void doesWithoutAnUnreadableWait(String retryAfter) {
        assertThat(refused(429, "{}", retryAfter).retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "429,true",
        "500,true",
        "502,true",
        "503,true",
        "504,true",
        "529,true",
        "400,false",
        "401,false",
        "404,false",
        "408,false",
        "501,false",
        "302,false"
    })
    void knowsWhatMayPass(int status, boolean retryable) {
        assertThat(refused(status, "{}", null).retryable()).isEqualTo(retryable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"no such thing\"}}",
                "{\"error\":\"no such thing\"}",
                "{\"message\":\"no such thing\"}"
            })
    void tellsTheReasonWhereverItStands(String body) {
        assertThat(refused(400, body, null)).hasMessage("llm 'main' refused the request (400: no such thing)");
    }

    @Test
    void tellsNoReasonWhereThereIsNone() {
        assertThat(refused(502, "<html>Bad Gateway</html>", null)).hasMessage("llm 'main' failed (502)");
        assertThat(refused(400, "[]", null)).hasMessage("llm 'main' refused the request (400)");
    }

    @Test
    void leavesTheKeyOutEvenWhereALongReasonIsCut() {
        var body = "{\"message\":\"" + "x".repeat(297) + "sk-1" + "\"}";

        assertThat(refused(400, body, null).detail()).doesNotContain("sk-").endsWith("***)");
    }

    @Test
    void namesTheSettingsWhenTheModelIsUnknown() {
        assertThat(refused(404, "{\"error\":\"model not found\"}", null))
                .hasMessage("llm 'main' knows no such model (404: model not found): check llms.main.model and"
                        + " llms.main.host");
    }

    @Test
    void tellsTheAddressWithoutCredentials() {
        assertThat(failures.broken(new ConnectException(), false))
                .hasMessage("llm 'main' cannot be reached at http://h:81: ConnectException");
    }

    private ModelException refused(int status, String body, @Nullable String retryAfter) {
        return failures.refused(new Signal.Refused(status, body, retryAfter));
    }
}
