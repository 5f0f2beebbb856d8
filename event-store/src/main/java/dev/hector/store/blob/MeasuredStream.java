package dev.hector.store.blob;

import dev.hector.events.BlobReference;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes and counts what is read; ends when that is more than a limit. */
final class MeasuredStream extends FilterInputStream {

    private final DigestInputStream digest;
    private final long limit;
    private long size;

    MeasuredStream(InputStream bytes, long limit) {
        var digest = new DigestInputStream(bytes, sha256());
        super(digest);
        this.digest = digest;
        this.limit = limit;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (isTooLarge()) {
            return -1;
        }
        var count = super.read(target, offset, length);
        size += Math.max(0, count);
        return isTooLarge() ? -1 : count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** True once more than the limit was read. */
    boolean isTooLarge() {
        return size > limit;
    }

    /** What was read, at its end; asked once. */
    BlobReference measured() {
        return new BlobReference(
                HexFormat.of().formatHex(digest.getMessageDigest().digest()), size);
    }
}
