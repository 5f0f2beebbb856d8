package dev.hector.recall;

/** All the memories that a question is put to: those of a table, and those that are known by statistics only. */
record Corpus(MemoryTable table, TermStatistics external) {

    double meanLength() {
        var memories = memories();
        return memories == 0 ? 1 : Math.max(1, (double) (table.words() + external.length()) / memories);
    }

    /** How much it says of a memory that it has a term. */
    double rarity(String term) {
        var postings = table.vocabulary.find(term);
        var holders = (postings == null ? 0 : postings.alive()) + external.holders(term);
        return Math.log(1 + (memories() - holders + 0.5) / (holders + 0.5));
    }

    private long memories() {
        return table.size() + external.memories();
    }
}
