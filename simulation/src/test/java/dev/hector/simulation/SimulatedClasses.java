package dev.hector.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Loads the product as it was compiled, but for its calls to time and chance, which go to {@link VirtualTime}. A class
 * of ours that calls time in a way not known here is refused, so that nothing escapes the simulation unnoticed.
 */
final class SimulatedClasses extends ClassLoader {

    private static final List<String> OURS = List.of("dev.hector.", "org.axonframework.", "io.grpc.");
    private static final ClassDesc VIRTUAL = ClassDesc.of("dev.hector.simulation.VirtualTime");
    private static final String LONG_UNIT = "(JLjava/util/concurrent/TimeUnit;)";
    private static final String AXON_LOCK =
            "org/axonframework/common/lock/PessimisticLockFactory$PubliclyOwnedReentrantLock";

    /** What takes a call's place; its receiver, where it has one, is the first argument. */
    private record Replacement(String name, String descriptor) {}

    private static final Map<String, Replacement> REPLACED = Map.ofEntries(
            of("java/lang/System.nanoTime()J", "nanoTime", "()J"),
            of("java/time/Instant.now()Ljava/time/Instant;", "now", "()Ljava/time/Instant;"),
            of("java/lang/Thread.sleep(Ljava/time/Duration;)V", "sleep", "(Ljava/time/Duration;)V"),
            of("java/util/concurrent/TimeUnit.sleep(J)V", "sleep", "(Ljava/util/concurrent/TimeUnit;J)V"),
            of("java/util/concurrent/locks/LockSupport.parkNanos(J)V", "parkNanos", "(J)V"),
            of(
                    "java/util/concurrent/locks/Condition.awaitNanos(J)J",
                    "awaitNanos",
                    "(Ljava/util/concurrent/locks/Condition;J)J"),
            of(
                    "java/util/concurrent/CountDownLatch.await" + LONG_UNIT + "Z",
                    "await",
                    "(Ljava/util/concurrent/CountDownLatch;JLjava/util/concurrent/TimeUnit;)Z"),
            of(
                    "java/util/concurrent/Semaphore.tryAcquire" + LONG_UNIT + "Z",
                    "tryAcquire",
                    "(Ljava/util/concurrent/Semaphore;JLjava/util/concurrent/TimeUnit;)Z"),
            of(
                    "java/util/concurrent/Future.get" + LONG_UNIT + "Ljava/lang/Object;",
                    "get",
                    "(Ljava/util/concurrent/Future;JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;"),
            of(
                    AXON_LOCK + ".tryLock" + LONG_UNIT + "Z",
                    "tryLock",
                    "(Ljava/util/concurrent/locks/ReentrantLock;JLjava/util/concurrent/TimeUnit;)Z"),
            of("java/lang/Thread.join(Ljava/time/Duration;)Z", "join", "(Ljava/lang/Thread;Ljava/time/Duration;)Z"),
            of(
                    "java/util/concurrent/ThreadLocalRandom.nextLong(J)J",
                    "nextLong",
                    "(Ljava/util/concurrent/ThreadLocalRandom;J)J"),
            of(
                    "com/github/f4b6a3/ulid/UlidCreator.getMonotonicUlid()Lcom/github/f4b6a3/ulid/Ulid;",
                    "ulid",
                    "()Lcom/github/f4b6a3/ulid/Ulid;"),
            of(
                    "java/lang/Thread$Builder$OfPlatform.factory()Ljava/util/concurrent/ThreadFactory;",
                    "threads",
                    "(Ljava/lang/Thread$Builder$OfPlatform;)Ljava/util/concurrent/ThreadFactory;"),
            of(
                    "java/util/concurrent/ThreadPoolExecutor.allowCoreThreadTimeOut(Z)V",
                    "keepIdleThreads",
                    "(Ljava/util/concurrent/ThreadPoolExecutor;Z)V"),
            of("java/util/UUID.randomUUID()Ljava/util/UUID;", "uuid", "()Ljava/util/UUID;"),
            of(
                    "com/github/benmanes/caffeine/cache/Caffeine.newBuilder()"
                            + "Lcom/github/benmanes/caffeine/cache/Caffeine;",
                    "cache",
                    "()Lcom/github/benmanes/caffeine/cache/Caffeine;"));

