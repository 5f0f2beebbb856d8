package dev.hector.memory;

import dev.hector.configuration.AgentConfig;
import dev.hector.configuration.HectorConfig;
import dev.hector.events.AgentConfigured;
import dev.hector.events.MemoriesRecalled;
import dev.hector.events.MemorySummarised;
import dev.hector.events.MessageAppended;
import dev.hector.events.SessionCreated;
import dev.hector.events.SessionEnded;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.events.TurnCompleted;
import dev.hector.events.TurnFailed;
import dev.hector.events.TurnStarted;
import dev.hector.events.UnknownEventException;
import dev.hector.events.memory.ContextMessage;
import dev.hector.events.memory.MemorySettings;
import dev.hector.events.memory.MemorySettings.Strategy;
import dev.hector.events.memory.TokenCounter;
import dev.hector.events.memory.WorkingMemory;
import dev.hector.events.memory.WorkingMemory.DueSummary;
import dev.hector.store.SessionStores;
import dev.hector.store.StoreUnavailableException;
import dev.hector.store.WorkingMemoryLog;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * When a session's memory passes its threshold, the oldest turns are summarised, off every request's path.
 *
 * <p>An event only says which session to look at; whether a summary is due is read from the log at that moment, so a
 * replay summarises nothing twice. One summary at a time per session; the command service refuses one that another
 * process was faster with. A failed or empty summary changes nothing and is tried again, later each time and from half
 * the source, and after {@value #ATTEMPTS} attempts with the session's next message. No other summariser stands in.
 */
final class WhenMemoryOverThresholdThenSummarise implements AutoCloseable {

    static final int ATTEMPTS = 6;

    private static final Logger LOG = LoggerFactory.getLogger(WhenMemoryOverThresholdThenSummarise.class);
    private static final int QUEUE = 10_000;
    private static final int PARALLEL = 2;
    private static final int LEAST_SUMMARY = 12;

    private final SessionStores stores;
    private final HectorConfig config;
    private final Function<AgentConfig, Summariser> summarisers;
    private final SummaryRecorder recorder;
    private final TokenCounter counter;
    private final Duration pause;
    private final SummaryWatch watch;
    private final TokenAllowance allowance = new TokenAllowance();
    private final Map<SessionKey, Integer> failures = new ConcurrentHashMap<>();
    private final SessionQueue queue = new SessionQueue(QUEUE, PARALLEL, this::react);

    /** @param pause before a failed summary is tried again; doubles with each failure */
    WhenMemoryOverThresholdThenSummarise(
            SessionStores stores,
            HectorConfig config,
            Function<AgentConfig, Summariser> summarisers,
            SummaryRecorder recorder,
            TokenCounter counter,
            Duration pause) {
        this(stores, config, summarisers, recorder, counter, pause, SummaryWatch.NONE);
    }

    /** @param watch sees the summaries that are begun */
    WhenMemoryOverThresholdThenSummarise(
            SessionStores stores,
            HectorConfig config,
            Function<AgentConfig, Summariser> summarisers,
            SummaryRecorder recorder,
            TokenCounter counter,
            Duration pause,
            SummaryWatch watch) {
        this.stores = stores;
        this.config = config;
        this.summarisers = summarisers;
        this.recorder = recorder;
        this.counter = counter;
        this.pause = pause;
        this.watch = watch;
    }

    /** Notices that a session went on; returns at once. */
    void seen(SessionKey session, SessionEvent event) {
        if (!summarises(session)) {
            return;
        }
        switch (event) {
            case MessageAppended message -> said(session, message);
            case TurnCompleted _ -> lookWhenFull(session);
            case TurnFailed _ -> lookWhenFull(session);
            case SessionEnded _ -> allowance.forget(session);
            case SessionCreated _, AgentConfigured _, TurnStarted _, MemoriesRecalled _, MemorySummarised _ -> {}
        }
    }

    /** Waits for the summaries that are due; false when that took too long. */
    boolean drain(Duration atMost) throws InterruptedException {
        return queue.awaitIdle(atMost);
    }

    @Override
    public void close() {
        queue.close();
    }

    private boolean summarises(SessionKey session) {
        @Nullable AgentConfig agent = config.agents().get(session.agent());
        return agent != null && agent.workingMemory().strategy() == Strategy.SUMMARY_BUFFER;
    }

    private void said(SessionKey session, MessageAppended message) {
        allowance.take(session, message.tokens() + ContextMessage.OVERHEAD);
        if (message.turnId() == null) {
            lookWhenFull(session);
        }
    }

    private void lookWhenFull(SessionKey session) {
        if (allowance.isUsedUp(session)) {
            queue.offer(session);
        }
    }

    private void react(SessionKey session) {
        try (var _ = MDC.putCloseable("gen_ai.conversation.id", session.sessionId());
                var _ = MDC.putCloseable("gen_ai.agent.name", session.agent())) {
            while (summariseOnce(session)) {
                failures.remove(session);
            }
            failures.remove(session);
        } catch (SummaryFailedException | StoreUnavailableException e) {
            retry(session, String.valueOf(e.getMessage()));
        } catch (UnknownEventException e) {
            LOG.warn("Session {} is not summarised: {}", session, e.getMessage());
        }
    }

    /** True when a summary was recorded, and another may be due. */
    private boolean summariseOnce(SessionKey session) throws SummaryFailedException {
        var agent = agent(session);
        var memory = new WorkingMemoryLog(stores.forAgent(session.agent())).at(session, agent.workingMemory(), 0);
        var limit = sourceLimit(session, agent);
        var due = memory.dueSummary(agent.instructions(), counter, limit);
        allowance.measured(session, memory.tokensUntilSummary(agent.instructions(), counter));
        return due.isPresent() && summarise(session, agent, memory, due.get(), limit);
    }

    private boolean summarise(SessionKey session, AgentConfig agent, WorkingMemory memory, DueSummary due, int limit)
            throws SummaryFailedException {
        var source = SummarySource.read(stores.forAgent(session.agent()).log(), session, due.from(), due.to(), limit);
        var earlier = source.whole() ? Optional.<String>empty() : memory.summaryText();
        var request = new SummaryRequest(earlier, source.messages(), summaryBudget(agent));
        try (var watched = watch.begun(session)) {
            var summary = summarisers.apply(agent).summarise(request);
            if (summary.text().isBlank()) {
                throw new SummaryFailedException(summary.model() + " made an empty summary");
            }
            var recorded = record(session, memory, due, summary);
            watched.made(summary.model(), recorded);
            return recorded;
        }
    }

    private boolean record(SessionKey session, WorkingMemory memory, DueSummary due, SummaryText summary)
            throws SummaryFailedException {
        var tokens = counter.count(summary.text());
        var event = summarised(due, summary, tokens, 0);
        var keptAfter = memory.with(memory.through() + 1, event).keptTokens();
        event = summarised(due, summary, tokens, keptAfter + tokens);
        var recorded = recorder.record(session, event, memory.summarisedThrough());
        LOG.info(
                "{} summary of session {}, events {} to {}: {} tokens of memory became {} ({})",
                recorded ? "Recorded a" : "Dropped an outdated",
                session,
                due.from(),
                due.to(),
                event.tokensBefore(),
                event.tokensAfter(),
                event.model());
        return recorded;
    }

    private static MemorySummarised summarised(DueSummary due, SummaryText summary, int tokens, int after) {
        return new MemorySummarised(
                due.from(), due.to(), summary.text(), tokens, summary.model(), due.tokensBefore(), after);
    }

    private void retry(SessionKey session, String reason) {
        int failed = failures.merge(session, 1, Integer::sum);
        if (failed < ATTEMPTS) {
            var wait = pause.multipliedBy(1L << (failed - 1));
            LOG.warn("No summary of session {} yet, next attempt in {} s: {}", session, wait.toSeconds(), reason);
            queue.offerAfter(wait, session);
        } else {
            failures.remove(session);
            allowance.forget(session);
            LOG.warn("No summary of session {}, next attempt with its next message: {}", session, reason);
        }
    }

    private int sourceLimit(SessionKey session, AgentConfig agent) {
        var limit = summarisers.apply(agent).sourceLimit(agent.workingMemory().budget());
        return Math.max(1, limit >> failures.getOrDefault(session, 0));
    }

    /** What threshold and instructions leave of the budget, between a tenth and three tenths of it. */
    private int summaryBudget(AgentConfig agent) {
        MemorySettings memory = agent.workingMemory();
        var left = memory.budget() * (1 - memory.threshold()) - counter.count(agent.instructions());
        return (int) Math.max(LEAST_SUMMARY, Math.clamp(left, 0.1 * memory.budget(), 0.3 * memory.budget()));
    }

    private AgentConfig agent(SessionKey session) {
        @Nullable AgentConfig agent = config.agents().get(session.agent());
        if (agent == null) {
            throw new IllegalStateException("No agent " + session.agent());
        }
        return agent;
    }
}
