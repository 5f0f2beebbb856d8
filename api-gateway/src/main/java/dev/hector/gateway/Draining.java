package dev.hector.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Stops before the servers do: no more turns begin, tails end, running turns are waited for. Meanwhile requests are still
 * answered, so that a stop is seen as 503 and not as a broken connection. Each context that has a server needs one of its
 * own, because contexts stop one after another; stopping twice is no more than stopping once.
 */
public final class Draining implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

    private final TurnRunner turns;
    private final EventTails tails;
    private volatile boolean running;

    public Draining(TurnRunner turns, EventTails tails) {
        this.turns = turns;
        this.tails = tails;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual().name("drain").start(() -> {
            try {
                stop();
            } finally {
                callback.run();
            }
        });
    }

    @Override
    public void stop() {
        running = false;
        try {
            tails.close();
            turns.drain();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            LOG.warn("Stopped before the running turns had ended");
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
