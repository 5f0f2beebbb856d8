package dev.hector.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Where a provider can be reached. */
final class WebAddress {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private WebAddress() {}

    static boolean isValid(String text) {
        try {
            var uri = new URI(text);
            return uri.getHost() != null && uri.getScheme() != null && SCHEMES.contains(uri.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
