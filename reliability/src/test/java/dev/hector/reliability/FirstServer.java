package dev.hector.reliability;

import dev.hector.configuration.HectorConfigReader;
import dev.hector.gateway.server.ListenOptions;
import dev.hector.reliability.Entry.Action;
import dev.hector.standalone.HectorServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

/** Serves a conversation in memory and ends, so that later servers know the classes that they will need. */
final class FirstServer {

    private FirstServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        var config = HectorConfigReader.read("first.yaml", "agents: { assistant: {} }", Map.of());
        try (var server = HectorServer.serve(config, new ListenOptions("127.0.0.1", 0, 0));
                var http = HttpClient.newHttpClient()) {
            var url = URI.create("http://127.0.0.1:" + server.httpPort());
            var client = new RestClient(http, url, Duration.ofSeconds(30));
            client.call(Call.of(Action.CREATE, "s"));
            System.out.println(client.call(Call.turn("s", "k", "Hello")));
            System.out.println(new GrpcClient(server.channel(), Duration.ofSeconds(30))
                    .call(Call.message("s", "l", "Hello again")));
        }
    }
}
