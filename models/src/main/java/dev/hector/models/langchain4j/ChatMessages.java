package dev.hector.models.langchain4j;

import dev.hector.events.ToolCall;
import dev.hector.events.memory.ContextMessage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A context in LangChain4j's words. */
final class ChatMessages {

    private ChatMessages() {}

    /**
     * Leaves out messages that say nothing, which providers refuse, and joins system messages that follow each other:
     * the chat templates of some hosts take one at most.
     */
    static List<ChatMessage> from(List<ContextMessage> context) {
        var toolNames = toolNames(context);
        var messages = new ArrayList<ChatMessage>();
        context.stream()
                .filter(ChatMessages::saysSomething)
                .map(message -> from(message, toolNames))
                .forEach(message -> append(message, messages));
        return messages;
    }

    private static void append(ChatMessage message, List<ChatMessage> messages) {
        if (message instanceof SystemMessage next
                && !messages.isEmpty()
                && messages.getLast() instanceof SystemMessage last) {
            messages.set(messages.size() - 1, SystemMessage.from(last.text() + "\n\n" + next.text()));
        } else {
            messages.add(message);
        }
    }

    /** Some providers want a tool's result under its name, which only the call has. */
    private static Map<String, String> toolNames(List<ContextMessage> context) {
        var names = new HashMap<String, String>();
        context.forEach(message -> message.toolCalls().forEach(call -> names.put(call.id(), call.name())));
        return names;
    }

    private static boolean saysSomething(ContextMessage message) {
        return message.toolCallId() != null
                || !message.toolCalls().isEmpty()
                || !message.content().isBlank();
    }

    private static ChatMessage from(ContextMessage message, Map<String, String> toolNames) {
        return switch (message.role()) {
            case SYSTEM, DEVELOPER -> SystemMessage.from(message.content());
            case USER -> UserMessage.from(message.content());
            case ASSISTANT -> said(message);
            case TOOL ->
                ToolExecutionResultMessage.from(
                        message.toolCallId(),
                        toolNames.getOrDefault(String.valueOf(message.toolCallId()), "tool"),
                        message.content());
        };
    }

    private static AiMessage said(ContextMessage message) {
        var said = AiMessage.builder()
                .toolExecutionRequests(
                        message.toolCalls().stream().map(ChatMessages::asked).toList());
        return message.content().isBlank()
                ? said.build()
                : said.text(message.content()).build();
    }

    private static ToolExecutionRequest asked(ToolCall call) {
        return ToolExecutionRequest.builder()
                .id(call.id())
                .name(call.name())
                .arguments(call.arguments())
                .build();
    }
}
