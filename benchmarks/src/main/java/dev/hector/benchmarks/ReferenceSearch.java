package dev.hector.benchmarks;

import dev.hector.benchmarks.LocomoConversation.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/** What known methods recall by themselves, to compare with: BM25 as Lucene has it, and the cosines of vectors. */
final class ReferenceSearch implements AutoCloseable {

    private static final String SAID = "said";

    private final EnglishAnalyzer analyzer = new EnglishAnalyzer();
    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final List<Turn> turns;
    private final DirectoryReader reader;
    private final List<float[]> vectors;
    private final TextVectors model;

    /** Makes vectors of texts. */
    interface TextVectors {

        List<float[]> of(List<String> texts);
    }

    ReferenceSearch(Collection<Turn> turns, TextVectors model) {
        this.turns = List.copyOf(turns);
        this.model = model;
        this.vectors = model.of(this.turns.stream().map(ReferenceSearch::said).toList());
        try {
            write();
            this.reader = DirectoryReader.open(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a transcript has it. */
    private static String said(Turn turn) {
        return turn.speaker() + ": " + turn.text();
    }

    private void write() throws IOException {
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (var turn : turns) {
                var document = new Document();
                document.add(new TextField(SAID, said(turn), Field.Store.NO));
                writer.addDocument(document);
            }
        }
    }

    /** Ids of the turns that share words with the question, the best first. */
    List<String> byWords(String question, int limit) {
        var query = new QueryBuilder(analyzer).createBooleanQuery(SAID, question);
        if (query == null) {
            return List.of();
        }
        try {
            var found = new ArrayList<String>();
            for (var hit : new IndexSearcher(reader).search(query, limit).scoreDocs) {
                found.add(turns.get(hit.doc).id());
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids of the turns whose vectors are nearest to the question's. */
    List<String> byVectors(String question, int limit) {
        var asked = model.of(List.of(question)).getFirst();
        return IntStream.range(0, turns.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -cosine(asked, vectors.get(i))))
                .limit(limit)
                .map(i -> turns.get(i).id())
                .toList();
    }

    private static double cosine(float[] one, float[] other) {
        var product = 0.0;
        var ofOne = 0.0;
        var ofOther = 0.0;
        for (var i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            ofOne += one[i] * one[i];
            ofOther += other[i] * other[i];
        }
        return product / Math.sqrt(ofOne * ofOther);
    }

    @Override
    public void close() {
        try {
            reader.close();
            directory.close();
            analyzer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
