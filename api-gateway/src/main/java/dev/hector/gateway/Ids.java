package dev.hector.gateway;

import com.github.f4b6a3.ulid.UlidCreator;

/** New ids: a prefix that tells what it names, and a ULID, so that they sort by time. */
final class Ids {

    private Ids() {}

    static String session() {
        return next("sess_");
    }

    static String message() {
        return next("msg_");
    }

    static String turn() {
        return next("turn_");
    }

    static String request() {
        return next("req_");
    }

    static String process() {
        return next("gw_");
    }

    private static String next(String prefix) {
        return prefix + UlidCreator.getMonotonicUlid();
    }
}
