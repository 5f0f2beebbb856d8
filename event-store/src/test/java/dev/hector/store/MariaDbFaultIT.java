package dev.hector.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MariaDbFaultIT extends MysqlFaultContract {

    @Override
    MysqlProgram program() {
        return MysqlProgram.mariaDb();
    }

    /** Since 11.4 it proves with the password that the certificate is its own. */
    @Test
    void vouchesForTheCertificateThatTheServerMadeItself() throws Exception {
        try (var server = start()) {
            assertThat(cipher(copy(server.newDatabase("hector"), port, "hector", "verify-full", 2)))
                    .isNotEmpty();
        }
    }
}
