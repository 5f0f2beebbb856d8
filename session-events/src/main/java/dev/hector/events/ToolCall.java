package dev.hector.events;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An assistant's request to run a tool.
 *
 * @param arguments the very text that was said: a JSON object as a rule, but models also say nothing, a list or broken JSON
 */
public record ToolCall(String id, String name, String arguments) {

    public ToolCall {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(arguments);
    }

    /**
     * The call with arguments that every provider takes back: {@code {}} where nothing was said, and what is no JSON object
     * as the text of {@code invalid_arguments} in one.
     */
    public ToolCall withObjectArguments() {
        return JsonTexts.isObject(arguments) ? this : new ToolCall(id, name, asObject());
    }

    private String asObject() {
        return arguments.isBlank()
                ? "{}"
                : JsonMapper.shared().writeValueAsString(Map.of("invalid_arguments", arguments));
    }
}
