package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * One value in all places of row-major memory: written once in each part, the others copies of what is there, twice as many each time. That needs no vector class to
 * be loaded, nor any code to be compiled: the first arrays of a process are often such. A class, where a function would do: each of those takes a new process a
 * millisecond.
 */
final class Filling implements Elementwise.Chunk {
    private static final double NANOS_EACH = 1;
    /** The most that are copied at once: they stay in the first-level cache. */
    private static final int COPIED_BYTES = 8192;

    private final DType dtype;
    private final long bits;
    private final Data.Strided target;
    private final MemorySegment to;

    Filling(DType dtype, long bits, Data.Strided target) {
        this.dtype = dtype;
        this.bits = bits;
        this.target = target;
        to = target.buffer().segment();
    }

    /** Fills that many elements. */
    void run(long size) {
        Elementwise.chunks(size, NANOS_EACH, this);
        Reference.reachabilityFence(target);
    }

    @Override
    public void run(long from, long end) {
        int bytes = dtype.bytes();
        long at = (target.offset() + from) * bytes, size = (end - from) * bytes;
        Scalars.write(dtype, to, at, bits);
        long done = bytes;
        for (long more; done < size; done += more) {
            more = Math.min(Math.min(done, COPIED_BYTES), size - done);
            MemorySegment.copy(to, at, to, at + done, more);
        }
    }
}
