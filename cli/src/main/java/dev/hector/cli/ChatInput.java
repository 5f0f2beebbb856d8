package dev.hector.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a chat's messages come from. */
interface ChatInput extends AutoCloseable {

    /** The next message, which may have several lines; null when there are no more. */
    @Nullable
    String next() throws IOException;

    @Override
    void close();

    /** Lines of a file or of another program. */
    static ChatInput plain(Shell shell) {
        return new ChatInput() {

            @Override
            public @Nullable String next() throws IOException {
                return shell.in().readLine();
            }

            @Override
            public void close() {}
        };
    }
}
