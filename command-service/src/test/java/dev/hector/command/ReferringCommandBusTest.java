package dev.hector.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.command.session.CommandRefusal;
import dev.hector.command.session.Limits;
import dev.hector.command.session.SessionCommand;
import dev.hector.command.session.SessionCommand.AppendMessages;
import dev.hector.command.session.SessionCommand.CreateSession;
import dev.hector.command.session.SessionCommand.EndSession;
import dev.hector.command.session.SessionCommand.NewMessage;
import dev.hector.events.BlobReference;
import dev.hector.events.MediaPart;
import dev.hector.events.MessageContent;
import dev.hector.events.Role;
import dev.hector.events.SessionEnded.Reason;
import dev.hector.events.SessionKey;
import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import dev.hector.store.blob.BlobStore;
import dev.hector.store.blob.BlobStore.Upload.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferringCommandBusTest {

    private static final SessionKey PAINT = SessionKey.of("assistant", "paint");
    private static final SessionKey MUSIC = SessionKey.of("assistant", "music");

    private final SessionStore store = TestStores.inMemory();
    private final BlobStore blobs = BlobStore.in(store);
    private final StoreCommands commands = new StoreCommands(store, Limits.NONE);

    @BeforeEach
    void create() {
        submit(PAINT, new CreateSession("ada", null, Map.of(), false));
        submit(MUSIC, new CreateSession("ada", null, Map.of(), false));
    }

    @AfterEach
    void close() {
        commands.close();
        store.close();
    }

    @Test
    void refusesAMessageWhoseBlobWasNotUploaded() {
        var outcome = submit(PAINT, says(new BlobReference("0f".repeat(32), 3)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(CommandRefusal.InvalidRequest.class));
        assertThat(store.log().version(PAINT)).isEqualTo(1);
    }

    @Test
    void keepsABlobForAsLongAsASessionNamesIt() throws IOException {
        var blob = upload();
        submit(PAINT, says(blob));
        submit(MUSIC, says(blob));

        end(PAINT, Reason.DELETED);
        assertThat(sweptAfterAnHour()).isZero();

        end(MUSIC, Reason.DELETED);
        assertThat(sweptAfterAnHour()).isEqualTo(1);
        assertThat(blobs.open(PAINT.tenant(), blob)).isEmpty();
    }

    @Test
    void keepsTheBlobsOfASessionThatEndedAndCanBeRead() throws IOException {
        submit(PAINT, says(upload()));

        end(PAINT, Reason.COMPLETED);

        assertThat(sweptAfterAnHour()).isZero();
    }

    @Test
    void keepsNoBlobForASessionThatIsNotThere() throws IOException {
        var blob = upload();
        end(PAINT, Reason.DELETED);

        assertThat(submit(PAINT, says(blob))).isInstanceOf(Outcome.Refused.class);
        assertThat(submit(SessionKey.of("assistant", "never"), says(blob))).isInstanceOf(Outcome.Refused.class);

        assertThat(sweptAfterAnHour()).isEqualTo(1);
    }

    private int sweptAfterAnHour() {
        commands.sweep();
        var hour = BlobStore.UNREFERENCED.toMillis() + 1;
        store.write(rows -> rows.sql("update message_blob set touched_at = touched_at - " + hour)
                .update());
        return blobs.sweep();
    }

    private BlobReference upload() throws IOException {
        var bytes = new ByteArrayInputStream(new byte[] {1, 2, 3});
        return ((Stored) blobs.put(PAINT.tenant(), bytes)).blob();
    }

    private void end(SessionKey session, Reason reason) {
        submit(session, new EndSession(reason, null));
    }

    private Outcome submit(SessionKey session, SessionCommand command) {
        return commands.bus().submit(Request.bySystem(session, command));
    }

    private static AppendMessages says(BlobReference blob) {
        var image = MessageContent.of(new MediaPart(MediaPart.Kind.IMAGE, "image/png", "cat.png", blob));
        return new AppendMessages(
                List.of(new NewMessage("msg_1", null, null, Role.USER, image, 1, List.of(), null, Map.of(), null)),
                null);
    }
}
