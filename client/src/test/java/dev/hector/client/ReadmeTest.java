package dev.hector.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example that runs against a real server in the tests of {@code cli} is the one that is printed. */
class ReadmeTest {

    @Test
    void theExampleIsTheOneThatIsCompiledAndRun() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        var source = Files.readString(Path.of("src/test/java/dev/hector/client/example/Example.java"));

        assertThat(readme.split("```java\n")[1].split("```")[0]).isEqualTo(source.split(";\n\n", 2)[1]);
    }
}
