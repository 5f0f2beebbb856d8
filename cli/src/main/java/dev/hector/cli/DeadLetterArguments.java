package dev.hector.cli;

import dev.hector.client.RefusedException;
import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import dev.hector.store.projection.DeadLetter;
import dev.hector.store.projection.DeadLetters;
import dev.hector.wire.ErrorCode;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which dead letters a command is about. */
final class DeadLetterArguments {

    private static final String ALL = "all";

    @Parameters(index = "0", paramLabel = "PROJECTION", description = "As the list says; all is every one of them.")
    private String projection = "";

    @Parameters(index = "1", paramLabel = "SESSION", description = "tenant/agent/session, as the list says.")
    private String session = "";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** Has something done to each of them; says how many they were. Refuses when there is none. */
    int each(List<SessionStore> stores, BiConsumer<DeadLetters, DeadLetter> work) {
        var key = key();
        var count = 0;
        for (var store : stores) {
            var letters = new DeadLetters(store);
            var chosen = letters.all().stream()
                    .filter(letter -> letter.session().equals(key) && isOf(letter.projection()))
                    .toList();
            chosen.forEach(letter -> work.accept(letters, letter));
            count += chosen.size();
        }
        if (count == 0) {
            throw new RefusedException(ErrorCode.NOT_FOUND, nobody() + " passes over session " + session);
        }
        return count;
    }

    private boolean isOf(String other) {
        return projection.equals(ALL) || projection.equals(other);
    }

    private String nobody() {
        return projection.equals(ALL) ? "no projection" : "no projection " + projection;
    }

    private SessionKey key() {
        try {
            return SessionKey.parse(session);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), wrong.getMessage());
        }
    }
}
