package dev.jacobi.engine.cpu.gemm;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The place of one emitted kernel: empty until the kernel is known to be fast. */
final class KernelSlot<T> {

    /** Runs a kernel for a while on data of its own. */
    interface FastCheck<T> {

        /** Whether the kernel has been compiled to what the hardware can do. */
        boolean isFast(T kernel);
    }

    /** One kernel after another: they would only fight for the compiler. The thread goes when there is nothing to warm up. */
    private static final ThreadPoolExecutor WARM_UP = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            task -> Thread.ofPlatform().daemon().name("jacobi-gemm-warm-up").unstarted(task));

    static {
        WARM_UP.allowCoreThreadTimeOut(true);
    }

    private static final long HEAD_START_NANOS = 250_000_000;

    private final Supplier<T> emitted;
    private final FastCheck<T> check;
    private volatile Optional<T> kernel = Optional.empty();
    private volatile boolean requested;
    // A count that threads may race on: losing some does no harm.
    private int wishes;

    KernelSlot(Supplier<T> emitted, FastCheck<T> check) {
        this.emitted = emitted;
        this.check = check;
    }

    /** The kernel if it is there; if not, it soon will be. */
    Optional<T> demand() {
        if (!requested) {
            request();
        }
        return kernel;
    }

    /** The kernel if it is there; if not, it is asked for once it has been missed {@code often} times. */
    Optional<T> wish(int often) {
        if (!requested && ++wishes >= often) {
            request();
        }
        return kernel;
    }

    /** Puts the kernel into place without waiting for the compiler. */
    synchronized void fillAtOnce() {
        requested = true;
        kernel = Optional.of(emitted.get());
    }

    private synchronized void request() {
        if (!requested) {
            requested = true;
            WARM_UP.execute(this::warmUp);
        }
    }

    private void warmUp() {
        // The call that asked goes on in plain loops: until those are compiled, warming up would only keep the compiler from them.
        LockSupport.parkNanos(HEAD_START_NANOS);
        T emittedKernel = emitted.get();
        if (check.isFast(emittedKernel)) {
            kernel = Optional.of(emittedKernel);
        }
    }

    static void awaitIdle() throws InterruptedException {
        while (WARM_UP.getActiveCount() > 0 || !WARM_UP.getQueue().isEmpty()) {
            Thread.sleep(5);
        }
    }
}
