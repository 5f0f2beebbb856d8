package dev.hector.store.projection;

import dev.hector.store.SessionStore;

/** Makes the runners of a process' projections. */
public interface ProjectionRunners {

    /** Each follows the log by itself. */
    ProjectionRunners FOLLOWING = ProjectionRunner::of;

    /** A runner that is not started yet. */
    ProjectionRunner of(SessionStore store, Projection projection);
}
