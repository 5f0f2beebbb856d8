package dev.hector.gateway.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A stream of answers that is written on a thread of its own, no faster than the client reads, until it hangs up. */
final class PacedStream<T> {

    /** Writes the answers, one after another. */
    interface Writer<T> {

        void write(PacedStream<T> stream) throws InterruptedException;
    }

    private final ServerCallStreamObserver<T> observer;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Must be made on the call's own thread, before the call's method returns. */
    PacedStream(StreamObserver<T> observer) {
        this.observer = (ServerCallStreamObserver<T>) observer;
        this.observer.setOnReadyHandler(this::signal);
        this.observer.setOnCancelHandler(this::signal);
    }

    void start(Writer<T> writer) {
        Thread.ofVirtual().name("stream").start(Context.current().wrap(() -> run(writer)));
    }

    private void run(Writer<T> writer) {
        try {
            writer.write(this);
            finish();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            fail(failure);
        }
    }

    boolean isCancelled() {
        return observer.isCancelled();
    }

    /** Sends one answer as soon as the client has room for it. */
    void send(T answer) throws InterruptedException {
        lock.lock();
        try {
            while (!observer.isReady() && !observer.isCancelled()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        if (!observer.isCancelled()) {
            observer.onNext(answer);
        }
    }

    private void finish() {
        if (!observer.isCancelled()) {
            observer.onCompleted();
        }
    }

    void fail(RuntimeException failure) {
        if (!observer.isCancelled()) {
            observer.onError(Problems.of(failure));
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
