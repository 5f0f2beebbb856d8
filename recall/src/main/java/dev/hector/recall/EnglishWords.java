package dev.hector.recall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The terms of a text: words by Unicode's rules, without function words, stemmed by Porter's algorithm. Questions are
 * mostly function words (who, did, her), so all the closed classes go, not just articles and prepositions.
 */
final class EnglishWords {

    private static final List<String> FUNCTION_WORDS =
            List.of(("a an the this that these those and or but if so than then such no not nor"
                            + " as at by for from in into of on to with about up out"
                            + " i me my mine myself we us our ours you your yours yourself he him his himself"
                            + " she her hers herself it its itself they them their theirs themselves"
                            + " am is are was were be been being do does did doing done have has had having"
                            + " can could will would shall should may might must"
                            + " what when where who whom whose which why how there"
                            + " just too very also s t m re ve ll d don")
                    .split(" "));

    private static final Analyzer ANALYZER = new Analyzer() {
        private final CharArraySet functionWords = new CharArraySet(FUNCTION_WORDS, false);

        @Override
        protected TokenStreamComponents createComponents(String field) {
            var words = new StandardTokenizer();
            TokenStream terms = new LowerCaseFilter(new EnglishPossessiveFilter(words));
            terms = new StopFilter(new ASCIIFoldingFilter(terms), functionWords);
            return new TokenStreamComponents(words, new PorterStemFilter(terms));
        }
    };

    private EnglishWords() {}

    /** In the order of the text, repeated as often as they are said. */
    static List<String> of(String text) {
        try (var stream = ANALYZER.tokenStream("", text)) {
            var terms = new ArrayList<String>();
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
            return terms;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
