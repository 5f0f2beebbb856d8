package dev.hector.reliability;

/** A way to a server. */
interface SessionClient {

    /** Agent that every client talks to. */
    String AGENT = "assistant";

    /** Never throws on account of the server: what is not known is an outcome too. */
    Outcome call(Call call) throws InterruptedException;
}
