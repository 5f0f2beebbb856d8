package dev.hector.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hector.store.SessionStore;
import dev.hector.store.TestStores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBlobStoreTest extends BlobStoreContract {

    @TempDir
    private Path folder;

    @Override
    SessionStore open() {
        return TestStores.inMemory();
    }

    @Override
    BlobBytes bytes(SessionStore store) {
        return new FolderBlobBytes(store.name(), folder.resolve("blobs"));
    }

    @Override
    long locations(SessionStore store) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void letsNobodyElseRead() throws IOException {
        var bytes = new FolderBlobBytes("memory", folder.resolve("blobs"));
        bytes.write("0123-secret", new ByteArrayInputStream(new byte[] {1}));

        assertThat(permissions("blobs")).isEqualTo("rwx------");
        assertThat(permissions("blobs/01")).isEqualTo("rwx------");
        assertThat(permissions("blobs/01/0123-secret")).isEqualTo("rw-------");
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }
}
