package dev.hector.cli;

/** Prints one answer as it comes, or at once when it is complete. */
final class AnswerPrinter {

    private final Shell shell;
    private final boolean atOnce;
    private boolean begun;
    private boolean atLineStart = true;

    AnswerPrinter(Shell shell, boolean atOnce) {
        this.shell = shell;
        this.atOnce = atOnce;
    }

    void piece(String text) {
        if (!atOnce && !text.isEmpty()) {
            begun = true;
            BetweenAnswers.answerBegins();
            show(text);
        }
    }

    /** What was shown so far is all of it, unless nothing was. */
    void complete(String response) {
        if (!begun) {
            show(response);
        }
        breakOff();
    }

    /** Leaves the terminal at the beginning of a line. */
    void breakOff() {
        if (!atLineStart) {
            show("\n");
        }
        BetweenAnswers.answerEnds();
    }

    private void show(String text) {
        shell.show(text);
        atLineStart = text.isEmpty() ? atLineStart : text.endsWith("\n");
    }
}
