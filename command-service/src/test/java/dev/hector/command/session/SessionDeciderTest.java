package dev.hector.command.session;

import static dev.hector.command.session.SessionFixture.LEASE;
import static dev.hector.command.session.SessionFixture.START;
import static dev.hector.command.session.SessionFixture.answered;
import static dev.hector.command.session.SessionFixture.append;
import static dev.hector.command.session.SessionFixture.appendKeyed;
import static dev.hector.command.session.SessionFixture.appended;
import static dev.hector.command.session.SessionFixture.asked;
import static dev.hector.command.session.SessionFixture.complete;
import static dev.hector.command.session.SessionFixture.completed;
import static dev.hector.command.session.SessionFixture.configured;
import static dev.hector.command.session.SessionFixture.createOrGet;
import static dev.hector.command.session.SessionFixture.created;
import static dev.hector.command.session.SessionFixture.delete;
import static dev.hector.command.session.SessionFixture.deleted;
import static dev.hector.command.session.SessionFixture.end;
import static dev.hector.command.session.SessionFixture.ended;
import static dev.hector.command.session.SessionFixture.fail;
import static dev.hector.command.session.SessionFixture.failed;
import static dev.hector.command.session.SessionFixture.recall;
import static dev.hector.command.session.SessionFixture.recalled;
import static dev.hector.command.session.SessionFixture.start;
import static dev.hector.command.session.SessionFixture.startAgain;
import static dev.hector.command.session.SessionFixture.startIfVersion;
import static dev.hector.command.session.SessionFixture.startKeyed;
import static dev.hector.command.session.SessionFixture.startOf;
import static dev.hector.command.session.SessionFixture.startUnkeyed;
import static dev.hector.command.session.SessionFixture.started;
import static dev.hector.command.session.SessionFixture.summarise;
import static dev.hector.command.session.SessionFixture.summarised;

