package dev.jacobi.engine;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Debugging;
import dev.jacobi.engine.array.Evaluation;
import dev.jacobi.engine.array.FftOps;
import dev.jacobi.engine.array.PrintOptions;
import dev.jacobi.engine.array.RandomOps;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.progress.Progress;
import dev.jacobi.engine.transform.InAxes;
import dev.jacobi.engine.transform.OutAxes;
import dev.jacobi.engine.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The array namespace: every operation and transform as a static function, under MLX's name in camel case. Lower-case on purpose, so that code reads as
 * the documentation does: {@code mx.grad(mx::sin).apply(mx.array(mx.pi))}.
 */
public final class mx extends DerivativeTransforms {
    /** The ratio of a circle's circumference to its diameter. */
    public static final double pi = Math.PI;
    /** The base of natural logarithms. */
    public static final double e = Math.E;
    /** Positive infinity. */
    public static final double inf = Double.POSITIVE_INFINITY;
    /** Not a number. */
    public static final double nan = Double.NaN;

    private mx() {}

    /** Which argument to differentiate for. */
    public static ArgNum argnums(int index) { return new ArgNum(index); }

    /** Which arguments to differentiate for, in this order. */
    public static ArgNums argnums(int first, int second, int... more) {
        int[] all = new int[2 + more.length];
        all[0] = first;
        all[1] = second;
        System.arraycopy(more, 0, all, 2, more.length);
        return new ArgNums(all);
    }

    /** Which axis of each argument to map over: ints, null for what is the same for all examples, or for trees lists and maps of such. */
    public static InAxes inAxes(Object... axes) {
        return new InAxes(axes == null ? new Object[]{null} : axes);
    }

    /** Where the batch axis of the result shall be: an int, null for a result that is the same for all examples, or for a tree a list or map of such. */
    public static OutAxes outAxes(Object axes) {
        return new OutAxes(axes);
    }

    /** Computes all arrays in {@code trees} at once. */
    public static void eval(Object... trees) {
        List<Array> all = new ArrayList<>();
        for (Object t : trees) Tree.addArrays(t, all);
        Evaluation.run("eval", all.toArray(Array[]::new));
    }

    /** A loop over {@code items} that shows how far it is; how many there are is known of collections alone. */
    public static <T> Progress<T> progress(Iterable<T> items) {
        return Progress.of(items);
    }

    /** A loop over an array that shows how far it is. */
    public static <T> Progress<T> progress(T[] items) { return Progress.of(items); }

    /** A loop over a stream that shows how far it is. */
    public static <T> Progress<T> progress(Stream<T> items) {
        return Progress.of(items);
    }

    /** A loop over {@code 0 .. count - 1} that shows how far it is. */
    public static Progress<Integer> progress(int count) {
        return Progress.of(count);
    }

    /**
     * Prints arrays on this thread in another way until what this gives is closed:
     * {@code try (var scope = mx.printOptions(PrintOptions.DEFAULT.precision(3))) { ... }}.
     */
    public static PrintOptions.Scope printOptions(PrintOptions options) {
        return PrintOptions.open(options);
    }

    /** Prints arrays in another way from now on, on all threads, and gives the options before. */
    public static PrintOptions setPrintOptions(PrintOptions options) {
        return PrintOptions.set(options);
    }

    /**
     * Looks for NaN in whatever is computed until what this gives is closed: {@code try (var debug = mx.debugNans()) { ... }}. A NaN in a result is an error
     * that names the operation that made it, the numbers it was given, and as its cause where it was called. What {@code where} leaves out may be NaN.
     * Evaluations take longer, and hold what they compute from until they are through. It holds for all threads.
     */
    public static Debugging debugNans() { return Debugging.nans(); }

    /**
     * Remembers where arrays are made until what this gives is closed, and tells it as the cause of errors about arrays that have no value because a transform
     * traces, or has traced, what they depend on. Each array costs some microseconds more. It holds for all threads.
     */
    public static Debugging debugCreationSites() { return Debugging.creationSites(); }

    /** The bytes of all arrays that have been computed and not yet been let go of, garbage that the collector has not seen included. */
    public static long activeMemory() {
        return Memory.shared().activeMemory();
    }

    /** The most bytes that were active at once since the start, or since {@link #resetPeakMemory}. */
    public static long peakMemory() {
        return Memory.shared().peakMemory();
    }

    /** Sets the peak back: it counts anew from what is active next. */
    public static void resetPeakMemory() {
        Memory.shared().resetPeakMemory();
    }

    /** The bytes that no array uses, kept for coming ones. */
    public static long cacheMemory() { return Memory.shared().cacheMemory(); }

    /** Gives the memory that no array uses back to the system. */
    public static void clearCache() {
        Memory.shared().clearCache();
    }

    /**
     * Limits the bytes of active and cached memory together, at first to 80 % of the machine's, and returns the limit before. An evaluation that would need
     * more, even after a collection, fails with {@code MemoryLimitException}, and leaves everything usable.
     */
    public static long setMemoryLimit(long bytes) { return Memory.shared().setMemoryLimit(bytes); }

    /** Limits the bytes of cached memory and returns the limit before; 0 keeps none. */
    public static long setCacheLimit(long bytes) {
        return Memory.shared().setCacheLimit(bytes);
    }

    /** Fourier transforms. */
    public static final class fft extends FftOps {
        private fft() {}
    }

    /** Random numbers. */
    public static final class random extends RandomOps {
        private random() {}
    }
}
