package dev.jacobi.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainBlockTest {

    private static final Lanes FLOATS = new Lanes(false, 256);
    private static final int DEPTH = 64;

    /** Columns that came in pieces are all multiplied, and no others are written. */
    @Test
    void panelsSideBySide() {
        int rows = 7, depth = 13, width = 16 + 16 + 5;
        MemorySegment a = Buffers.random(Element.FLOAT32, rows * depth, new Random(1));
        MemorySegment b = Buffers.random(Element.FLOAT32, depth * width, new Random(2));
        MemorySegment c = Buffers.empty(Element.FLOAT32, rows * (width + 1));
        PlainBlock block = PlainBlock.of(FLOATS, rows, depth);
        block.loadA(Element.FLOAT32, a.address(), depth * 4L, 4, rows, depth);
        for (int at = 0; at < width; at += 16) {
            block.loadB(b.address() + at * 4L, width * 4L, depth, at, Math.min(16, width - at));
        }
        for (int i = 0; i < rows * (width + 1); i++) {
            c.setAtIndex(ValueLayout.JAVA_FLOAT, i, 9);
        }
        block.multiply(c.address(), (width + 1) * 4L, false);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                float sum = 0;
                for (int p = 0; p < depth; p++) {
                    sum = Math.fma(at(a, i * depth + p), at(b, p * width + j), sum);
                }
                assertEquals(sum, at(c, i * (width + 1) + j), i + " " + j);
            }
            assertEquals(9, at(c, i * (width + 1) + width));
        }
    }

    /** What the first large product waits for: after it the loop is compiled, and to vector code, which shows in wide blocks only. */
    @Test
    void warmUpMakesWideBlocksFast() {
        PlainWarmUp.startOnce(FLOATS);
        PlainWarmUp.await(FLOATS);
        PlainBlock block = PlainBlock.of(FLOATS, 4, DEPTH);
        int wide = PlainBlock.columns(FLOATS);
        double ofWide = 0, ofNarrow = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < 20_000_000_000L && (ofWide == 0 || ofWide < 1.5 * ofNarrow);) {
            for (int i = 0; i < 20; i++) {
                ofWide = Math.max(ofWide, rate(block, wide));
                ofNarrow = Math.max(ofNarrow, rate(block, 7));
            }
        }
        assertTrue(ofWide >= 1.5 * ofNarrow, ofWide + " multiply-adds a nanosecond, " + ofNarrow + " of 7 columns");
    }

    private static double rate(PlainBlock block, int columns) {
        int calls = 256 / columns;
        long before = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            block.sumRows(DEPTH, columns);
        }
        return (double) calls * PlainBlock.multiplications(DEPTH, columns) / (System.nanoTime() - before);
    }

    private static float at(MemorySegment x, long index) {
        return x.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }
}
