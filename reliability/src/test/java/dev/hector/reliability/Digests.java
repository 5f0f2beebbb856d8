package dev.hector.reliability;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What stands for a text in a history. */
final class Digests {

    private Digests() {}

    /** The beginning of the text's SHA-256, in hex; empty for no text. */
    static String of(String text) {
        if (text.isEmpty()) {
            return "";
        }
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 12);
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("Every JDK has SHA-256", failure);
        }
    }
}
