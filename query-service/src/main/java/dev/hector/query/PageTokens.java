package dev.hector.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.hector.proto.v1.PageToken;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Page tokens: numbers with a digest over them and the question they belong to, so that a token that was cut, changed or
 * used with another question is told from a good one. They keep no secret.
 */
final class PageTokens {

    private static final int DIGEST_BYTES = 8;

    private PageTokens() {}

    static String write(List<Long> numbers, String question) {
        var token = PageToken.newBuilder()
                .addAllNumbers(numbers)
                .setDigest(digest(numbers, question))
                .build();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.toByteArray());
    }

    /** Nothing when the token is of another question, or none at all. */
    static Optional<List<Long>> read(String token, String question) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            var numbers = PageToken.parseFrom(bytes).getNumbersList();
            return Optional.of(numbers)
                    .filter(_ -> !numbers.isEmpty())
                    .filter(_ -> write(numbers, question).equals(token));
        } catch (IllegalArgumentException | InvalidProtocolBufferException notAToken) {
            return Optional.empty();
        }
    }

    private static ByteString digest(List<Long> numbers, String question) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest((question + "\n" + numbers).getBytes(UTF_8));
            return ByteString.copyFrom(sha, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
