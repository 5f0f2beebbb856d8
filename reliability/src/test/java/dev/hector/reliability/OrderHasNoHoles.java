package dev.hector.reliability;

import dev.hector.store.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** P3 and P4: positions are 1, 2, 3 … in the store, and sequences 1, 2, 3 … in each session, in the same order. */
final class OrderHasNoHoles implements Checker {

    @Override
    public List<String> violations(Evidence evidence) {
        var violations = new ArrayList<String>();
        var sequences = new HashMap<String, Long>();
        var position = 0L;
        for (var event : evidence.log()) {
            if (event.position() != ++position) {
                violations.add("position " + event.position() + " where " + position + " should be");
                position = event.position();
            }
            checkSequence(event, sequences, violations);
        }
        return violations;
    }

    private static void checkSequence(StoredEvent event, HashMap<String, Long> sequences, List<String> violations) {
        var session = event.session().toString();
        var expected = sequences.getOrDefault(session, 0L) + 1;
        if (event.sequence() != expected) {
            violations.add(session + ": sequence " + event.sequence() + " where " + expected + " should be");
        }
        sequences.put(session, event.sequence());
    }
}
