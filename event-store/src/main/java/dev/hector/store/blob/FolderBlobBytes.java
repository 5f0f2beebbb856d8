package dev.hector.store.blob;

import dev.hector.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** A file a blob, that only the server's user may read, and that is there whole or not at all. */
final class FolderBlobBytes implements BlobBytes {

    private static final int BUFFER = 64 << 10;
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final String store;
    private final Path folder;

    FolderBlobBytes(String store, Path folder) {
        this.store = store;
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public void write(String location, InputStream bytes) throws IOException {
        var unfinished = unfinished(location);
        try (var file = create(location, unfinished)) {
            copy(bytes, file);
            attempt(() -> file.force(true));
        }
        attempt(() -> Files.move(unfinished, finished(location), StandardCopyOption.ATOMIC_MOVE));
        attempt(() -> persistNames(folderOf(location)));
    }

    /** A file whose name is lost with the power would leave a blob without its bytes. */
    private void persistNames(Path changed) throws IOException {
        for (var directory : POSIX ? List.of(changed, folder) : List.<Path>of()) {
            try (var names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private FileChannel create(String location, Path file) {
        return attempt(() -> {
            Files.createDirectories(folderOf(location), onlyOwner("rwx------"));
            return FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), onlyOwner("rw-------"));
        });
    }

    private static FileAttribute<?>[] onlyOwner(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[] {};
    }

    /** What the sender does is not the folder's fault, and the other way round. */
    private void copy(InputStream bytes, FileChannel file) throws IOException {
        var buffer = new byte[BUFFER];
        for (var count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
            var read = ByteBuffer.wrap(buffer, 0, count);
            attempt(() -> writeFully(read, file));
        }
    }

    private static void writeFully(ByteBuffer bytes, FileChannel file) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public InputStream read(String location) {
        return attempt(() -> Files.newInputStream(finished(location)));
    }

    @Override
    public void delete(String location) {
        attempt(() -> {
            Files.deleteIfExists(unfinished(location));
            Files.deleteIfExists(finished(location));
        });
    }

    private Path finished(String location) {
        return folderOf(location).resolve(location);
    }

    private Path folderOf(String location) {
        return folder.resolve(location.substring(0, 2));
    }

    private Path unfinished(String location) {
        return finished(location + ".part");
    }

    private void attempt(FileWork work) {
        attempt(() -> {
            work.run();
            return true;
        });
    }

    private <T> T attempt(FileQuestion<T> question) {
        try {
            return question.ask();
        } catch (IOException | UncheckedIOException failure) {
            throw new StoreUnavailableException(store, "its folder " + folder + " fails: " + failure, failure);
        }
    }

    @FunctionalInterface
    private interface FileWork {
        void run() throws IOException;
    }

    @FunctionalInterface
    private interface FileQuestion<T> {
        T ask() throws IOException;
    }
}
