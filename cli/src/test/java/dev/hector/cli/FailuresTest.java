package dev.hector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    private final Shell shell = new Shell(new BufferedReader(new StringReader("")), err, err, Map.of(), "");

    @Test
    void aPortThatIsTakenIsNamedAsSuch() {
        assertThat(report(new BindException("in use"))).isEqualTo(ExitCode.OTHER);
        assertThat(report(new IOException("bind(..) failed: Address already in use")))
                .isEqualTo(ExitCode.OTHER);
        assertThat(said.toString(StandardCharsets.UTF_8).lines()).allMatch(line -> line.contains("--grpc-port"));
    }

    @Test
    void aStoreThatRefusesItsConfigurationIsAUsageError() {
        assertThat(report(new IllegalArgumentException("session_stores.db.sql.driver: not in this release")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo("error: session_stores.db.sql.driver: not in this release\n");
    }

    @Test
    void aDefectSaysHowToSeeMore() {
        assertThat(report(new NullPointerException())).isEqualTo(ExitCode.OTHER);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("NullPointerException", "HECTOR_DEBUG=1");
    }

    private int report(Exception cause) {
        return Failures.reportUnexpected(new IllegalStateException("wrapped", cause), shell);
    }
}
