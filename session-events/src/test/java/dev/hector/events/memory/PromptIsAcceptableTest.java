package dev.hector.events.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.events.MessageAppended;
import dev.hector.events.SessionEvent;
import dev.hector.events.memory.RandomSessions.Step;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** P10: whatever the log holds and wherever it ends, the prompt is one that every provider takes. */
class PromptIsAcceptableTest {

    record Case(List<Step> steps, MemorySettings settings, List<Boolean> made, String instructions) {

        List<SessionEvent> log() {
            return RandomSessions.log(steps, settings, made);
        }
    }

    /** Makes the prompt of a log that ends here. */
    interface Prompt {
        List<ContextMessage> of(Case subject, List<SessionEvent> log);
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(
                        RandomSessions.steps(),
                        RandomSessions.settings(),
                        RandomSessions.made(),
                        RandomSessions.instructions())
                .as(Case::new);
    }

    @Property(tries = 500)
    void everyPrefixOfALogGivesAnAcceptablePrompt(@ForAll("cases") Case subject) {
        assertThat(violations(subject, PromptIsAcceptableTest::folded)).isEmpty();
    }

    @Property(tries = 300)
    void aLogWithoutItsBeginningGivesAnAcceptablePrompt(@ForAll("cases") Case subject) {
        Prompt lateFold = (c, log) -> folded(c, log.subList(log.size() / 3, log.size()));

        assertThat(violations(subject, lateFold)).isEmpty();
    }

    @Property(tries = 300)
    void sizeAndDigestAreThoseOfTheMessages(@ForAll("cases") Case subject) {
        var log = subject.log();
        var context = context(subject, log);

        assertThat(context.tokens()).isEqualTo(ContextMessage.tokens(context.messages()));
        assertThat(context.digest()).isEqualTo(ContextDigest.of(context.messages()));
        assertThat(context.asOf()).isEqualTo(log.size());
    }

    @Example
    void mutantThatSplitsPairsIsCaught() {
        Prompt lastMessages = (c, log) -> {
            var messages = raw(log);
            return messages.subList(Math.max(0, messages.size() - c.settings().windowSize()), messages.size());
        };

        assertCaught(lastMessages, "result without a call");
        assertCaught(lastMessages, "call without a result");
    }

    @Example
    void mutantThatGivesMessagesAsTheyWereSaidIsCaught() {
        Prompt asSaid = (_, log) -> raw(log);

        assertCaught(asSaid, "system message inside the dialogue");
        assertCaught(asSaid, "role that few providers know");
        assertCaught(asSaid, "arguments that are no object");
        assertCaught(asSaid, "empty message");
    }

    @Example
    void mutantThatForgetsTheInstructionsSizeIsCaught() {
        Prompt heavy = (c, log) -> {
            var unlimited = new ContextAssembly(c.settings().budget() + 50, RandomSessions.COUNTER);
            return unlimited.assemble(c.instructions(), null, Recall.NONE, kept(log));
        };

        assertCaught(heavy, "over budget");
    }

    private void assertCaught(Prompt mutant, String violation) {
        var caught = cases().sampleStream()
                .limit(300)
                .anyMatch(subject -> violations(subject, mutant).stream().anyMatch(v -> v.startsWith(violation)));

        assertThat(caught).as(violation).isTrue();
    }

    private static List<String> violations(Case subject, Prompt prompt) {
        var events = subject.log();
        var found = new ArrayList<String>();
        for (var end = 0; end <= events.size(); end++) {
            var messages = prompt.of(subject, events.subList(0, end));
            found.addAll(ProviderRules.violations(messages, subject.settings().budget()));
        }
        return found;
    }

    private static List<ContextMessage> folded(Case subject, List<SessionEvent> log) {
        return context(subject, log).messages();
    }

    private static ModelContext context(Case subject, List<SessionEvent> log) {
        var memory = RandomSessions.fold(subject.settings(), log);
        return memory.context(subject.instructions(), RandomSessions.recollections(memory), RandomSessions.COUNTER);
    }

    private static List<KeptMessage> kept(List<SessionEvent> log) {
        var kept = new ArrayList<KeptMessage>();
        for (var i = 0; i < log.size(); i++) {
            if (log.get(i) instanceof MessageAppended message) {
                kept.add(new KeptMessage(i + 1, message));
            }
        }
        return kept;
    }

    private static List<ContextMessage> raw(List<SessionEvent> log) {
        return kept(log).stream()
                .map(k -> new ContextMessage(
                        k.role(),
                        k.message().text(),
                        k.message().toolCalls(),
                        k.message().toolCallId(),
                        k.cost(),
                        k.sequence(),
                        k.sequence()))
                .toList();
    }
}
