package dev.hector.query;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Numbers in a page token, bound to the question they belong to. */
final class SearchToken {

    private static final int MORE = 0x80;
    private static final int BITS = 7;

    private SearchToken() {}

    static String write(List<Long> numbers, String question) {
        var bytes = new ByteArrayOutputStream();
        numbers.forEach(number -> write(bytes, number));
        var content = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
        return Digest.of(question, content) + content;
    }

    /** Nothing when the token is of another question, or none at all. */
    static Optional<List<Long>> read(String token, String question) {
        if (token.length() <= Digest.LENGTH) {
            return Optional.empty();
        }
        var content = token.substring(Digest.LENGTH);
        return token.startsWith(Digest.of(question, content)) ? numbers(content) : Optional.empty();
    }

    /** Seven bits a byte, the lowest first. */
    private static void write(ByteArrayOutputStream bytes, long number) {
        var left = number;
        while ((left & -MORE) != 0) {
            bytes.write((int) (left & (MORE - 1)) | MORE);
            left >>>= BITS;
        }
        bytes.write((int) left);
    }

    private static Optional<List<Long>> numbers(String content) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(content));
            var numbers = new ArrayList<Long>();
            while (bytes.hasRemaining()) {
                numbers.add(number(bytes));
            }
            return Optional.of(numbers);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static long number(ByteBuffer bytes) {
        var number = 0L;
        for (var shift = 0; bytes.hasRemaining(); shift += BITS) {
            var next = bytes.get();
            number |= (long) (next & (MORE - 1)) << shift;
            if ((next & MORE) == 0) {
                break;
            }
        }
        return number;
    }
}
