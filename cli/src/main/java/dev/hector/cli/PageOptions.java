package dev.hector.cli;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a long list. */
final class PageOptions {

    @Option(names = "--page-size", paramLabel = "N", description = "Entries of a page, at most 1000. Default: 50.")
    int size = 50;

    @Option(
            names = "--page-token",
            paramLabel = "TOKEN",
            description = "Where the last page said that the next begins.")
    private String token = "";

    @Option(names = "--all", description = "All pages.")
    private boolean all;

    /** Reads one page or all, and says on standard error how to go on. */
    <P> void each(Function<String, P> read, Function<P, @Nullable String> next, Consumer<P> print, Shell shell) {
        var page = read.apply(token);
        print.accept(page);
        var following = next.apply(page);
        while (all && following != null) {
            page = read.apply(following);
            print.accept(page);
            following = next.apply(page);
        }
        if (following != null) {
            shell.note("more with --page-token " + following + ", or all with --all");
        }
    }
}
