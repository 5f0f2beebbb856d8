package dev.hector.command.session;

import dev.hector.events.AgentConfigured;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether an agent changed without keeping its instructions in every session's state. */
final class ProfileDigest {

    private ProfileDigest() {}

    static String of(AgentConfigured profile) {
        var text = String.join("\n", profile.model(), profile.memory().toString(), profile.instructions());
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
