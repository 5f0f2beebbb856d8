package dev.hector.simulation;

import dev.hector.command.SimulatedClock;
import dev.hector.command.SimulatedCommands;
import dev.hector.command.grpc.SessionCommandsService;
import dev.hector.events.MessageAppended;
import dev.hector.events.Role;
import dev.hector.events.SessionEvent;
import dev.hector.events.SessionKey;
import dev.hector.gateway.SimulatedGateway;
import dev.hector.proto.v1.StartTurnCommand;
import dev.hector.store.SimulatedLog;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The machines of one run: gateways, command services and the store they share. */
final class Cluster {

    private static final int KEYS_IN_MIND = 64;
    private static final Duration DOWN_AT_LEAST = Duration.ofMillis(200);
    private static final Duration DOWN_AT_MOST = Duration.ofSeconds(8);

    /** A machine's place: when it dies, another takes it, with the same work and nothing in memory. */
    static final class Slot<T> {

        private final String name;
        private int generation;
        private Machine machine;
        private T service;

        private Slot(String name, Machine machine, T service) {
            this.name = name;
            this.machine = machine;
            this.service = service;
        }

        Machine machine() {
            return machine;
        }

        T service() {
            return service;
        }
    }

    /** What answers calls on a machine of the command side. */
    record Server(Map<String, ServerMethodDefinition<?, ?>> methods) {

        Object answer(MethodDescriptor<?, ?> method, Object request) throws Exception {
            var served = Objects.requireNonNull(methods.get(method.getFullMethodName()));
            return SimulatedChannel.serve(method, served.getServerCallHandler(), request);
        }
    }

    private final Scheduler scheduler;
    private final Faults faults;
    private final Network network;
    private final Monitor monitor;
    private final Plan plan;
    private final Mutant mutant;
    private final SimulatedLog log;
    private final SimulatedClock clock;
    private final List<SimulatedCommands> retiring = new ArrayList<>();
    private final List<Slot<Server>> commands = new ArrayList<>();
    private final List<Slot<SimulatedGateway>> gateways = new ArrayList<>();

    Cluster(Scheduler scheduler, Faults faults, Network network, Monitor monitor, Plan plan, Mutant mutant) {
        this.scheduler = scheduler;
        this.faults = faults;
        this.network = network;
        this.monitor = monitor;
        this.plan = plan;
        this.mutant = mutant;
        this.log = new SimulatedLog((session, events) -> {
            monitor.committed(session, events);
            clockFollows();
        });
        this.clock = new SimulatedClock(log);
        for (var number = 1; number <= plan.commands(); number++) {
            commands.add(slot("command-" + number, this::commands));
        }
        for (var number = 1; number <= plan.gateways(); number++) {
            gateways.add(slot("gateway-" + number, this::gateway));
        }
    }

    List<Slot<SimulatedGateway>> gateways() {
        return gateways;
    }

    List<Slot<Server>> commands() {
        return commands;
    }

    /** So many keys that a session does not keep those before them in mind. */
    void givenMessagesAfter(SessionKey session) {
        var messages = new ArrayList<SessionEvent>();
        for (var number = 1; number <= KEYS_IN_MIND + 1; number++) {
            messages.add(given(number));
        }
        log.given(session, messages, VirtualTime.now());
    }

    private static MessageAppended given(int number) {
        var name = "given " + number;
        return new MessageAppended(
                name, Role.USER, name, 1, List.of(), null, null, name, "0".repeat(64), null, Map.of());
    }

    /** The run is over. */
    void retire() {
        retiring.forEach(SimulatedCommands::retire);
    }

    /** The session clock is some time behind the log. */
    private void clockFollows() {
        scheduler.after(scheduler.between(Duration.ofMillis(5), Duration.ofMillis(600)), this::advanceClock);
    }

    private void advanceClock() {
        clock.catchUp();
    }

    private <T> Slot<T> slot(String name, Function<Machine, T> boot) {
        var machine = new Machine(name, scheduler);
        var slot = new Slot<>(name, machine, boot.apply(machine));
        machine.onDeath(() -> replace(slot, boot));
        return slot;
    }

    private <T> void replace(Slot<T> slot, Function<Machine, T> boot) {
        monitor.died(slot.machine);
        var down = scheduler.between(DOWN_AT_LEAST, DOWN_AT_MOST);
        faults.disturb(down);
        scheduler.after(down, () -> {
            slot.generation++;
            slot.machine = new Machine(slot.name + "'".repeat(slot.generation), scheduler);
            slot.service = boot.apply(slot.machine);
            slot.machine.onDeath(() -> replace(slot, boot));
            scheduler.trace(() -> slot.machine.name() + " is up");
        });
    }

    private Server commands(Machine machine) {
        var store = mutant.store(log, new Weather(machine, scheduler, faults));
        var service = new SimulatedCommands(store, log, clock, plan.limits(), mutant);
        retiring.add(service);
        machine.start(service::start);
        var methods = new HashMap<String, ServerMethodDefinition<?, ?>>();
        for (var answering : List.of(new SessionCommandsService(service), new SimulatedQueries(store, log))) {
            for (var method : answering.bindService().getMethods()) {
                methods.put(method.getMethodDescriptor().getFullMethodName(), method);
            }
        }
        return new Server(methods);
    }

    private SimulatedGateway gateway(Machine machine) {
        var weather = new Weather(machine, scheduler, faults);
        var carrier = mutant.carrier((method, request, patience) -> {
            if (request instanceof StartTurnCommand start) {
                monitor.owns(start.getOwner(), machine);
            }
            var slot = scheduler.oneOf(commands);
            var server = slot.service();
            return network.call(machine, weather, slot.machine(), patience, true, () -> server.answer(method, request));
        });
        var channel =
                new SimulatedChannel(carrier, defect -> monitor.require(false, () -> "A service fails with " + defect));
        return new SimulatedGateway(channel, new SimulatedModel(machine, scheduler, faults.climate(), monitor));
    }
}
