package dev.hector.store.blob;

import dev.hector.store.SessionStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Bytes in pieces, each in a row and written in a transaction of its own, so that no upload holds a connection. */
final class SqlBlobBytes implements BlobBytes {

    static final int PIECE = 256 << 10;

    private final SessionStore store;

    SqlBlobBytes(SessionStore store) {
        this.store = store;
    }

    @Override
    public void write(String location, InputStream bytes) throws IOException {
        var number = 0;
        for (var piece = bytes.readNBytes(PIECE); piece.length > 0; piece = bytes.readNBytes(PIECE)) {
            write(location, number++, piece);
        }
    }

    private void write(String location, int number, byte[] piece) {
        store.write(rows -> rows.sql(
                        "insert into message_blob_piece (location, number, bytes) values (:location, :number, :bytes)")
                .param("location", location)
                .param("number", number)
                .param("bytes", piece)
                .update());
    }

    @Override
    public InputStream read(String location) {
        return new PieceStream(number -> piece(location, number));
    }

    private Optional<byte[]> piece(String location, int number) {
        return store.read(
                rows -> rows.sql("select bytes from message_blob_piece where location = :location and number = :number")
                        .param("location", location)
                        .param("number", number)
                        .query((row, _) -> row.getBytes(1))
                        .optional());
    }

    @Override
    public void delete(String location) {
        store.write(rows -> rows.sql("delete from message_blob_piece where location = :location")
                .param("location", location)
                .update());
    }
}
