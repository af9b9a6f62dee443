package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Accumulation;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import java.lang.ref.Reference;

/**
 * Cumulative operations. Lines whose neighbours lie side by side are scanned many at once; others one after the other, in blocks on all threads: first what each
 * block makes of nothing, then each block from what the blocks before it make. The blocks do not depend on the number of threads, so neither does a result.
 */
final class Scans {
    /** Elements a block. */
    private static final int BLOCK = 1 << 16;
    /** Fewer neighbours than this are not worth a loop of their own. */
    private static final int NARROW = 64;
    private static final double SHORTEST = 4_000;

    static Data run(Accumulation what, int axis, boolean reverse, Operand x) {
        if (x.dtype().isComplex()) return ComplexReductions.scan(what, axis, reverse, x);
        Lines lines = Lines.along(axis, x.shape());
        if (lines.inner() >= NARROW || lines.n() <= 1) {
            Data.Strided in = x.rowMajor();
            Buffer out = Memory.shared().allocate(x.shape().size() * x.dtype().bytes());
            Operand rows = new Operand(in, x.shape(), x.dtype());
            if (x.shape().size() > 0) columns(what, reverse, rows, lines, out);
            x.release(in);
            return Data.Strided.rowMajor(out, x.shape());
        }
        Operand last = Lines.axisLast(x, axis);
        boolean own = !(last.data() instanceof Data.Strided s && s.isRowMajor(last.shape()));
        Data.Strided in = last.rowMajor();
        Buffer out = own ? in.buffer() : Memory.shared().allocate(x.shape().size() * x.dtype().bytes());
        if (x.shape().size() > 0) rows(what, reverse, new Operand(in, last.shape(), x.dtype()), lines, out);
        Reference.reachabilityFence(in.buffer());
        return Lines.axisBack(Data.Strided.rowMajor(out, last.shape()), x.shape(), axis);
    }

    private static double nanosEach(Accumulation what) {
        return switch (what) {
            case SUM -> 0.4;
            case PROD, MAX, MIN -> 1.5;
            case LOGSUMEXP -> 25;
        };
    }

    /** Whether a product of zero and an overflowing block could become NaN: such products have no blocks. */
    private static boolean inBlocks(Accumulation what, DType dtype) {
        return what != Accumulation.PROD || !dtype.isFloating();
    }

    private static void rows(Accumulation what, boolean reverse, Operand x, Lines lines, Buffer out) {
        int n = lines.n(), block = inBlocks(what, x.dtype()) ? BLOCK : n;
        int each = Math.ceilDiv(n, block);
        long jobs = lines.count() * each;
        Cursor cursor = new Cursor(x);
        ScanTile[] before = new ScanTile[each == 1 ? 0 : Math.toIntExact(jobs)];
        double work = (double) n * nanosEach(what);
        if (each > 1) {
            parts(jobs, jobs * work / each, (from, to) -> {
                Tile tile = new Tile(x.dtype());
                for (long j = from; j < to; j++) {
                    ScanTile state = new ScanTile(what, x.dtype(), reverse);
                    before[(int) j] = state;
                    if (j % each == each - 1) continue;
                    long start = j / each * n;
                    pieces(reverse, n, block, (int) (j % each), (at, count) -> {
                        tile.load(cursor, start + at, count, 0);
                        state.total(tile, count);
                    });
                }
            });
            for (long line = 0; line < lines.count(); line++) {
                ScanTile sofar = new ScanTile(what, x.dtype(), reverse);
                for (int k = 0; k < each; k++) {
                    ScanTile own = before[(int) (line * each + k)];
                    before[(int) (line * each + k)] = sofar;
                    sofar = sofar.then(own);
                }
            }
        }
        parts(jobs, jobs * work / each, (from, to) -> {
            Tile tile = new Tile(x.dtype(), n);
            for (long j = from; j < to; j++) {
                ScanTile state = each > 1 ? before[(int) j] : new ScanTile(what, x.dtype(), reverse);
                long start = j / each * n;
                pieces(reverse, n, block, (int) (j % each), (at, count) -> {
                    tile.load(cursor, start + at, count, 0);
                    state.scan(tile, count);
                    tile.store(out.segment(), start + at, count);
                });
            }
        });
    }

    private interface Piece {
        void run(int at, int count);
    }

    /** Block {@code k} of a line of {@code n} elements, counted from where the scan begins, tile by tile. */
    private static void pieces(boolean reverse, int n, int block, int k, Piece piece) {
        int from = k * block, to = (int) Math.min(n, (long) from + block);
        for (int at = from; at < to; at += Tile.SIZE) {
            int count = Math.min(Tile.SIZE, to - at);
            piece.run(reverse ? n - at - count : at, count);
        }
    }

    private static void columns(Accumulation what, boolean reverse, Operand x, Lines lines, Buffer out) {
        int n = lines.n();
        long inner = lines.inner();
        int even = (int) Math.min(Tile.SIZE, inner / (2L * Workers.shared().threads()) + NARROW - 1),
                width = Math.max(NARROW, even / NARROW * NARROW);
        long across = Math.ceilDiv(inner, width), jobs = lines.outer() * across;
        Cursor cursor = new Cursor(x);
        parts(jobs, x.shape().size() * nanosEach(what), (from, to) -> {
            Tile tile = new Tile(x.dtype(), width);
            for (long j = from; j < to; j++) {
                long first = j % across * width, corner = j / across * n * inner + first;
                int count = (int) Math.min(width, inner - first);
                ScanColumns state = new ScanColumns(what, x.dtype(), count);
                for (int k = 0; k < n; k++) {
                    long at = corner + (reverse ? n - 1 - k : k) * inner;
                    tile.load(cursor, at, count, 0);
                    state.scan(tile, count);
                    tile.store(out.segment(), at, count);
                }
            }
        });
    }

    /** Cuts {@code jobs} that take {@code nanos} together into parts for all threads. */
    static void parts(long jobs, double nanos, Elementwise.Chunk chunk) {
        int parts = (int) Math.min(jobs, Workers.shared().partsFor(nanos, SHORTEST));
        if (parts < 2) chunk.run(0, jobs);
        else
            Workers.shared().parallelFor(parts, p -> chunk.run(jobs * p / parts, jobs * (p + 1) / parts));
    }

    private Scans() {}
}
