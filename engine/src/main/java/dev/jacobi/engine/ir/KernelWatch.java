package dev.jacobi.engine.ir;

import java.util.Arrays;
import java.util.Objects;

/**
 * Tells of each kernel that has run, what a backend computes in one go: for profilers. While nobody watches it costs a backend the look at one field a
 * kernel.
 */
public final class KernelWatch implements AutoCloseable {

    /** Names its kernels. */
    public interface Source {
        /** As {@link Executable#explain} names it. */
        String kernelName(int kernel);
    }

    /** What is told. */
    public interface Listener {
        /** On the thread that evaluates, after the kernel; {@code nanos} by the clock on the wall, whatever number of threads it used. */
        void ran(Source source, int kernel, long nanos);
    }

    private static volatile Listener[] listeners = {};
    private final Listener listener;

    private KernelWatch(Listener listener) { this.listener = listener; }

    /** From now on until this is closed the listener, which any thread may call, is told. */
    public static KernelWatch begin(Listener listener) {
        // an object of its own, so that the same listener may watch twice
        KernelWatch watch = new KernelWatch(Objects.requireNonNull(listener, "[watch] the listener is null")::ran);
        synchronized (KernelWatch.class) {
            Listener[] more = Arrays.copyOf(listeners, listeners.length + 1);
            more[listeners.length] = watch.listener;
            listeners = more;
        }
        return watch;
    }

    /** Whether anybody is told: otherwise a backend needs no clock. */
    public static boolean isOn() { return listeners.length > 0; }

    /** Tells whoever watches. */
    public static void ran(Source source, int kernel, long nanos) {
        for (Listener l : listeners) l.ran(source, kernel, nanos);
    }

    @Override
    public void close() {
        synchronized (KernelWatch.class) {
            listeners = Arrays.stream(listeners).filter(l -> l != listener).toArray(Listener[]::new);
        }
    }
}
