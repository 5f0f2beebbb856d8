package dev.hector.memory;

import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Conversations that are mostly about nothing. */
final class SmallTalk {

    private static final List<String> OPENINGS = List.of(
            "Hello again, how are you doing today?",
            "That is very kind of you, thanks a lot.",
            "I was just thinking about it on the way here.",
            "Ok great, let us keep going with this then.",
            "Hmm, I am not so sure what to make of it.",
            "I like how you put it.",
            "Could you tell something interesting?",
            "The weather was rather grey this morning, was it not?",
            "We talked for a while and then it was over.",
            "Sounds good to me.");

    private static final List<String> ANSWERS = List.of(
            "I am glad to hear it! Is there anything else that would help?",
            "Of course. Here is one more thought on the matter, since you asked so nicely.",
            "Interesting question. People have seen it in many different ways over time.",
            "Thanks for telling. Let us see where it leads.",
            "Certainly! Small things often turn out to be the most pleasant ones.");

    private static final List<String> TOPICS = List.of(
            "gardens", "trains", "novels", "clouds", "coffee", "bridges", "chess", "rivers", "bread", "maps", "owls",
            "lamps", "stamps", "violins", "kites", "museums", "pencils", "islands", "cheese", "windows");

    private SmallTalk() {}

    /** So many turns, the user's message of every n-th carrying the next fact, the facts spread evenly or all at first. */
    static List<MessageAppended> with(List<String> facts, int turns, boolean spread, long seed) {
        var random = new Random(seed);
        var messages = new ArrayList<MessageAppended>();
        var step = spread ? turns / Math.max(1, facts.size()) : 1;
        for (var turn = 0; turn < turns; turn++) {
            var fact = turn % step == 0 && turn / step < facts.size() ? " " + facts.get(turn / step) : "";
            messages.add(
                    said(Role.USER, pick(OPENINGS, random) + fact + " Something about " + pick(TOPICS, random) + "."));
            messages.add(said(Role.ASSISTANT, pick(ANSWERS, random) + " Have a look at " + pick(TOPICS, random) + "."));
        }
        return messages;
    }

    static MessageAppended said(Role role, String content) {
        return new MessageAppended(
                "msg", role, content, content.length() / 4, List.of(), null, null, null, null, null, Map.of());
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
