package dev.hector.standalone;

import com.github.f4b6a3.ulid.UlidCreator;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Services of this JVM, reached as remote ones are. */
final class InProcessChannel implements AutoCloseable {

    private static final int DRAIN_SECONDS = 5;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;
    private final ManagedChannel channel;
    private final Predicate<MethodDescriptor<?, ?>> onItsOwnThread;

    /** Each call runs on a virtual thread of its own. */
    static InProcessChannel concurrent(Collection<? extends BindableService> services) {
        return new InProcessChannel(services, _ -> true);
    }

    /**
     * Each call runs on its caller's thread, but for calls of these methods, whose callers may give up waiting. There is
     * nobody to keep the deadline of any other, so it is left out.
     */
    static InProcessChannel direct(
            Collection<? extends BindableService> services, Set<MethodDescriptor<?, ?>> givenUpAtWill) {
        return new InProcessChannel(services, givenUpAtWill::contains);
    }

    private InProcessChannel(
            Collection<? extends BindableService> services, Predicate<MethodDescriptor<?, ?>> onItsOwnThread) {
        this.onItsOwnThread = onItsOwnThread;
        var name = "hector-" + UlidCreator.getMonotonicUlid();
        var builder = InProcessServerBuilder.forName(name).directExecutor().callExecutor(threadsOf(onItsOwnThread));
        services.forEach(builder::addService);
        try {
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    private ServerCallExecutorSupplier threadsOf(Predicate<MethodDescriptor<?, ?>> onItsOwnThread) {
        return new ServerCallExecutorSupplier() {
            @Override
            public <Q, A> @Nullable Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
                return onItsOwnThread.test(call.getMethodDescriptor()) ? threads : null;
            }
        };
    }

    Channel channel() {
        return ClientInterceptors.intercept(channel, new ClientInterceptor() {
            @Override
            public <Q, A> ClientCall<Q, A> interceptCall(
                    MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
                return next.newCall(method, onItsOwnThread.test(method) ? options : options.withDeadline(null));
            }
        });
    }

    @Override
    public void close() {
        channel.shutdown();
        server.shutdown();
        try {
            if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        channel.shutdownNow();
        threads.shutdown();
    }
}
