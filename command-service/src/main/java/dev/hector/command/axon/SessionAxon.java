package dev.hector.command.axon;

import dev.hector.command.DecisionContextLoader;
import dev.hector.store.SessionStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;

/**
 * The parts of Axon that one store's sessions run on, put together by hand: what runs is what is written here, without
 * a configurer's defaults (XStream, handler time-outs, banners, calls home).
 */
final class SessionAxon implements AutoCloseable {

    /** Few enough that a cold session loads at once, many enough that snapshots are a small part of what is written. */
    static final int EVENTS_PER_SNAPSHOT = 100;

    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final EmbeddedEventStore eventStore;
    private final ParameterResolverFactory parameters;
    private final AggregateModel<SessionAggregate> model;
    private final SessionFactory factory;
    private final ExecutorService snapshots;

    SessionAxon(SessionStore store, DecisionContextLoader contexts, Cache cache) {
        eventStore = EmbeddedEventStore.builder()
                .storageEngine(new LogStorageEngine(store.log(), new SessionSnapshots(store)))
                .optimizeEventConsumption(false)
                .build();
        parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(SessionAggregate.class),
                new SimpleResourceParameterResolverFactory(List.of(contexts)));
        model = AnnotatedAggregateMetaModelFactory.inspectAggregate(SessionAggregate.class, parameters);
        factory = new SessionFactory(model);
        snapshots = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("snapshots-" + store.name()).factory());
        handleCommands(repository(cache));
    }

    CommandBus bus() {
        return bus;
    }

    private void handleCommands(Repository<SessionAggregate> repository) {
        var cause = new SimpleCorrelationDataProvider(CauseMetaData.KEYS);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<CommandMessage<?>>(cause));
        AggregateAnnotationCommandHandler.<SessionAggregate>builder()
                .repository(repository)
                .aggregateModel(model)
                .creationPolicyAggregateFactory(factory)
                .commandTargetResolver(SessionAxon::target)
                .build()
                .subscribe(bus);
    }

    /** Axon would look for annotations in every command. */
    private static VersionedAggregateIdentifier target(CommandMessage<?> command) {
        return new VersionedAggregateIdentifier(((Submission) command.getPayload()).session(), null);
    }

    private Repository<SessionAggregate> repository(Cache cache) {
        return EventSourcingRepository.builder(SessionAggregate.class)
                .aggregateModel(model)
                .eventStore(eventStore)
                .aggregateFactory(factory)
                .snapshotTriggerDefinition(snapshotTrigger())
                .cache(cache)
                .build();
    }

    private SnapshotTriggerDefinition snapshotTrigger() {
        var snapshotter = AggregateSnapshotter.builder()
                .eventStore(eventStore)
                .executor(snapshots)
                .aggregateFactories(factory)
                .parameterResolverFactory(parameters)
                .build();
        return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_PER_SNAPSHOT);
    }

    @Override
    public void close() {
        snapshots.close();
        eventStore.shutDown();
    }
}
