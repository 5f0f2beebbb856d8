package dev.hector.store;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class MysqlFaultIT extends MysqlFaultContract {

    @Override
    MysqlProgram program() {
        var complaint = MysqlProgram.mysql().complaint();
        Assumptions.assumeTrue(complaint.isEmpty(), () -> "MySQL 8 does not start here: " + complaint);
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
