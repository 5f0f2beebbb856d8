package dev.hector.events.memory;

import dev.hector.events.Role;
import dev.hector.events.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What every provider demands of a prompt, stated apart from the code that makes one. */
final class ProviderRules {

    private ProviderRules() {}

    static List<String> violations(List<ContextMessage> messages, int budget) {
        var found = new ArrayList<String>();
        var total = messages.stream().mapToInt(ContextMessage::tokens).sum();
        check(found, total <= budget, "over budget: " + total + " > " + budget);
        var systems = messages.stream().takeWhile(m -> m.role() == Role.SYSTEM).count();
        var dialogue = messages.subList((int) systems, messages.size());
        check(found, dialogue.stream().noneMatch(m -> m.role() == Role.SYSTEM), "system message inside the dialogue");
        check(found, messages.stream().noneMatch(m -> m.role() == Role.DEVELOPER), "role that few providers know");
        check(found, dialogue.isEmpty() || dialogue.getFirst().role() == Role.USER, "does not begin with the user");
        for (var message : messages) {
            check(found, !message.content().isBlank() || !message.toolCalls().isEmpty(), "empty message");
        }
        order(found, dialogue);
        pairs(found, dialogue);
        return found;
    }

    private static void order(List<String> found, List<ContextMessage> dialogue) {
        for (var i = 1; i < dialogue.size(); i++) {
            var before = dialogue.get(i - 1).role();
            var role = dialogue.get(i).role();
            check(found, role != before || role == Role.TOOL, "two in a row of " + role);
            check(found, !(before == Role.TOOL && role == Role.USER), "user follows a tool's result");
        }
    }

    private static void pairs(List<String> found, List<ContextMessage> dialogue) {
        var open = new HashSet<String>();
        for (var message : dialogue) {
            if (message.role() == Role.TOOL) {
                check(found, open.remove(String.valueOf(message.toolCallId())), "result without a call");
            } else {
                check(found, open.isEmpty(), "call without a result");
                for (ToolCall call : message.toolCalls()) {
                    check(found, open.add(call.id()), "call id twice");
                    check(found, isObject(call.arguments()), "arguments that are no object: " + call.arguments());
                }
            }
        }
        check(found, open.isEmpty(), "last call without a result");
    }

    private static boolean isObject(String json) {
        try {
            return JsonMapper.shared().readTree(json).isObject();
        } catch (JacksonException _) {
            return false;
        }
    }

    private static void check(List<String> found, boolean holds, String violation) {
        if (!holds) {
            found.add(violation);
        }
    }
}
