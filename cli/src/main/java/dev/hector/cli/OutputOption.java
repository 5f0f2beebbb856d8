package dev.hector.cli;

import dev.hector.wire.WireJson;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** For people or for programs. */
final class OutputOption {

    enum Format {
        text,
        json
    }

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json. Default: text.")
    Format format = Format.text;

    boolean isJson() {
        return format == Format.json;
    }

    /** Prints the document as it is asked for. */
    <T> void print(Shell shell, T document, Consumer<T> asText) {
        if (isJson()) {
            print(shell, document);
        } else {
            asText.accept(document);
        }
    }

    /** One document on one line. */
    static void print(Shell shell, Object document) {
        shell.out().println(WireJson.MAPPER.writeValueAsString(document));
    }
}
