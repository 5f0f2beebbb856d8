package dev.hector.events.memory;

import dev.hector.events.Role;
import dev.hector.events.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Makes messages acceptable to every provider: instructions before the dialogue, tool calls directly followed by all
 * their results, user and assistant in turn, the user first, arguments that are JSON objects, nothing empty. What a log
 * does not hold whole (an import under way, a turn cut short) is left out; the few words that fill a missing place say so.
 */
final class ProviderShape {

    static final String ASSISTANT_FIRST = "(The assistant speaks first.)";
    static final String NO_ANSWER = "(There was no answer.)";
    static final String NO_RESULT = "(no output)";

    private final TokenCounter counter;

    ProviderShape(TokenCounter counter) {
        this.counter = counter;
    }

    /** The presentable messages of one turn. */
    List<ContextMessage> turn(List<KeptMessage> messages) {
        var shaped = new ArrayList<ContextMessage>();
        for (var i = 0; i < messages.size(); ) {
            var results = resultsAfter(i, messages);
            shaped.addAll(step(messages.get(i), results));
            i += 1 + results.size();
        }
        return shaped;
    }

    /** What a turn costs wherever it stands, fillers included. */
    int cost(List<ContextMessage> turn) {
        var tokens = ContextMessage.tokens(turn);
        var said = turn.stream().filter(ProviderShape::isSaid).toList();
        if (!said.isEmpty() && said.getFirst().role() != Role.USER) {
            tokens += filler(Role.USER, ASSISTANT_FIRST, 0).tokens();
        }
        if (!said.isEmpty() && said.getLast().role() == Role.TOOL) {
            tokens += filler(Role.ASSISTANT, NO_ANSWER, 0).tokens();
        }
        return tokens;
    }

    /** Turns as one dialogue; with their instructions never larger than the sum of their costs. */
    List<ContextMessage> dialogue(List<List<ContextMessage>> turns) {
        var dialogue = new ArrayList<ContextMessage>();
        turns.stream().flatMap(List::stream).filter(ProviderShape::isSaid).forEach(said -> append(dialogue, said));
        return dialogue;
    }

    /** What was said to the model in these turns, in its order: many providers take it only before the dialogue. */
    List<ContextMessage> instructions(List<List<ContextMessage>> turns) {
        return turns.stream()
                .flatMap(List::stream)
                .filter(message -> !isSaid(message))
                .toList();
    }

    static boolean isSaid(ContextMessage message) {
        return !message.role().instructs();
    }

    private void append(List<ContextMessage> dialogue, ContextMessage next) {
        if (dialogue.isEmpty()) {
            if (next.role() != Role.USER) {
                dialogue.add(filler(Role.USER, ASSISTANT_FIRST, next.fromSequence()));
            }
        } else if (dialogue.getLast().role() == Role.TOOL && next.role() == Role.USER) {
            dialogue.add(filler(Role.ASSISTANT, NO_ANSWER, dialogue.getLast().toSequence()));
        } else if (dialogue.getLast().role() == next.role() && next.role() != Role.TOOL) {
            next = dialogue.removeLast().mergedWith(next);
        }
        dialogue.add(next);
    }

    private List<KeptMessage> resultsAfter(int index, List<KeptMessage> messages) {
        if (messages.get(index).role() != Role.ASSISTANT) {
            return List.of();
        }
        var end = index + 1;
        while (end < messages.size() && messages.get(end).role() == Role.TOOL) {
            end++;
        }
        return messages.subList(index + 1, end);
    }

    private List<ContextMessage> step(KeptMessage kept, List<KeptMessage> results) {
        var message = kept.message();
        return switch (kept.role()) {
            case USER -> spoken(Role.USER, kept).stream().toList();
            case ASSISTANT ->
                message.toolCalls().isEmpty()
                        ? spoken(Role.ASSISTANT, kept).stream().toList()
                        : calls(kept, results);
            case SYSTEM, DEVELOPER -> spoken(Role.SYSTEM, kept).stream().toList();
            case TOOL -> List.of();
        };
    }

    private List<ContextMessage> calls(KeptMessage kept, List<KeptMessage> results) {
        var answers = new ArrayList<ContextMessage>();
        var ids = new HashSet<String>();
        for (var call : kept.message().toolCalls()) {
            if (ids.add(call.id())) {
                result(call.id(), results).ifPresent(answers::add);
            }
        }
        if (answers.size() < kept.message().toolCalls().size()) {
            return spoken(Role.ASSISTANT, kept).stream().toList();
        }
        answers.addFirst(asIs(kept));
        return answers;
    }

    private Optional<ContextMessage> result(String callId, List<KeptMessage> results) {
        return results.stream()
                .filter(result -> callId.equals(result.message().toolCallId()))
                .findFirst()
                .map(this::result);
    }

    private ContextMessage result(KeptMessage kept) {
        var result = asIs(kept);
        return result.content().isBlank() ? result.with(NO_RESULT, size(NO_RESULT)) : result;
    }

    private Optional<ContextMessage> spoken(Role role, KeptMessage kept) {
        var text = kept.message().text();
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(ContextMessage.text(role, text, spokenTokens(kept), kept.sequence(), kept.sequence()));
    }

    /** Calls that are left out cost nothing, and of media only the words are given. */
    private int spokenTokens(KeptMessage kept) {
        var message = kept.message();
        return message.toolCalls().isEmpty() && !message.content().hasMedia() ? kept.cost() : size(message.text());
    }

    private ContextMessage asIs(KeptMessage kept) {
        var message = kept.message();
        var calls =
                message.toolCalls().stream().map(ToolCall::withObjectArguments).toList();
        return new ContextMessage(
                message.role(),
                message.text(),
                calls,
                message.role() == Role.TOOL ? message.toolCallId() : null,
                calls.equals(message.toolCalls()) && !message.content().hasMedia()
                        ? kept.cost()
                        : size(message.text()) + callTokens(calls),
                kept.sequence(),
                kept.sequence());
    }

    int callTokens(List<ToolCall> calls) {
        return calls.stream()
                .mapToInt(call -> counter.count(call.name()) + counter.count(call.arguments()))
                .sum();
    }

    private ContextMessage filler(Role role, String content, long sequence) {
        return ContextMessage.text(role, content, size(content), sequence, sequence);
    }

    private int size(String content) {
        return counter.count(content) + ContextMessage.OVERHEAD;
    }
}
