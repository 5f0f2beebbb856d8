package dev.hector.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hector.events.MediaPart.Kind;
import dev.hector.events.memory.MemorySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class EventJsonTest {

    private static final BlobReference BLOB = new BlobReference("0f".repeat(32), 20_000);

    record Golden(String file, SessionEvent event) {

        String json() {
            try (var in = EventJsonTest.class.getResourceAsStream("/golden/" + file + ".json")) {
                return new String(in == null ? new byte[0] : in.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void storedFormIsPinnedByteForByte(Golden golden) {
        assertThat(EventJson.write(golden.event())).isEqualTo(golden.json());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void whatWasStoredIsReadBack(Golden golden) {
        var type = EventJson.typeOf(golden.event());
        var revision = EventJson.revisionOf(golden.event());

        assertThat(EventJson.read(type, revision, golden.json())).isEqualTo(golden.event());
    }

    @Test
    void everyEventHasAGoldenFileAndItsNameIsStored() {
        var pinned = goldens().map(golden -> EventJson.typeOf(golden.event()));
        var all = Arrays.stream(SessionEvent.class.getPermittedSubclasses()).map(Class::getSimpleName);

        assertThat(pinned.distinct().toList()).containsExactlyInAnyOrderElementsOf(all.toList());
    }

    @Test
    void metadataIsPinnedToo() {
        var metadata = new EventMetadata("anna", "req_1", null);

        assertThat(EventJson.writeMetadata(metadata)).isEqualTo("{\"actor\":\"anna\",\"correlation_id\":\"req_1\"}");
        assertThat(EventJson.readMetadata(EventJson.writeMetadata(metadata))).isEqualTo(metadata);
    }

    @Test
    void eventOfANewerReleaseIsNamed() {
        assertThatThrownBy(() -> EventJson.read("SessionForked", 1, "{}"))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("SessionForked");
        assertThatThrownBy(() -> EventJson.read("SessionEnded", 2, "{}"))
                .isInstanceOfSatisfying(UnknownEventException.class, e -> {
                    assertThat(e.type()).isEqualTo("SessionEnded");
                    assertThat(e.revision()).isEqualTo(2);
                });
    }

    @Test
    void propertyThatItsRevisionDoesNotHaveIsRefused() {
        assertUnreadable("SessionEnded", "{\"reason\":\"completed\",\"by\":\"anna\"}");
    }

    @Test
    void propertyThatIsMissingIsRefused() {
        assertUnreadable("SessionEnded", "{}");
        assertUnreadable("TurnFailed", "{\"turn_id\":\"turn_1\",\"code\":\"cancelled\",\"detail\":\"\"}");
        assertUnreadable("MessageAppended", "{\"message_id\":\"msg_1\",\"role\":\"user\",\"tokens\":1}");
    }

    @Test
    void brokenJsonIsRefused() {
        assertUnreadable("SessionEnded", "{\"reason\":");
        assertUnreadable("SessionEnded", "{\"reason\":\"bored\"}");
    }

    @Test
    void absentListsAndMapsAreReadAsEmpty() {
        var json = "{\"message_id\":\"msg_1\",\"role\":\"user\",\"content\":\"Hi\",\"tokens\":1}";
        var message = (MessageAppended) EventJson.read("MessageAppended", 1, json);

        assertThat(message.toolCalls()).isEmpty();
        assertThat(message.metadata()).isEmpty();
        assertThat(((SessionCreated) EventJson.read("SessionCreated", 1, "{\"user_id\":\"anna\"}")).metadata())
                .isEmpty();
    }

    @Test
    void nullInAClientsMetadataSurvives() {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("order", null);
        var event = new SessionCreated("anna", null, metadata);

        assertThat(EventJson.read("SessionCreated", 1, EventJson.write(event))).isEqualTo(event);
        assertThat(EventJson.write(event)).contains("\"order\":null");
    }

    @Test
    void olderRevisionIsBroughtUpStepByStep() {
        var formats = new EventFormats(List.of(
                new Upcaster("SessionEnded", 1, tree -> rename(tree, "why", "cause")),
                new Upcaster("SessionEnded", 2, tree -> rename(tree, "cause", "reason"))));
        var ended = new SessionEnded(SessionEnded.Reason.COMPLETED);

        assertThat(formats.revisionOf("SessionEnded")).isEqualTo(3);
        assertThat(formats.read("SessionEnded", 1, "{\"why\":\"completed\"}")).isEqualTo(ended);
        assertThat(formats.read("SessionEnded", 2, "{\"cause\":\"completed\"}")).isEqualTo(ended);
        assertThat(formats.read("SessionEnded", 3, "{\"reason\":\"completed\"}"))
                .isEqualTo(ended);
        assertThatThrownBy(() -> formats.read("SessionEnded", 4, "{}")).isInstanceOf(UnknownEventException.class);
        assertThat(formats.revisionOf("SessionCreated")).isEqualTo(1);
    }

    @Test
    void upcastersWithoutAGapOnly() {
        assertThatThrownBy(() -> new EventFormats(List.of(new Upcaster("SessionEnded", 2, tree -> tree))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EventFormats(List.of(new Upcaster("SessionBegun", 1, tree -> tree))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhereAnEventIsWrongAndNothingOfWhatIsSaidThere() {
        var json =
                "{\"message_id\":\"m\",\"role\":\"user\",\"content\":\"a\",\"tokens\":\"xylophone\",\"metadata\":{}}";
        assertThatThrownBy(() -> EventJson.read("MessageAppended", 1, json))
                .hasMessageEndingWith("at 'tokens'")
                .hasNoCause()
                .hasMessageNotContaining("xylophone");
    }

    @Test
    void aTextAloneIsStoredAsText() {
        var json = EventJson.write(said(Role.USER, MessageContent.of(new TextPart("Hi"))));

        assertThat(json).contains("\"content\":\"Hi\"");
        assertThat(EventJson.read("MessageAppended", 1, json)).isEqualTo(said(Role.USER, MessageContent.of("Hi")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{}",
                "null",
                "[null]",
                "[\"Hi\"]",
                "[{\"text\":\"Hi\"}]",
                "[{\"type\":\"text\"}]",
                "[{\"type\":\"video\",\"url\":\"https://example.org\"}]",
                "[{\"type\":\"text\",\"text\":\"Hi\",\"url\":\"https://example.org\"}]",
                "[{\"type\":\"text\",\"text\":\"Hi\",\"tone\":\"kind\"}]",
                "[{\"type\":\"image\"}]",
                "[{\"type\":\"image\",\"sha256\":\"0f0f\",\"size\":1}]"
            })
    void contentOfAnotherFormIsRefused(String content) {
        assertUnreadable(
                "MessageAppended",
                "{\"message_id\":\"msg_1\",\"role\":\"user\",\"content\":" + content + ",\"tokens\":1}");
    }

    @Test
    void readsATurnThatFailedForAReasonOfANewerRelease() {
        var json = "{\"turn_id\":\"turn_1\",\"attempt\":1,\"code\":\"tool_failed\",\"detail\":\"\"}";

        assertThat(EventJson.read("TurnFailed", 1, json))
                .isEqualTo(new TurnFailed("turn_1", 1, TurnFailed.Code.UNKNOWN, ""));
    }

    private static void assertUnreadable(String type, String json) {
        assertThatThrownBy(() -> EventJson.read(type, 1, json))
                .isInstanceOfSatisfying(
                        UnreadableEventException.class,
                        e -> assertThat(e.type()).isEqualTo(type));
    }

    private static ObjectNode rename(ObjectNode tree, String from, String to) {
        tree.set(to, tree.remove(from));
        return tree;
    }

    private static MemoriesRecalled recalled() {
        return new MemoriesRecalled(
                "turn_1",
                1,
                List.of(
                        new RecalledMemory(
                                "mem_1", "sess_7", 12, "user", "Ada", Instant.parse("2026-01-02T03:04:05.678Z"), 0.75),
                        new RecalledMemory(
                                "mem_2", "sess_7", 30, "summary", null, Instant.parse("2026-01-02T03:04:06Z"), 0.5)));
    }

    static Stream<Golden> goldens() {
        return Stream.of(
                new Golden("SessionCreated", new SessionCreated("anna", "Trip", Map.of("channel", "web"))),
                new Golden("SessionCreated-bare", new SessionCreated("anonymous", null, Map.of())),
                new Golden(
                        "AgentConfigured", new AgentConfigured("openai/gpt-4o", "Be brief.", MemorySettings.DEFAULT)),
                new Golden("MessageAppended-user", userMessage()),
                new Golden("MessageAppended-assistant", toolCall()),
                new Golden("MessageAppended-tool", toolResult()),
                new Golden("MessageAppended-parts", parts()),
                new Golden("MessageAppended-brokenArguments", brokenArguments()),
                new Golden("MessageAppended-emptyResult", emptyResult()),
                new Golden("MessageAppended-system", said(Role.SYSTEM, MessageContent.of("Be brief."))),
                new Golden("MessageAppended-developer", said(Role.DEVELOPER, MessageContent.of("Be kind."))),
                new Golden(
                        "TurnStarted",
                        new TurnStarted("turn_1", "msg_1", 3, "host-1", Instant.parse("2026-03-01T10:00:15Z"))),
                new Golden("MemoriesRecalled", recalled()),
                new Golden(
                        "TurnCompleted",
                        new TurnCompleted(
                                "turn_1", "msg_2", 3, "gpt-4o", "stop", new Usage(120, 45), 4, 118, "a1b2c3")),
                new Golden(
                        "TurnFailed",
                        new TurnFailed("turn_1", 3, TurnFailed.Code.MODEL_TIMEOUT, "No answer within 60 s")),
                new Golden(
                        "MemorySummarised",
                        new MemorySummarised(1, 40, "User: My favourite colour is teal.", 9, "extractive", 3300, 2100)),
                new Golden("SessionEnded", new SessionEnded(SessionEnded.Reason.IDLE_TIMEOUT)));
    }

    private static MessageAppended userMessage() {
        return new MessageAppended(
                "msg_1",
                Role.USER,
                "Grüße, \"teal\"\n🦉",
                7,
                List.of(),
                null,
                "turn_1",
                "key-1",
                "0f0f",
                Instant.parse("2026-03-01T09:59:59.123456Z"),
                Map.of("lang", "de"));
    }

    private static MessageAppended toolCall() {
        var call = new ToolCall("call_1", "search", "{\"q\":\"teal\"}");
        return new MessageAppended(
                "msg_2", Role.ASSISTANT, "", 6, List.of(call), null, "turn_1", null, null, null, Map.of());
    }

    private static MessageAppended toolResult() {
        return new MessageAppended(
                "msg_3", Role.TOOL, "A colour", 3, List.of(), "call_1", "turn_1", null, null, null, Map.of());
    }

    private static MessageAppended parts() {
        return said(
                Role.USER,
                MessageContent.of(
                        new TextPart("Which of these?"),
                        new DataPart("{\"ids\": [9007199254740993, 1.50], \"none\": null}"),
                        new DataPart("null"),
                        new MediaPart(Kind.IMAGE, "image/png", "cat.png", BLOB),
                        new MediaPart(Kind.AUDIO, "audio/mpeg", null, new MediaPart.Url("https://example.org/a.mp3")),
                        new MediaPart(Kind.FILE, null, null, BLOB)));
    }

    private static MessageAppended brokenArguments() {
        var calls = Stream.of("", "[1, 2]", "{\"q\": ", "no JSON at all")
                .map(arguments -> new ToolCall("call_" + arguments.length(), "search", arguments))
                .toList();
        return new MessageAppended("msg_5", Role.ASSISTANT, "", 6, calls, null, null, null, null, null, Map.of());
    }

    private static MessageAppended emptyResult() {
        return new MessageAppended("msg_6", Role.TOOL, "", 0, List.of(), "call_1", null, null, null, null, Map.of());
    }

    private static MessageAppended said(Role role, MessageContent content) {
        return new MessageAppended("msg_4", role, content, 3, List.of(), null, null, null, null, null, Map.of());
    }
}