import dev.hector.command.session.Answer.Created;
import dev.hector.command.session.Answer.MessageStored;
import dev.hector.command.session.Answer.MessagesStored;
import dev.hector.command.session.Answer.TurnOpened;
import dev.hector.command.session.SessionCommand.ExpireSession;
import dev.hector.command.session.SessionCommand.FailLostTurn;
import dev.hector.events.AgentConfigured;
import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionEvent;
import dev.hector.events.TurnFailed.Code;
import dev.hector.events.memory.MemorySettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SessionDeciderTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Nested
    class CreateSession {

        @Test
        void createsOnce() {
            given().when(SessionFixture.create()).then(created()).answers(new Created(true));
        }

        @Test
        void refusesATakenId() {
            given(created()).when(SessionFixture.create()).refuses(new CommandRefusal.SessionExists());
        }

        @Test
        void findsAnExistingSessionWhereThatIsAllowed() {
            given(created()).when(createOrGet()).thenNothing().answers(new Created(false));
        }

        @Test
        void doesNotHandOutSomebodyElsesSession() {
            given(created()).by("bob").when(createOrGet()).refuses(new CommandRefusal.SessionExists());
        }

        @Test
        void neverReusesADeletedId() {
            given(created(), deleted()).when(SessionFixture.create()).refuses(new CommandRefusal.SessionExists());
            given(created(), deleted()).when(createOrGet()).refuses(new CommandRefusal.SessionExists());
        }
    }

    @Nested
    class StartTurn {

        @Test
        void storesTheMessageAndOpensATurn() {
            given(created())
                    .when(start(1))
                    .then(configured(), asked(1), started(1, 1))
                    .answers(new TurnOpened("turn_1", 1, 4, "msg_1", false));
        }

        @Test
        void recordsTheAgentOnlyWhenItChanged() {
            given(created(), configured(), asked(1), started(1, 1), answered(1), completed(1, 1))
                    .when(start(2))
                    .then(asked(2), started(2, 2));
        }

        @Test
        void recordsAChangedAgentBeforeTheMessage() {
            var changed = new AgentConfigured("demo", "Be terse.", MemorySettings.DEFAULT);
            given(created(), configured()).when(startOf(1, changed)).then(changed, asked(1), started(1, 1));
        }

        @Test
        void answersARepeatedKeyWithItsTurn() {
            given(created(), configured(), asked(1), started(1, 1), answered(1), completed(1, 1))
                    .when(start(1))
                    .thenNothing()
                    .answers(new TurnOpened("turn_1", 1, 4, "msg_1", true));
        }

        @Test
        void answersARepeatedKeyWhileItsTurnRuns() {
            given(created(), configured(), asked(1), started(1, 1))
                    .when(startAgain(1))
                    .thenNothing()
                    .answers(new TurnOpened("turn_1", 1, 4, "msg_1", true));
        }

        @Test
        void givesTheTurnToWhoeverOpenedItWhenTheAnswerWasLost() {
            given(created(), configured(), asked(1), started(1, 1))
                    .when(start(1))
                    .thenNothing()
                    .answers(new TurnOpened("turn_1", 1, 4, "msg_1", false));
            given(created(), configured(), asked(1), started(1, 1))
                    .when(startUnkeyed(1))
                    .thenNothing()
                    .answers(new TurnOpened("turn_1", 1, 4, "msg_1", false));
        }

        @Test
        void givesAnEndedTurnToNobody() {
            given(created(), configured(), asked(1), started(1, 1), failed(1, 1, Code.MODEL_FAILED))
                    .when(start(1))
                    .thenNothing()
                    .answers(new TurnOpened("turn_1", 1, 4, "msg_1", true));
        }

        @Test
        void answersARepeatedKeyAfterTheSessionEnded() {
            given(created(), configured(), asked(1), started(1, 1), answered(1), completed(1, 1), ended())
                    .when(start(1))
                    .thenNothing()
                    .answers(new TurnOpened("turn_1", 1, 4, "msg_1", true));
        }

        @Test
        void answersARepeatedKeyWhateverVersionItAskedFor() {
            given(created(), configured(), asked(1), started(1, 1), answered(1), completed(1, 1))
                    .when(startIfVersion(1, 1))
                    .thenNothing()
                    .answers(new TurnOpened("turn_1", 1, 4, "msg_1", true));
        }

        @Test
        void answersAKeyThatOnlyTheLogRemembers() {
            given(created(), configured())
                    .remembering(new IdempotencyRecord("key_1", SessionFixture.digest(1), "msg_1", 40, "turn_1", 7, 41))
                    .when(start(1))
                    .thenNothing()
                    .answers(new TurnOpened("turn_1", 7, 41, "msg_1", true));
        }

        @Test
        void refusesAKeyThatStandsForAnotherMessage() {
            given(created(), configured(), asked(1), started(1, 1), answered(1), completed(1, 1))
                    .when(startKeyed(2, "key_1"))
                    .refuses(new CommandRefusal.KeyReused("key_1", "msg_1"));
        }

        @Test
        void refusesAKeyOfAMessageThatOpenedNoTurn() {
            given(created(), appended(1)).when(start(1)).refuses(new CommandRefusal.KeyReused("key_1", "msg_1"));
        }

        @Test
        void refusesASecondTurn() {
            given(created(), configured(), asked(1), started(1, 1))
                    .when(start(2))
                    .refuses(new CommandRefusal.SessionBusy("turn_1", START.plus(LEASE)));
        }

        @Test
        void closesATurnWhoseLeaseRanOutFirst() {
            given(created(), configured(), asked(1), started(1, 1))
                    .after(LEASE)
                    .when(start(2))
                    .then(failed(1, 1, Code.OWNER_LOST), asked(2), startedAt(2, 2, LEASE));
        }

        @Test
        void respectsARenewedLease() {
            var renewed = START.plus(LEASE).plusSeconds(5);
            given(created(), configured(), asked(1), started(1, 1))
                    .after(LEASE)
                    .renewedUntil(renewed)
                    .when(start(2))
                    .refuses(new CommandRefusal.SessionBusy("turn_1", renewed));
        }

        @Test
        void refusesAnEndedSession() {
            given(created(), ended()).when(start(1)).refuses(new CommandRefusal.SessionEnded(Reason.COMPLETED));
        }

        @Test
        void doesNotKnowADeletedSession() {
            given(created(), deleted()).when(start(1)).refuses(new CommandRefusal.SessionNotFound());
        }

        @Test
        void doesNotKnowAMissingSession() {
            given().when(start(1)).refuses(new CommandRefusal.SessionNotFound());
        }

        @Test
        void doesNotKnowSomebodyElsesSession() {
            given(created()).by("bob").when(start(1)).refuses(new CommandRefusal.SessionNotFound());
        }

        @Test
        void knowsTheOwnersSession() {
            given(created(), configured()).by("alice").when(start(1)).then(asked(1), started(1, 1));
        }

        @Test
        void refusesAnotherVersion() {
            given(created()).when(startIfVersion(1, 7)).refuses(new CommandRefusal.VersionConflict(7, 1));
        }

        @Test
        void acceptsTheRightVersion() {
            given(created(), configured()).when(startIfVersion(1, 2)).then(asked(1), started(1, 1));
        }

        @Test
        void endsASessionThatIsFoundIdle() {
            given(created())
                    .limits(HOUR, null)
                    .after(HOUR)
                    .when(start(1))
                    .refuses(new CommandRefusal.SessionEnded(Reason.IDLE_TIMEOUT))
                    .then(ended(Reason.IDLE_TIMEOUT));
        }

        @Test
        void endsASessionThatIsFoundTooOldWithItsTurn() {
            given(created(), configured(), asked(1), started(1, 1))
                    .limits(null, DAY)
                    .after(DAY)
                    .when(start(2))
                    .refuses(new CommandRefusal.SessionEnded(Reason.MAX_DURATION))
                    .then(failed(1, 1, Code.SESSION_ENDED), ended(Reason.MAX_DURATION));
        }
    }

    @Nested
    class RecordRecall {

        @Test
        void recordsWhatTheOpenTurnRecalledOnce() {
            given(created(), asked(1), started(1, 1)).when(recall(1, 1)).then(recalled(1, 1));
            given(created(), asked(1), started(1, 1), recalled(1, 1))
                    .when(recall(1, 1))
                    .thenNothing();
        }

        @Test
        void isOfTheNextTurnsOwnToo() {
            given(
                            created(),
                            asked(1),
                            started(1, 1),
                            recalled(1, 1),
                            failed(1, 1, Code.CANCELLED),
                            asked(2),
                            started(2, 2))
                    .when(recall(2, 2))
                    .then(recalled(2, 2));
        }

        @Test
        void refusesATurnThatIsNotOpen() {
            given(created(), asked(1), started(1, 1))
                    .when(recall(1, 2))
                    .refuses(new CommandRefusal.TurnNotOpen("turn_1"));
            given(created(), asked(1), started(1, 1), failed(1, 1, Code.OWNER_LOST))
                    .when(recall(1, 1))
                    .refuses(new CommandRefusal.TurnNotOpen("turn_1"));
        }
    }

    @Nested
    class CompleteTurn {

        @Test
        void storesTheAnswerAndClosesTheTurn() {
            given(created(), configured(), asked(1), started(1, 1))
                    .when(complete(1, 1))
                    .then(answered(1), completed(1, 1));
        }

        @Test
        void isHarmlessWhenRepeated() {
            given(created(), asked(1), started(1, 1), answered(1), completed(1, 1))
                    .when(complete(1, 1))
                    .thenNothing()
                    .answers(new Answer.Done());
        }

        @Test
        void refusesAnotherAttempt() {
            given(created(), asked(1), started(1, 1))
                    .when(complete(1, 2))
                    .refuses(new CommandRefusal.TurnNotOpen("turn_1"));
        }

        @Test
        void refusesATurnThatFailed() {
            given(created(), asked(1), started(1, 1), failed(1, 1, Code.OWNER_LOST))
                    .when(complete(1, 1))
                    .refuses(new CommandRefusal.TurnNotOpen("turn_1"));
        }

        @Test
        void refusesATurnThatAnotherOneFollowed() {
            given(created(), asked(1), started(1, 1), failed(1, 1, Code.OWNER_LOST), asked(2), started(2, 2))
                    .when(complete(1, 1))
                    .refuses(new CommandRefusal.TurnNotOpen("turn_1"));
        }

        @Test
        void acceptsALateAnswerWhileNobodyClosedTheTurn() {
            given(created(), asked(1), started(1, 1))
                    .after(LEASE.multipliedBy(3))
                    .when(complete(1, 1))
                    .then(answered(1), completed(1, 1));
        }
    }

    @Nested
    class FailTurn {

        @Test
        void closesTheTurnWithoutAnAnswer() {
            given(created(), asked(1), started(1, 1))
                    .when(fail(1, 1, Code.MODEL_FAILED))
                    .then(failed(1, 1, Code.MODEL_FAILED));
        }

        @Test
        void refusesATurnThatFailedBeforePerhapsForAnotherReason() {
            given(created(), asked(1), started(1, 1), failed(1, 1, Code.OWNER_LOST))
                    .when(fail(1, 1, Code.MODEL_FAILED))
                    .refuses(new CommandRefusal.TurnNotOpen("turn_1"));
        }

        @Test
        void neverTakesBackAnAnswer() {
            given(created(), asked(1), started(1, 1), answered(1), completed(1, 1))
                    .when(fail(1, 1, Code.MODEL_FAILED))
                    .refuses(new CommandRefusal.TurnNotOpen("turn_1"));
        }

        @Test
        void leavesATurnAloneThatItsOwnerHolds() {
            given(created(), asked(1), started(1, 1))
                    .when(new FailLostTurn("turn_1", 1))
                    .refuses(new CommandRefusal.SessionBusy("turn_1", START.plus(LEASE)));
        }

        @Test
        void closesALostTurn() {
            given(created(), asked(1), started(1, 1))
                    .after(LEASE)
                    .when(new FailLostTurn("turn_1", 1))
                    .then(failed(1, 1, Code.OWNER_LOST));
        }

        @Test
        void closesALostTurnOnce() {
            given(created(), asked(1), started(1, 1), failed(1, 1, Code.OWNER_LOST), asked(2), started(2, 2))
                    .after(LEASE)
                    .when(new FailLostTurn("turn_1", 1))
                    .thenNothing();
        }
    }

    @Nested
    class AppendMessages {

        @Test
        void storesTheMessage() {
            given(created()).when(append(1)).then(appended(1)).answers(stored(new MessageStored("msg_1", 2, false)));
        }

        @Test
        void storesSeveralInTheirOrder() {
            given(created())
                    .when(append(3, 1, 2))
                    .then(appended(3), appended(1), appended(2))
                    .answers(stored(
                            new MessageStored("msg_3", 2, false),
                            new MessageStored("msg_1", 3, false),
                            new MessageStored("msg_2", 4, false)));
        }

        @Test
        void storesOfSeveralOnlyThoseThatAreNotYet() {
            given(created(), appended(1), appended(2))
                    .when(append(2, 3, 1, 4))
                    .then(appended(3), appended(4))
                    .answers(stored(
                            new MessageStored("msg_2", 3, true),
                            new MessageStored("msg_3", 4, false),
                            new MessageStored("msg_1", 2, true),
                            new MessageStored("msg_4", 5, false)));
        }

        @Test
        void storesAMessageOnceThatComesTwice() {
            given(created())
                    .when(append(1, 1))
                    .then(appended(1))
                    .answers(stored(new MessageStored("msg_1", 2, false), new MessageStored("msg_1", 2, true)));
        }

        @Test
        void storesNoneWhereOneKeyStandsForAnotherMessage() {
            given(created(), appended(1))
                    .when(SessionFixture.append(SessionFixture.message(2, "key_2"), SessionFixture.message(3, "key_1")))
                    .refuses(new CommandRefusal.KeyReused("key_1", "msg_1"));
            given(created())
                    .when(SessionFixture.append(SessionFixture.message(2, "key_2"), SessionFixture.message(3, "key_2")))
                    .refuses(new CommandRefusal.KeyReused("key_2", "msg_2"));
        }

        @Test
        void storesMessagesWithoutKeysEachTime() {
            given(created())
                    .when(SessionFixture.append(SessionFixture.message(1, null), SessionFixture.message(1, null)))
                    .answers(stored(new MessageStored("msg_1", 2, false), new MessageStored("msg_1", 3, false)));
        }

        @Test
        void countsFromTheEndOfATurnThatWasLost() {
            given(created(), asked(1), started(1, 1))
                    .after(LEASE)
                    .when(append(2, 3))
                    .then(failed(1, 1, Code.OWNER_LOST), appended(2), appended(3))
                    .answers(stored(new MessageStored("msg_2", 5, false), new MessageStored("msg_3", 6, false)));
        }

        @Test
        void knowsTheMessagesOfASessionThatHasEndedButTakesNoOther() {
            given(created(), appended(1), appended(2), ended())
                    .when(append(1, 2))
                    .thenNothing()
                    .answers(stored(new MessageStored("msg_1", 2, true), new MessageStored("msg_2", 3, true)));
            given(created(), appended(1), ended())
                    .when(append(1, 2))
                    .refuses(new CommandRefusal.SessionEnded(Reason.COMPLETED));
        }

        private MessagesStored stored(MessageStored... messages) {
            return new MessagesStored(List.of(messages));
        }

        @Test
        void answersARepeatedKeyWithItsMessage() {
            given(created(), appended(1), appended(2))
                    .when(append(1))
                    .thenNothing()
                    .answers(stored(new MessageStored("msg_1", 2, true)));
        }

        @Test
        void refusesAKeyThatStandsForAnotherMessage() {
            given(created(), appended(1))
                    .when(appendKeyed(2, "key_1"))
                    .refuses(new CommandRefusal.KeyReused("key_1", "msg_1"));
        }

        @Test
        void refusesAKeyThatOpenedATurn() {
            given(created(), asked(1), started(1, 1))
                    .when(append(1))
                    .refuses(new CommandRefusal.KeyReused("key_1", "msg_1"));
        }

        @Test
        void doesNotComeBetweenAQuestionAndItsAnswer() {
            given(created(), asked(1), started(1, 1))
                    .when(append(2))
                    .refuses(new CommandRefusal.SessionBusy("turn_1", START.plus(LEASE)));
        }

        @Test
        void refusesAnEndedSession() {
            given(created(), ended()).when(append(1)).refuses(new CommandRefusal.SessionEnded(Reason.COMPLETED));
        }
    }

    @Nested
    class RecordSummary {

        @Test
        void keepsTheSummary() {
            given(created(), appended(1), appended(2)).when(summarise(2, 3, 0)).then(summarised(2, 3));
        }

        @Test
        void refusesOneThatAnotherOneOvertook() {
            given(created(), appended(1), appended(2), summarised(2, 3))
                    .when(summarise(2, 3, 0))
                    .refuses(new CommandRefusal.SummaryOutdated(3));
        }

        @Test
        void refusesOneThatCoversNothingNew() {
            given(created(), appended(1), appended(2), summarised(2, 3))
                    .when(summarise(2, 3, 3))
                    .refuses(new CommandRefusal.SummaryOutdated(3));
        }

        @Test
        void refusesASessionThatIsOver() {
            given(created(), appended(1), ended())
                    .when(summarise(2, 2, 0))
                    .refuses(new CommandRefusal.SummaryOutdated(0));
            given(created(), appended(1), deleted())
                    .when(summarise(2, 2, 0))
                    .refuses(new CommandRefusal.SummaryOutdated(0));
        }

        @Test
        void refusesAnEmptySummary() {
            given(created(), appended(1))
                    .when(SessionFixture.summarise(2, 2, 0, " "))
                    .refuses(new CommandRefusal.InvalidRequest("text", "a summary is not empty"));
        }

        @Test
        void refusesARangeThatIsNotThere() {
            given(created(), appended(1))
                    .when(summarise(2, 3, 0))
                    .refuses(new CommandRefusal.InvalidRequest("to", "the session has no event 3"));
            given(created(), appended(1))
                    .when(summarise(2, 1, 0))
                    .refuses(new CommandRefusal.InvalidRequest("from", "must be at least 1 and at most 'to'"));
        }
    }

    @Nested
    class EndSession {

        @Test
        void endsTheSession() {
            given(created()).when(end()).then(ended());
        }

        @Test
        void endsTheOpenTurnFirst() {
            given(created(), asked(1), started(1, 1)).when(end()).then(failed(1, 1, Code.SESSION_ENDED), ended());
        }

        @Test
        void isHarmlessWhenRepeated() {
            given(created(), ended()).when(end()).thenNothing().answers(new Answer.Done());
        }

        @Test
        void deletesAnEndedSession() {
            given(created(), ended()).when(delete()).then(deleted());
        }

        @Test
        void deletesTwiceWithoutAnError() {
            given(created(), deleted()).when(delete()).thenNothing().answers(new Answer.Done());
        }

        @Test
        void doesNotKnowADeletedSession() {
            given(created(), deleted()).when(end()).refuses(new CommandRefusal.SessionNotFound());
        }

        @Test
        void doesNotDeleteSomebodyElsesSession() {
            given(created()).by("bob").when(delete()).refuses(new CommandRefusal.SessionNotFound());
        }

        @Test
        void doesNotDeleteWhatNeverWas() {
            given().when(delete()).refuses(new CommandRefusal.SessionNotFound());
        }

        @Test
        void refusesAnotherVersion() {
            given(created())
                    .when(new SessionCommand.EndSession(Reason.DELETED, 9L))
                    .refuses(new CommandRefusal.VersionConflict(9, 1));
        }
    }

    @Nested
    class Expire {

        @Test
        void endsAnIdleSession() {
            given(created())
                    .limits(HOUR, null)
                    .after(HOUR)
                    .when(new ExpireSession())
                    .then(ended(Reason.IDLE_TIMEOUT));
        }

        @Test
        void leavesAnActiveSession() {
            given(created())
                    .limits(HOUR, DAY)
                    .after(HOUR.minusMillis(1))
                    .when(new ExpireSession())
                    .thenNothing();
        }

        @Test
        void doesNotCallAnOpenTurnIdle() {
            given(created(), asked(1), started(1, 1))
                    .limits(HOUR, null)
                    .after(HOUR.multipliedBy(2))
                    .when(new ExpireSession())
                    .thenNothing();
        }

        @Test
        void doesNotCallASummaryActivity() {
            given(created(), appended(1))
                    .after(HOUR)
                    .and(summarised(2, 2))
                    .limits(HOUR, null)
                    .when(new ExpireSession())
                    .then(ended(Reason.IDLE_TIMEOUT));
        }

        @Test
        void endsAnOldSessionHoweverActive() {
            given(created())
                    .after(DAY)
                    .and(appended(1))
                    .limits(HOUR, DAY)
                    .when(new ExpireSession())
                    .then(ended(Reason.MAX_DURATION));
        }

        @Test
        void isTheSystemsOwnDoingWhoeverFindsIt() {
            var found = new SessionEvent[] {failed(1, 1, Code.SESSION_ENDED), ended(Reason.MAX_DURATION)};
            given(created(), asked(1), started(1, 1))
                    .limits(null, HOUR)
                    .after(HOUR)
                    .when(start(2))
                    .then(found)
                    .found(found)
                    .refuses(new CommandRefusal.SessionEnded(Reason.MAX_DURATION));
        }

        @Test
        void endsOnce() {
            given(created(), ended(Reason.IDLE_TIMEOUT))
                    .limits(HOUR, DAY)
                    .after(DAY)
                    .when(new ExpireSession())
                    .thenNothing();
        }

        @Test
        void endsNothingWithoutLimits() {
            given(created())
                    .after(DAY.multipliedBy(1000))
                    .when(new ExpireSession())
                    .thenNothing();
        }
    }

    private static SessionFixture given(SessionEvent... events) {
        return new SessionFixture().and(events);
    }

    private static SessionEvent startedAt(int turn, int attempt, Duration after) {
        return SessionFixture.started(turn, attempt, START.plus(after));
    }
}
