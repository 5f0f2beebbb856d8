package dev.hector.events;

import java.util.regex.Pattern;

/**
 * Bytes that the tenant's blob store keeps beside the log.
 *
 * @param sha256 their SHA-256, in lower-case hexadecimal digits
 * @param size how many they are
 */
public record BlobReference(String sha256, long size) implements MediaPart.Source {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** Throws {@link IllegalArgumentException} for what is no SHA-256 or a negative size. */
    public BlobReference {
        if (!SHA_256.matcher(sha256).matches() || size < 0) {
            throw new IllegalArgumentException("A blob has 64 hexadecimal digits and a size of at least 0");
        }
    }
}
