package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.NormalEmitter;
import dev.jacobi.engine.cpu.codegen.NormalKernel;
import dev.jacobi.engine.cpu.math.MathFunction;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Makes normal numbers of even ones, in their place, on one thread. */
final class Normals implements AutoCloseable {
    private final Optional<NormalKernel> kernel;
    private final Optional<Buffer> scratch;
    private final float[] tile;

    /** For up to {@code most} at a time. */
    Normals(int most) {
        kernel = most > 0 ? RandomCode.NORMALS.kernel() : Optional.empty();
        scratch = kernel.map(k -> Memory.shared().allocate((long) Float.BYTES * most));
        tile = new Tile(DType.FLOAT32, kernel.isPresent() ? Math.min(most, NormalEmitter.LANES) : most).f;
    }

    /** Of {@code n} numbers from 0 to 1 that are at an address. */
    void of(long address, int n) {
        int whole = kernel.isPresent() ? n - n % NormalEmitter.LANES : 0;
        if (whole > 0) kernel.get().run(address, address, scratch.get().address(), whole);
        if (whole < n) tile(address + (long) Float.BYTES * whole, n - whole);
    }

    private void tile(long address, int n) {
        MemorySegment.copy(OffHeap.ALL, ValueLayout.JAVA_FLOAT, address, tile, 0, n);
        for (int i = 0; i < n; i++) tile[i] = tile[i] * NormalEmitter.SPAN + NormalEmitter.LOWEST;
        TileFunctions.unary(Op.ERFINV, MathFunction.ERFINV, tile, tile, n);
        for (int i = 0; i < n; i++) tile[i] *= NormalEmitter.ROOT_OF_2;
        MemorySegment.copy(tile, 0, OffHeap.ALL, ValueLayout.JAVA_FLOAT, address, n);
    }

    @Override
    public void close() { scratch.ifPresent(Buffer::release); }
}
