package dev.hector.reliability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a reader saw who polled for positions above its last while others wrote (P4).
 *
 * @param start the position above which it began
 */
record Reading(long start, List<Seen> seen) {

    record Seen(long position, String eventId) {}

    /** What it missed or saw in another order; empty when it saw what the log holds. */
    List<String> violations(Evidence evidence) {
        var violations = new ArrayList<String>();
        var known = new HashSet<>(seen);
        evidence.log().stream()
                .filter(event -> event.position() > start)
                .map(event -> new Seen(event.position(), event.eventId()))
                .filter(event -> !known.contains(event))
                .forEach(event -> violations.add("a reader from " + start + " missed " + event));
        for (int i = 1; i < seen.size(); i++) {
            if (seen.get(i).position() <= seen.get(i - 1).position()) {
                violations.add("a reader from " + start + " saw " + seen.get(i) + " after " + seen.get(i - 1));
            }
        }
        return violations;
    }
}