    private static final Set<String> TIME_AND_CHANCE = Set.of(
            "java/lang/System.nanoTime",
            "java/lang/System.currentTimeMillis",
            "java/lang/Thread.sleep",
            "java/lang/Thread$Builder$OfPlatform.start",
            "java/lang/Thread$Builder$OfPlatform.unstarted",
            "java/lang/Thread.<init>",
            "java/lang/Math.random",
            "java/time/Instant.now",
            "java/time/Clock.systemUTC",
            "java/time/LocalDateTime.now",
            "java/time/InstantSource.system",
            "java/util/concurrent/locks/LockSupport.parkNanos",
            "java/util/concurrent/locks/LockSupport.parkUntil",
            "java/util/concurrent/locks/Condition.awaitNanos",
            "java/util/concurrent/locks/Condition.awaitUntil",
            "java/util/concurrent/ThreadLocalRandom.nextInt",
            "java/util/concurrent/ThreadLocalRandom.nextDouble",
            "java/util/concurrent/ThreadPoolExecutor.allowCoreThreadTimeOut",
            "java/util/concurrent/Executors.newScheduledThreadPool",
            "java/util/concurrent/Executors.newSingleThreadScheduledExecutor",
            "java/util/concurrent/CompletableFuture.orTimeout",
            "java/util/concurrent/CompletableFuture.completeOnTimeout",
            "java/util/concurrent/CompletableFuture.supplyAsync",
            "java/util/concurrent/CompletableFuture.runAsync",
            "java/util/Random.<init>",
            "java/util/UUID.randomUUID",
            "com/github/f4b6a3/ulid/UlidCreator.getUlid");

    private final ClassFile compiled = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.ofResourceParsing(SimulatedClasses.class.getClassLoader())));

    private SimulatedClasses() {
        super("simulated", SimulatedClasses.class.getClassLoader());
    }

    /** Runs seeds, of the product as it is or of a mutant. */
    static LongFunction<Optional<String>> simulation(String mutant) {
        return instance(Simulation.class, new Class<?>[] {String.class}, mutant);
    }

    /** A new instance of what the class becomes in the simulation, with all that it uses. */
    static <T> LongFunction<T> load(Class<? extends LongFunction<T>> type) {
        return instance(type, new Class<?>[] {});
    }

    @SuppressWarnings("unchecked")
    private static <T> LongFunction<T> instance(
            Class<? extends LongFunction<T>> type, Class<?>[] parameters, Object... arguments) {
        var loader = new SimulatedClasses();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            var simulated = loader.loadClass(type.getName()).getConstructor(parameters);
            return (LongFunction<T>) simulated.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map.Entry<String, Replacement> of(String call, String name, String descriptor) {
        return Map.entry(call, new Replacement(name, descriptor));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return OURS.stream().anyMatch(name::startsWith) ? findClass(name) : super.loadClass(name, resolve);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var bytes = simulated(name, original(name));
        return defineClass(name, bytes, 0, bytes.length, SimulatedClasses.class.getProtectionDomain());
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (var bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] simulated(String name, byte[] bytes) {
        if (name.startsWith("dev.hector.simulation.") || name.startsWith("dev.hector.proto.")) {
            return bytes;
        }
        var model = compiled.parse(bytes);
        if (calls(model).noneMatch(call -> REPLACED.containsKey(call) || escapes(call))) {
            return bytes;
        }
        if (name.startsWith("dev.hector.")) {
            calls(model)
                    .filter(call -> !REPLACED.containsKey(call) && escapes(call))
                    .forEach(call -> {
                        throw new IllegalStateException(
                                name + " calls " + call + ", which the simulation does not know");
                    });
        }
        return compiled.transformClass(model, ClassTransform.transformingMethodBodies(SimulatedClasses::replace));
    }

    private static Stream<String> calls(ClassModel model) {
        return StreamSupport.stream(model.constantPool().spliterator(), false)
                .filter(MemberRefEntry.class::isInstance)
                .map(SimulatedClasses::call);
    }

    private static String call(PoolEntry entry) {
        var member = (MemberRefEntry) entry;
        return member.owner().asInternalName() + "." + member.name().stringValue()
                + member.type().stringValue();
    }

    private static boolean escapes(String call) {
        var waits = call.startsWith("java/util/concurrent/") && call.contains(LONG_UNIT);
        return waits || TIME_AND_CHANCE.contains(call.substring(0, Math.max(0, call.indexOf('('))));
    }

    private static void replace(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeInstruction invocation) {
            var replacement = REPLACED.get(call(invocation.method()));
            if (replacement != null) {
                code.invokestatic(VIRTUAL, replacement.name(), MethodTypeDesc.ofDescriptor(replacement.descriptor()));
                return;
            }
        }
        code.with(element);
    }
}
