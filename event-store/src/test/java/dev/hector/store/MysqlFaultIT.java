package dev.hector.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Stops and starts servers of its own, so it needs the binaries; Docker is no help. */
@EnabledIf(
        value = "dev.hector.store.MysqlProgram#runsMysql",
        disabledReason = "wants MySQL 8: libaio1 and libnuma1 for its binaries")
class MysqlFaultIT extends MysqlFaultContract {

    @Override
    MysqlProgram program() {
        return MysqlProgram.mysql();
    }

    @Test
    void trustsNoCertificateThatTheServerMadeItself() throws Exception {
        try (var server = start();
                var store = TestStores.open(copy(server.newDatabase("hector"), port, "hector", "verify-ca", 2))) {
            assertUnavailable(store, "certificate");
        }
    }
}
