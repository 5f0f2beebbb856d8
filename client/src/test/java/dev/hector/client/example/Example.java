package dev.hector.client.example;

import dev.hector.client.HectorClient;
import dev.hector.client.RefusedException;
import dev.hector.client.SessionClient.EventFilter;
import java.net.URI;

/** Has a conversation and shows what is kept of it. */
public final class Example {

    public static void main(String[] args) {
        var hector = HectorClient.rest(URI.create(args[0])).withUser("ann");
        try (var sessions = hector.sessionsOf("assistant")) {
            var id = sessions.create().sessionId();
            var answer = sessions.send(id, "My favourite colour is teal.", System.out::print);
            System.out.println();
            System.out.println("stored as event " + answer.sequence());
            for (var event : sessions.events(id, EventFilter.ALL, 100, "").events()) {
                System.out.println(event.sequence() + " " + event.type());
            }
        } catch (RefusedException refused) {
            System.err.println(refused.code() + ": " + refused.detail());
        }
    }
}
