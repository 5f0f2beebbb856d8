package dev.hector.configuration;

import dev.hector.configuration.Shape.Block;
import dev.hector.configuration.Shape.Choice;
import dev.hector.configuration.Shape.Decimal;
import dev.hector.configuration.Shape.Flag;
import dev.hector.configuration.Shape.ListOf;
import dev.hector.configuration.Shape.MapOf;
import dev.hector.configuration.Shape.Presence;
import dev.hector.configuration.Shape.Reference;
import dev.hector.configuration.Shape.Span;
import dev.hector.configuration.Shape.Text;
import dev.hector.configuration.Shape.Whole;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every key of a configuration file: the one description that everything else follows. */
final class ConfigFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]):[0-9]{1,5}");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Text WORDS = new Text(text -> !text.isBlank(), "text that is not blank");
    private static final Text ANY_TEXT = new Text(text -> true, "text");
    private static final Text WEB_ADDRESS = new Text(WebAddress::isValid, "an address such as http://localhost:11434");
    private static final Decimal SHARE = new Decimal(0, false, 1);
    private static final Duration DECADE = Duration.ofDays(3650);
    private static final Span SPAN = new Span(Duration.ofMillis(1), DECADE);

    private static final Block WORKING = new Block(List.of(
            Key.optional(
                    "strategy",
                    strategies(),
                    MemorySettings.DEFAULT.strategy().wireName(),
                    "Which messages the model is given."),
            Key.optional(
                    "window_size",
                    new Whole(1, 1_000_000),
                    MemorySettings.DEFAULT.windowSize(),
                    "Messages that buffer_window keeps."),
            Key.optional(
                    "budget",
                    new Whole(MemorySettings.LEAST_BUDGET, 100_000_000),
                    MemorySettings.DEFAULT.budget(),
                    "Tokens that the model is given at most, instructions included."),
            Key.optional("threshold", SHARE, "Share of the budget above which summary_buffer summarises; 0.8."),
            Key.optional("target", SHARE, "Share of the budget that summary_buffer keeps unsummarised; 0.6.")));

    private static final Block LONGTERM = new Block(List.of(
            Key.optional(
                    "storage_scope",
                    words(StorageScope.values()),
                    StorageScope.SESSION.wireName(),
                    "What is stored and from where it is recalled."),
            Key.optional("auto_recall", new Flag(), true, "Recall memories for each message."),
            Key.optional("recall_limit", new Whole(1, 100), 5, "Memories recalled at most."),
            Key.optional(
                    "batch_size",
                    new Whole(0, 10_000),
                    1,
                    "Messages stored and embedded together; 0 waits for the session's end."),
            Key.optional(
                    "embedder", new Reference("embedders"), "The embedding model; absent is one in this process.")));

    private static final Block MEMORY = new Block(List.of(
            Key.implied("working", WORKING, "What the model is given of the conversation."),
            Key.optional("longterm", LONGTERM, "What is remembered beyond it; absent is off, empty is on.")));

    private static final Block AGENT = new Block(List.of(
            Key.optional("llm", new Reference("llms"), "The model that answers; absent is the demo model."),
            Key.optional("instructions", ANY_TEXT, "", "What the model is told before the conversation."),
            Key.optional(
                    "session_store", new Reference("session_stores"), "Where sessions are kept; absent is memory."),
            Key.implied("memory", MEMORY, "What the agent remembers."),
            Key.optional("tools", new ListOf(WORDS), List.of(), "Names of the tools that the agent may call."),
            Key.optional(
                    "reasoning", new Presence(), false, "Present, even empty, logs four lines for each message.")));

    private static final Block LLM = new Block(List.of(
            Key.required("type", words(ModelType.values()), "The provider."),
            Key.optional("model", WORDS, "The model's name at the provider."),
            Key.optional("api_key", ANY_TEXT, "The provider's key, best written as ${VARIABLE}."),
            Key.optional("host", WEB_ADDRESS, "Another address than the provider's own."),
            Key.optional("temperature", new Decimal(0, true, 2), "How freely the model answers."),
            Key.optional("max_tokens", new Whole(1, 10_000_000), "Tokens of an answer at most."),
            Key.optional("timeout", SPAN, Duration.ofSeconds(60), "For a whole answer, retries included.")));

    private static final Block EMBEDDER = new Block(List.of(
            Key.required("type", words(EmbedderType.values()), "The provider; minilm runs in this process."),
            Key.optional("model", WORDS, "The model's name at the provider."),
            Key.optional("api_key", ANY_TEXT, "The provider's key, best written as ${VARIABLE}."),
            Key.optional("host", WEB_ADDRESS, "Another address than the provider's own."),
            Key.optional("timeout", SPAN, EmbedderConfig.MINILM.timeout(), "For one request.")));

    private static final Block SQL = new Block(List.of(
            Key.required("driver", words(SessionStoreConfig.Driver.values()), "The kind of database."),
            Key.required("database", WORDS, "A file for sqlite, a database's name otherwise."),
            Key.optional("host", WORDS, "The database server."),
            Key.optional("port", new Whole(1, 65_535), "Its port."),
            Key.optional("username", ANY_TEXT, "Who connects."),
            Key.optional("password", ANY_TEXT, "The password, best written as ${VARIABLE}."),
            Key.optional(
                    "ssl_mode",
                    new Choice(List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full")),
                    "How the connection is secured."),
            Key.optional("max_conns", new Whole(1, 1_000), 10, "Connections held at most.")));

    private static final Block BLOBS = new Block(
            List.of(Key.optional("folder", WORDS, "A folder that all instances share; absent is the same database.")));

    private static final Block SESSION_STORE = new Block(List.of(
            Key.optional("backend", new Choice(List.of("sql")), "sql", "The kind of store."),
            Key.required("sql", SQL, "The database."),
            Key.implied("blobs", BLOBS, "Where media of messages are kept.")));

    private static final Block SESSIONS = new Block(List.of(
            Key.optional("timeout", SPAN, "A session ends after this long without activity; absent is never."),
            Key.optional("max_duration", SPAN, "A session ends this long after its creation; absent is never."),
            Key.optional(
                    "busy_timeout",
                    SPAN,
                    Duration.ofSeconds(30),
                    "How long a second message waits for the running turn.")));

    private static final ListOf ADDRESSES = new ListOf(
            new Text(text -> HOST_AND_PORT.matcher(text).matches(), "a host and a port, such as localhost:9301"));

    private static final Block SERVICES = new Block(List.of(
            Key.required("command", ADDRESSES, "Where instances of the command service listen."),
            Key.required("query", ADDRESSES, "Where instances of the query service listen."),
            Key.required("projector", ADDRESSES, "Where instances of the memory projector listen.")));

    private static final Block KAFKA = new Block(List.of(
            Key.required("bootstrap_servers", ADDRESSES, "Some of the brokers."),
            Key.optional(
                    "topic",
                    new Text(text -> TOPIC.matcher(text).matches(), "letters, digits, '.', '_' and '-', at most 249"),
                    "hector.session-events",
                    "Where events go."),
            Key.optional("partitions", new Whole(1, 10_000), 12, "Of the topic, when it has to be made."),
            Key.optional("replication", new Whole(1, 100), 1, "Copies of a partition, when the topic has to be made."),
            Key.optional(
                    "properties",
                    new MapOf("property", NAME, ANY_TEXT),
                    "What Kafka's clients are told besides, such as security.protocol.")));

    static final Block ROOT = new Block(List.of(
            Key.optional("agents", new MapOf("agent", NAME, AGENT), "The agents, by name."),
            Key.optional("llms", new MapOf("llm", NAME, LLM), "The models that agents name."),
            Key.optional("embedders", new MapOf("embedder", NAME, EMBEDDER), "The embedding models that agents name."),
            Key.optional(
                    "session_stores", new MapOf("session store", NAME, SESSION_STORE), "The stores that agents name."),
            Key.implied("sessions", SESSIONS, "What holds for all sessions."),
            Key.optional("services", SERVICES, "Where services that run as processes of their own find each other."),
            Key.optional("kafka", KAFKA, "What hands events on to projectors; absent, they read the stores.")));

    private ConfigFile() {}

    private static Choice strategies() {
        return new Choice(
                Stream.of(Strategy.values()).map(Strategy::wireName).sorted().toList());
    }

    private static Choice words(Enum<?>[] values) {
        return new Choice(Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList());
    }
}
