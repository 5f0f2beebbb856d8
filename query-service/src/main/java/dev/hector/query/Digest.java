package dev.hector.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells a token that was cut, changed or used with another question from a good one; it keeps no secret. */
final class Digest {

    /** The first 8 bytes of SHA-256, in hexadecimal digits. */
    static final int LENGTH = 16;

    private Digest() {}

    static String of(String scope, String content) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest((scope + "\n" + content).getBytes(UTF_8));
            return HexFormat.of().formatHex(sha, 0, LENGTH / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
