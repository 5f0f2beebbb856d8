package dev.hector.recall;

/** The highest scores that any memory has by its words and by its meaning; all scores are relative to these. */
record ScoreMaxima(double words, double meaning) {

    static final ScoreMaxima NONE = new ScoreMaxima(0, 0);

    private static final double WORDS = 0.6;

    ScoreMaxima or(ScoreMaxima others) {
        return new ScoreMaxima(Math.max(words, others.words), Math.max(meaning, others.meaning));
    }

    /** What a score by words is multiplied with. */
    double wordsWeight() {
        return words == 0 ? 0 : (meaning == 0 ? 1 : WORDS) / words;
    }

    /** What a score by meaning is multiplied with. */
    double meaningWeight() {
        return meaning == 0 ? 0 : (words == 0 ? 1 : 1 - WORDS) / meaning;
    }
}
