package dev.hector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogsTest {

    /** A store that is down would otherwise be a stack trace for each message that is sent. */
    @Test
    void leavesASessionThatCannotBeLoadedToWhoeverAskedForIt() {
        var ofAxon = LoggerFactory.getLogger("org.axonframework.modelling.command.AbstractRepository");

        Logs.quiet();
        assertThat(ofAxon.isErrorEnabled()).isFalse();

        Logs.ofServer(Level.INFO);
        assertThat(ofAxon.isErrorEnabled()).isFalse();
    }
}
