package dev.hector.reliability;

import java.util.List;

/**
 * A server as clients know it.
 *
 * @param name of one life of it: when it comes back it has another
 */
record Server(String name, List<SessionClient> ways) {}
