package dev.hector.models.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProviderTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000, http://localhost:8000/v1",
        "http://localhost:8000/, http://localhost:8000/v1",
        "http://localhost:8000/v1, http://localhost:8000/v1",
        "http://localhost:8000/v1/, http://localhost:8000/v1",
        "https://api.groq.com/openai, https://api.groq.com/openai/v1",
        "https://api.example.com/v1/chat/completions, https://api.example.com/v1",
        "https://g.example.com/v1beta/openai, https://g.example.com/v1beta/openai",
        "https://v1.example.com, https://v1.example.com/v1",
        ", https://own.example.com/v1"
    })
    void addsTheVersionWhereAHostLacksIt(String host, String baseUrl) {
        assertThat(Provider.versioned(host, "https://own.example.com", "v1")).isEqualTo(baseUrl);
    }
}
