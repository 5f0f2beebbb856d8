package dev.hector.gateway;

import dev.hector.wire.ErrorCode;

/** Sees what the edge does apart from turns; must return at once and never throws. */
public interface EdgeWatch {

    /** Sees nothing. */
    EdgeWatch NONE = new EdgeWatch() {};

    /** A request over HTTP was refused. */
    default void refused(ErrorCode code) {}

    /** A stream of server-sent events was begun; it is open until the answer is closed. */
    default Streaming streaming(String kind) {
        return () -> {};
    }

    /** An open stream. */
    interface Streaming extends AutoCloseable {

        @Override
        void close();
    }
}
