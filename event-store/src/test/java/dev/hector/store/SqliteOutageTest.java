package dev.hector.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;

class SqliteOutageTest {

    @Test
    void aCommitForWhichThereIsNoRoomIsRolledBack() {
        assertThat(SqliteOutage.mayHaveCommitted(failure(SQLiteErrorCode.SQLITE_FULL)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE_IOERR", "SQLITE_IOERR_FSYNC", "SQLITE_CORRUPT"})
    void afterAnyOtherErrorNobodyKnowsWhatBecameOfACommit(SQLiteErrorCode code) {
        assertThat(SqliteOutage.mayHaveCommitted(failure(code))).isTrue();
    }

    private static SQLException failure(SQLiteErrorCode code) {
        return new SQLException(code.message, null, code.code);
    }
}
