package dev.jacobi.kernel.session;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** The one thread that runs the code of cells, until it has to be abandoned. */
final class CellThread {
    private record Task<T>(Callable<T> code, CompletableFuture<T> result) {
        void run() {
            try {
                result.complete(code.call());
            } catch (Throwable t) { // whatever a cell throws is its result
                result.completeExceptionally(t);
            }
        }
    }

    private final LinkedBlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile Task<?> running;

    CellThread(ClassLoader context, long stackBytes) {
        // What it inherited would be that of the cell during which it was made, and stay: each thread of cells serves many.
        thread = Thread.ofPlatform().daemon().name("cells").stackSize(stackBytes).inheritInheritableThreadLocals(false)
                .unstarted(this::loop);
        thread.setContextClassLoader(context);
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    <T> CompletableFuture<T> submit(Callable<T> code) {
        var result = new CompletableFuture<T>();
        tasks.add(new Task<>(code, result));
        return result;
    }

    /** No further task runs; one that is running is left to itself. */
    void close() {
        closed = true;
        tasks.add(new Task<>(() -> null, new CompletableFuture<>()));
    }

    /** The task that is running ends with this for whoever waits for it. */
    void fail(Throwable end) {
        running.result.completeExceptionally(end);
    }

    private void loop() {
        while (!closed) {
            try {
                Task<?> task = tasks.take();
                Thread.interrupted(); // an interrupt meant for an earlier task
                running = task;
                task.run();
            } catch (InterruptedException e) {
                // came late, after its task had ended
            }
        }
    }
}
