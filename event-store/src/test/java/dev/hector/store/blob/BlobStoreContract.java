package dev.hector.store.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hector.events.BlobReference;
import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import dev.hector.store.blob.BlobStore.Upload;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every place for blobs promises. */
abstract class BlobStoreContract {

    private static final String TENANT = "acme";
    private static final SessionKey PAINT = new SessionKey(TENANT, "assistant", "paint");
    private static final SessionKey MUSIC = new SessionKey(TENANT, "assistant", "music");

    private SessionStore sessions;
    private BlobBytes bytes;
    private BlobStore blobs;

    abstract SessionStore open() throws Exception;

    abstract BlobBytes bytes(SessionStore store);

    /** How many locations have bytes, whole or not. */
    abstract long locations(SessionStore store) throws IOException;

    @BeforeEach
    void openStore() throws Exception {
        sessions = open();
        bytes = bytes(sessions);
        blobs = new IndexedBlobStore(sessions, bytes);
    }

    @AfterEach
    void closeStore() {
        sessions.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SqlBlobBytes.PIECE, SqlBlobBytes.PIECE + 1, 3 * SqlBlobBytes.PIECE - 1})
    void readsBackWhatWasPut(int size) throws IOException {
        var random = random(size);

        var blob = put(random);

        assertThat(blob.size()).isEqualTo(size);
        assertThat(read(TENANT, blob)).contains(random);
    }

    @Test
    void namesBytesByTheirSha256() throws IOException {
        assertThat(put("abc".getBytes(UTF_8)))
                .isEqualTo(new BlobReference("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3));
    }

    @Test
    void keepsTheSameBytesOnceATenant() throws IOException {
        var random = random(1000);
        var blob = put(random);

        assertThat(put(random)).isEqualTo(blob);
        assertThat(locations(sessions)).isEqualTo(1);
        assertThat(read("other", blob)).isEmpty();

        blobs.put("other", new ByteArrayInputStream(random));
        assertThat(locations(sessions)).isEqualTo(2);
        assertThat(read("other", blob)).contains(random);
    }

    @Test
    void keepsTheSameBytesOnceWhenTheyComeAtOnce() throws Exception {
        var random = random(1000);
        var uploads = List.of(later(() -> put(random)), later(() -> put(random)), later(() -> put(random)));

        assertThat(uploads).extracting(CompletableFuture::join).containsOnly(put(random));
        assertThat(locations(sessions)).isEqualTo(1);
    }

    @Test
    void refusesMoreThanTheLimitAndLeavesNothingOfIt() throws IOException {
        assertThat(blobs.put(TENANT, endless())).isEqualTo(new Upload.TooLarge());
        assertThat(locations(sessions)).isZero();
    }

    @Test
    void takesAsMuchAsTheLimit() throws IOException {
        var most = new byte[BlobStore.MOST_BYTES];

        assertThat(put(most).size()).isEqualTo(BlobStore.MOST_BYTES);
    }

    @Test
    void leavesNothingOfAnUploadThatBreaksOff() {
        var breaking = new SequenceInputStream(new ByteArrayInputStream(random(300_000)), broken());

        assertThatThrownBy(() -> blobs.put(TENANT, breaking)).isInstanceOf(IOException.class);
        assertThat(loose()).isZero();
    }

    @Test
    void aSweepRemovesWhatACrashLeftOfAnUpload() throws IOException {
        bytes.write("0123-crashed", new ByteArrayInputStream(random(10)));
        sessions.write(rows -> rows.sql("insert into message_blob_loose values ('0123-crashed', :now)")
                .param("now", System.currentTimeMillis())
                .update());

        blobs.sweep();
        assertThat(locations(sessions)).isEqualTo(1);

        anHourPasses();
        blobs.sweep();
        assertThat(locations(sessions)).isZero();
    }

    @Test
    void keepsWhatASessionRefersTo() throws IOException {
        var random = random(10);
        var blob = put(random);
        assertThat(blobs.refer(PAINT, List.of(blob, blob))).isEmpty();
        assertThat(blobs.refer(PAINT, List.of(blob))).isEmpty();

        anHourPasses();

        assertThat(blobs.sweep()).isZero();
        assertThat(read(TENANT, blob)).contains(random);
    }

    @Test
    void removesABlobAnHourAfterItsLastReference() throws IOException {
        var blob = put(random(10));
        blobs.refer(PAINT, List.of(blob));
        blobs.refer(MUSIC, List.of(blob));
        anHourPasses();

        blobs.release(PAINT);
        anHourPasses();
        assertThat(blobs.sweep()).isZero();

        blobs.release(MUSIC);
        assertThat(blobs.sweep()).isZero();
        anHourPasses();
        assertThat(blobs.sweep()).isEqualTo(1);
        assertThat(read(TENANT, blob)).isEmpty();
        assertThat(locations(sessions)).isZero();
    }

    @Test
    void removesABlobThatNobodyEverReferredTo() throws IOException {
        put(random(10));
        assertThat(blobs.sweep()).isZero();

        anHourPasses();

        assertThat(blobs.sweep()).isEqualTo(1);
    }

    @Test
    void refersToAllOrToNone() throws IOException {
        var blob = put(random(10));
        var missing = new BlobReference("f".repeat(64), 10);
        var ofAnotherSize = new BlobReference(blob.sha256(), 11);

        assertThat(blobs.refer(PAINT, List.of(blob, missing))).contains(missing);
        assertThat(blobs.refer(PAINT, List.of(ofAnotherSize))).contains(ofAnotherSize);
        assertThat(blobs.refer(new SessionKey("other", "assistant", "paint"), List.of(blob)))
                .contains(blob);

        anHourPasses();
        assertThat(blobs.sweep()).isEqualTo(1);
    }

    /** Whoever was told that the blob is there finds it there, whatever a sweep does at the same time. */
    @Test
    void neverRemovesWhatWasReferredTo() throws Exception {
        for (var round = 0; round < 20; round++) {
            var session = new SessionKey(TENANT, "assistant", "s" + round);
            var random = random(100 + round);
            var blob = put(random);
            anHourPasses();

            var sweep = later(blobs::sweep);
            var missing = blobs.refer(session, List.of(blob));
            sweep.join();
            blobs.sweep();

            if (missing.isEmpty()) {
                assertThat(read(TENANT, blob)).contains(random);
            } else {
                assertThat(read(TENANT, blob)).isEmpty();
            }
        }
    }

    private void anHourPasses() {
        var hour = BlobStore.UNREFERENCED.toMillis() + 1;
        sessions.write(rows -> rows.sql("update message_blob set touched_at = touched_at - " + hour)
                .update());
        sessions.write(rows -> rows.sql("update message_blob_loose set loose_from = loose_from - " + hour)
                .update());
    }

    private int loose() {
        return sessions.read(rows -> rows.sql("select count(*) from message_blob_loose")
                .query(Integer.class)
                .single());
    }

    private BlobReference put(byte[] content) throws IOException {
        return ((Upload.Stored) blobs.put(TENANT, new ByteArrayInputStream(content))).blob();
    }

    private Optional<byte[]> read(String tenant, BlobReference blob) throws IOException {
        var found = blobs.open(tenant, blob);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (var stream = found.get()) {
            return Optional.of(stream.readAllBytes());
        }
    }

    private static byte[] random(int size) {
        var content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 7;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length;
            }
        };
    }

    private static InputStream broken() {
        return new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read() throws IOException {
                throw new IOException("reset by peer");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("reset by peer");
            }
        };
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    private static <T> CompletableFuture<T> later(Work<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.run();
                    } catch (Exception failure) {
                        throw new IllegalStateException(failure);
                    }
                },
                Thread::startVirtualThread);
    }
}
