package dev.hector.gateway;

import java.util.Optional;

/**
 * What a gateway is called as the owner of turns: an id that no other process ever has and, when other gateways can reach
 * it, where.
 */
public record TurnOwner(String name) {

    private static final char AT = '@';

    /** Of a process that nobody asks about its turns. */
    public static TurnOwner unreachable() {
        return new TurnOwner(Ids.process());
    }

    /** @param address {@code host:port} of its {@code TurnFeeds} */
    public static TurnOwner reachableAt(String address) {
        return new TurnOwner(Ids.process() + AT + address);
    }

    /** Where it can be reached. */
    public Optional<String> address() {
        var at = name.indexOf(AT);
        return at < 0 ? Optional.empty() : Optional.of(name.substring(at + 1));
    }
}
