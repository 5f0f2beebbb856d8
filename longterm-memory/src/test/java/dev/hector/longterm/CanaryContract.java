package dev.hector.longterm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.configuration.StorageScope;
import dev.hector.events.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody ever recalls a word that was planted in what they may not see; everybody recalls their own. */
abstract class CanaryContract extends StoreContract {

    private static final List<String> AGENTS = List.of(Remembering.ON, Remembering.OTHER);
    private static final List<String> TENANTS = List.of("default", "elsewhere");
    private static final List<String> USERS = List.of("ada", "bob", "eve");
    private static final int STEPS = 60;

    private record Canary(GivenSession session, String user, String word) {

        SessionKey key() {
            return session.key();
        }
    }

    private final List<Canary> canaries = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void isRecalledByThoseWhoMayAndByNobodyElse(StorageScope scope) throws EmbeddingFailedException {
        var random = new Random(scope.wireName().hashCode());
        try (var one = remembering(scope);
                var two = remembering(scope)) {
            for (var step = 0; step < STEPS; step++) {
                change(random, step);
                check(random.nextBoolean() ? one : two, scope, random);
                if (random.nextInt(4) == 0) {
                    one.embedded();
                }
            }
        }
    }

    private void change(Random random, int step) {
        if (canaries.isEmpty() || random.nextInt(5) > 0) {
            var key = new SessionKey(pick(TENANTS, random), pick(AGENTS, random), "s" + step);
            var user = pick(USERS, random);
            var word = "canary" + step + "bird";
            var session = new GivenSession(store, key, 0).created(user);
            session.asked("The secret password is " + word, "small talk about the weather")
                    .summarised(2, 3, "The secret password is " + word);
            canaries.add(new Canary(session, user, word));
        } else {
            var gone = pick(canaries, random);
            gone.session().deleted();
            canaries.remove(gone);
        }
    }

    private void check(Remembering remembering, StorageScope scope, Random random) {
        if (canaries.isEmpty()) {
            return;
        }
        var asking = pick(canaries, random);
        var question = random.nextBoolean()
                ? "What is the secret password?"
                : pick(canaries, random).word();
        var allowed = canaries.stream()
                .filter(mayBeSeenBy(asking, scope))
                .map(Canary::word)
                .collect(Collectors.toSet());

        var seen = wordsIn(remembering.recall(asking.session(), question));
        var own = wordsIn(remembering.recall(asking.session(), asking.word()));

        assertThat(allowed).as("what %s may see in %s", asking.key(), scope).containsAll(seen);
        assertThat(own).contains(asking.word());
        if (question.startsWith("What")) {
            assertThat(seen).isEqualTo(allowed);
        }
    }

    private static Predicate<Canary> mayBeSeenBy(Canary asking, StorageScope scope) {
        return canary -> canary.key().tenant().equals(asking.key().tenant())
                && canary.key().agent().equals(asking.key().agent())
                && switch (scope) {
                    case SESSION -> canary.key().equals(asking.key());
                    case ALL -> true;
                    case CONVERSATIONAL, SUMMARIES_ONLY -> canary.user().equals(asking.user());
                };
    }

    private static Set<String> wordsIn(List<String> contents) {
        return IntStream.range(0, STEPS)
                .mapToObj(step -> "canary" + step + "bird")
                .filter(word -> contents.stream().anyMatch(content -> content.endsWith(word)))
                .collect(Collectors.toSet());
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
