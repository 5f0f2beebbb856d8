package dev.hector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hector.client.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptsTest {

    @Test
    void writesWhatItReads() {
        var line = "{\"session\":\"s1\",\"id\":\"msg_1\",\"role\":\"assistant\",\"text\":\"Grüße\",\"time\":"
            + "\"2026-01-31T12:00:00Z\",\"tool_calls\":[{\"id\":\"call_1\",\"name\":\"search\",\"arguments\":\"{}\"}],"
            + "\"metadata\":{\"a\":1,\"b\":null}}";

        assertThat(Transcripts.write(Transcripts.read(line, 1))).isEqualTo(line);
    }

    @Test
    void writesTheSameBytesWhateverTheOrderWas() {
        var one = Transcripts.read("{\"session\":\"s1\",\"metadata\":{\"b\":{\"y\":1,\"x\":2},\"a\":1}}", 1);
        var other = Transcripts.read("{\"metadata\":{\"a\":1,\"b\":{\"x\":2,\"y\":1}},\"session\":\"s1\"}", 1);

        assertThat(Transcripts.write(one)).isEqualTo(Transcripts.write(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                          | needs a 'session'
        {"session":"a b"}                           | needs a 'session'
        {"session":"s","role":"user"}               | has a 'role' and no 'text'
        {"session":"s","text":"Hi"}                 | has a 'text' and no 'role'
        {"session":"s","role":"user","txt":"Hi"}    | txt
        {"session":"s","time":"yesterday"}          | yesterday
        {"session":                                 | is no transcript's line
        null                                        | is null
        """)
    void saysWhichLineIsWrongAndHow(String line, String problem) {
        assertThatThrownBy(() -> Transcripts.read(line, 17))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("line 17 ")
                .hasMessageContaining(problem);
    }

    @Test
    void idIsOfTheMessageAndItsPlace() {
        var hi = Transcripts.read("{\"session\":\"s\",\"role\":\"user\",\"text\":\"Hi\"}", 1);
        var elsewhere = Transcripts.read("{\"session\":\"t\",\"role\":\"user\",\"text\":\"Hi\"}", 1);

        assertThat(Transcripts.idOf(hi, 1)).isEqualTo(Transcripts.idOf(hi, 1)).startsWith("msg_");
        assertThat(Transcripts.idOf(hi, 1))
                .isNotEqualTo(Transcripts.idOf(hi, 2))
                .isNotEqualTo(Transcripts.idOf(elsewhere, 1));
    }
}
