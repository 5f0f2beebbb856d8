package dev.hector.recall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeakersTest {

    private final Speakers speakers = new Speakers();

    @Test
    void putsAQuestionIntoTheFirstPersonOfWhomItNames() {
        speakers.add("Ann Lee");

        assertThat(speakers.asSpoken("Where did Ann meet ann's brother Bob?"))
                .isEqualTo("Where did I meet my brother Bob?");
    }

    @Test
    void leavesNamesAloneOfWhichNoMemoryIsLeft() {
        speakers.remove(speakers.add("Ann"));

        assertThat(speakers.asSpoken("Where is Ann?")).isEqualTo("Where is Ann?");
    }

    @Test
    void knowsWhoIsNamed() {
        var ann = speakers.add("Ann Lee");
        var bob = speakers.add("Bob");

        var named = speakers.namedIn("What is Lee's job?");

        assertThat(named[ann]).isTrue();
        assertThat(named[bob]).isFalse();
    }

    @Test
    void takesARoleForNoName() {
        var user = speakers.add("user");

        assertThat(speakers.namedIn("Which user was it?")[user]).isFalse();
        assertThat(speakers.asSpoken("Which user was it?")).isEqualTo("Which user was it?");
    }
}
