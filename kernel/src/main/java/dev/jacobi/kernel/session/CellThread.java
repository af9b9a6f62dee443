package dev.jacobi.kernel.session;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** The one thread that runs the code of cells, until it has to be abandoned. */
final class CellThread {
    private record Task(Callable<Object> code, CompletableFuture<Object> result) {}

    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    CellThread(ClassLoader context, long stackBytes) {
        thread = new Thread(null, this::loop, "cells", stackBytes);
        thread.setDaemon(true);
        thread.setContextClassLoader(context);
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    CompletableFuture<Object> submit(Callable<Object> code) {
        var result = new CompletableFuture<Object>();
        tasks.add(new Task(code, result));
        return result;
    }

    /** No further task runs; one that is running is left to itself. */
    void close() {
        closed = true;
        tasks.add(new Task(() -> null, new CompletableFuture<>()));
    }

    private void loop() {
        while (!closed) {
            try {
                Task task = tasks.take();
                Thread.interrupted(); // an interrupt meant for an earlier task
                run(task);
            } catch (InterruptedException e) {
                // came late, after its task had ended
            }
        }
    }

    private static void run(Task task) {
        try {
            task.result().complete(task.code().call());
        } catch (Throwable t) { // whatever a cell throws is its result
            task.result().completeExceptionally(t);
        }
    }
}
