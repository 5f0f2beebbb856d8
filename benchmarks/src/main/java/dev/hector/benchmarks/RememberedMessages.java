package dev.hector.benchmarks;

import dev.hector.configuration.EmbedderConfig;
import dev.hector.configuration.SessionStoreConfig;
import dev.hector.longterm.langchain4j.LangChain4jEmbedder;
import dev.hector.proto.v1.A2AServiceGrpc.A2AServiceBlockingStub;
import dev.hector.proto.v1.CreateSessionRequest;
import dev.hector.proto.v1.ImportMessagesRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a user has said in many sessions, in a store. The messages come by the public way; their vectors, of random
 * directions, are put where the embedding would put them, since a small model takes a quarter of an hour for as many.
 */
record RememberedMessages(int count) {

    private static final String POSITIONS =
            "SELECT position FROM session_event WHERE type = 'MessageAppended' ORDER BY position";
    private static final String VECTOR = "INSERT INTO memory_vector (model, position, embedding) VALUES (?, ?, ?)";

    static String sessionOf(int message) {
        return "s" + message / MadeMemories.SESSION;
    }

    void importTo(A2AServiceBlockingStub service) {
        var made = new MadeMemories(1);
        for (var first = 0; first < count; first += MadeMemories.SESSION) {
            var session = sessionOf(first);
            service.createSession(CreateSessionRequest.newBuilder()
                    .setAgent(Agents.NAME)
                    .setSessionId(session)
                    .build());
            var messages =
                    ImportMessagesRequest.newBuilder().setAgent(Agents.NAME).setSessionId(session);
            for (var number = first; number < Math.min(count, first + MadeMemories.SESSION); number++) {
                messages.addMessagesBuilder()
                        .setRole(number % 2 == 0 ? "user" : "assistant")
                        .setMessage(made.message(number));
            }
            service.importMessages(messages.build());
        }
    }

    void giveVectors(SqliteFiles store, SessionStoreConfig database) {
        var made = new MadeMemories(2);
        var model = new LangChain4jEmbedder(EmbedderConfig.MINILM).model();
        try (var connection = store.connect(database.database())) {
            connection.setAutoCommit(false);
            write(connection, model, made);
            connection.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void write(Connection connection, String model, MadeMemories made) throws SQLException {
        try (var query = connection.createStatement();
                var positions = query.executeQuery(POSITIONS);
                var insert = connection.prepareStatement(VECTOR)) {
            while (positions.next()) {
                insert.setString(1, model);
                insert.setLong(2, positions.getLong(1));
                insert.setBytes(3, encoded(made.vector()));
                insert.executeUpdate();
            }
        }
    }

    private static byte[] encoded(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }
}
