package dev.hector.gateway;

import dev.hector.events.memory.TokenCounter;

/** A token is four characters, so that tests need no vocabulary. */
final class TestTokens {

    static final TokenCounter COUNTER = text -> (text.length() + 3) / 4;

    private TestTokens() {}
}
