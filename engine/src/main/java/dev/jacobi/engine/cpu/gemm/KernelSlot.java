package dev.jacobi.engine.cpu.gemm;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The place of one emitted kernel: empty until the kernel is known to be fast. A class for each kind of kernel, where functions would do: in a process that begins
 * with a product each of those would take it a millisecond.
 */
abstract class KernelSlot<T> implements Runnable {

    /** One kernel after another: they would only fight for the compiler. The thread goes when there is nothing to warm up. */
    private static final ThreadPoolExecutor WARM_UP = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            new DaemonThreads());

    static {
        WARM_UP.allowCoreThreadTimeOut(true);
    }

    private static final long HEAD_START_NANOS = 250_000_000;
    /** The compiler decides anew about a new class. */
    private static final int ATTEMPTS = 3;

    private volatile Optional<T> kernel = Optional.empty();
    private volatile boolean requested;
    // A count that threads may race on: losing some does no harm.
    private int wishes;

    private static final class DaemonThreads implements ThreadFactory {
        @Override
        public Thread newThread(Runnable task) {
            return Thread.ofPlatform().daemon().name("jacobi-gemm-warm-up").unstarted(task);
        }
    }

    /** A new kernel. */
    abstract T emitted();

    /** Runs a kernel on data of its own until it is {@code fast}; whether it has been compiled to what the hardware can do. */
    abstract boolean warm(T kernel, Runnable fast);

    /** The kernel if it is there; if not, it soon will be. */
    final Optional<T> demand() {
        if (!requested) {
            request();
        }
        return kernel;
    }

    /** The kernel if it is there; if not, it is asked for once it has been missed {@code often} times. */
    final Optional<T> wish(int often) {
        if (!requested && ++wishes >= often) {
            request();
        }
        return kernel;
    }

    /** Puts the kernel into place without waiting for the compiler. */
    final synchronized void fillAtOnce() {
        requested = true;
        kernel = Optional.of(emitted());
    }

    /** Never asks for a kernel. */
    final void leaveEmpty() {
        requested = true;
    }

    private synchronized void request() {
        if (!requested) {
            requested = true;
            WARM_UP.execute(this);
        }
    }

    /** Warms the kernel up: for the thread that does this. */
    @Override
    public final void run() {
        // The call that asked goes on in plain loops: until those are compiled, warming up would only keep the compiler from them.
        LockSupport.parkNanos(HEAD_START_NANOS);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            T emittedKernel = emitted();
            if (warm(emittedKernel, () -> kernel = Optional.of(emittedKernel))) {
                return;
            }
            kernel = Optional.empty();
        }
    }

    static void awaitIdle() throws InterruptedException {
        while (WARM_UP.getActiveCount() > 0 || !WARM_UP.getQueue().isEmpty()) {
            Thread.sleep(5);
        }
    }
}
