package dev.hector.store.blob;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of blobs are. A location is written once, by one upload, and never used again. */
interface BlobBytes {

    /** Throws {@link IOException} only when the stream cannot be read; what is written then is deleted by the caller. */
    void write(String location, InputStream bytes) throws IOException;

    InputStream read(String location);

    /** Harmless when nothing, or only a part, is there. */
    void delete(String location);
}
