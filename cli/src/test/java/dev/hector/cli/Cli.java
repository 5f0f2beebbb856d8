package dev.hector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The command with a process' surroundings made up. */
final class Cli {

    private final LocalServers servers;
    private final Map<String, String> env = new HashMap<>();
    private String input = "";
    private String terminals = "";

    Cli(LocalServers servers) {
        this.servers = servers;
    }

    Cli withEnvironment(String name, String value) {
        env.put(name, value);
        return this;
    }

    Cli withInput(String text) {
        input = text;
        return this;
    }

    /** @param descriptors such as {@code 01} for input and output */
    Cli withTerminals(String descriptors) {
        terminals = descriptors;
        return this;
    }

    Result run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var shell = new Shell(
                new BufferedReader(new StringReader(input)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                env,
                terminals);
        var code = Hector.commandLine(new Connections(shell, servers, _ -> {})).execute(arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What was left behind. */
    record Result(int code, String out, String err) {

        Result endsWith(int expected) {
            assertThat(code).as("exit code, with %s", err).isEqualTo(expected);
            return this;
        }

        Result prints(String expected) {
            assertThat(out).isEqualTo(expected);
            return this;
        }

        Result printsSome(String... expected) {
            assertThat(out).contains(expected);
            return this;
        }

        Result saysNothing() {
            assertThat(err).isEmpty();
            return this;
        }

        Result says(String... expected) {
            assertThat(err).contains(expected);
            return this;
        }
    }
}
