package dev.hector.gateway;

import dev.hector.models.ModelAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** A watched turn whose session, turn and agent are fields of every line that is logged while it is worked on. */
record LoggedTurn(TurnWatch.Turn turn, TurnWatch.Watched watched) implements TurnWatch.Watched {

    @Override
    public void run(Runnable work) {
        var before = fields();
        try {
            watched.run(work);
        } finally {
            MDC.setContextMap(before);
        }
    }

    @Override
    public <T> T call(Callable<T> work) throws Exception {
        var before = fields();
        try {
            return watched.call(work);
        } finally {
            MDC.setContextMap(before);
        }
    }

    private Map<String, String> fields() {
        var before = MDC.getCopyOfContextMap();
        MDC.put("gen_ai.conversation.id", turn.session());
        MDC.put("hector.turn.id", turn.turn());
        MDC.put("gen_ai.agent.name", turn.agent());
        return before == null ? Map.of() : before;
    }

    @Override
    public <T> List<T> recall(Supplier<List<T>> memories) {
        return watched.recall(memories);
    }

    @Override
    public void answered(ModelAnswer answer) {
        watched.answered(answer);
    }

    @Override
    public void ended(Optional<String> failure) {
        watched.ended(failure);
    }
}
