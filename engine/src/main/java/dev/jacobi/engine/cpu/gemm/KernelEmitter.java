package dev.jacobi.engine.cpu.gemm;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.jacobi.engine.memory.OffHeap;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Writes micro-kernels as hidden classes: one source for every element type, vector width and tile shape. A kernel needs its accumulators
 * as separate locals to keep them in registers, and its species as a constant; Java source would be a copy per shape.
 */
final class KernelEmitter extends VectorEmitter {

    KernelEmitter(Lanes lanes) {
        super(lanes);
    }

    // The bodies below name their parameters by position, as the kernels' interfaces list them.

    /** A kernel for tiles of {@code rows} by {@code vectors} vectors. */
    MicroKernel microKernel(int rows, int vectors) {
        return (MicroKernel) instance(MicroKernel.class, "multiply",
                code -> writeTile(code, sums(code, rows, vectors), code.parameterSlot(6), Tile.rowStride(lanes)));
    }

    /** What copies or adds a tile to C. */
    TileStore tileStore() {
        return (TileStore) instance(TileStore.class, "store", this::store);
    }

    /** As {@link #microKernel}, but it writes to C without a tile in between. */
    DirectKernel directKernel(int rows, int vectors) {
        return (DirectKernel) instance(DirectKernel.class, "multiply",
                code -> writeC(code, sums(code, rows, vectors), code.parameterSlot(6), code.parameterSlot(7)));
    }

    /** As {@link #directKernel}, for rows of A in segments. */
    LineKernel lineKernel(int rows, int vectors) {
        return (LineKernel) instance(LineKernel.class, "multiply",
                code -> writeC(code, lineSums(code, rows, vectors, code.parameterSlot(5), constant(code, lanes.elementBytes()),
                        constant(code, (long) vectors * lanes.bits() / 8)), code.parameterSlot(6), code.parameterSlot(7)));
    }

    /** As {@link #microKernel}, for rows of A in segments. */
    LineTileKernel lineTileKernel(int rows, int vectors) {
        return (LineTileKernel) instance(LineTileKernel.class, "multiply",
                code -> writeTile(code, lineSums(code, rows, vectors, code.parameterSlot(6), code.parameterSlot(5), code.parameterSlot(7)),
                        code.parameterSlot(8), Tile.rowStride(lanes)));
    }

    /** A kernel for a row times a column, both contiguous. */
    DotKernel dotKernel() {
        return (DotKernel) instance(DotKernel.class, "multiply", this::dot);
    }

    private void dot(CodeBuilder code) {
        int blocks = code.parameterSlot(0);
        int row = code.parameterSlot(1);
        int column = code.parameterSlot(2);
        int tile = code.parameterSlot(3);
        int[] sum = zeros(code, VectorProduct.LANES / lanes.count());
        countedLoop(code, c -> c.iload(blocks), p -> {
            nonNegative(code, row);
            nonNegative(code, column);
            for (int v = 0; v < sum.length; v++) {
                long offset = (long) v * lanes.bits() / 8;
                species(code);
                memory(code).lload(row).loadConstant(offset).ladd();
                loadVector(code);
                species(code);
                memory(code).lload(column).loadConstant(offset).ladd();
                loadVector(code).aload(sum[v]);
                code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR)).astore(sum[v]);
            }
            code.lload(row).loadConstant((long) VectorProduct.LANES * lanes.elementBytes()).ladd().lstore(row);
            code.lload(column).loadConstant((long) VectorProduct.LANES * lanes.elementBytes()).ladd().lstore(column);
        });
        int into = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(tile).getfield(TILE, tileField, elementArray).astore(into);
        for (int v = 0; v < sum.length; v++) {
            code.aload(sum[v]).aload(into).loadConstant(v * lanes.count());
            code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, elementArray, CD_int));
        }
        code.return_();
    }

    /** A kernel for several rows times a column, all contiguous. */
    DotsKernel dotsKernel() {
        return (DotsKernel) instance(DotsKernel.class, "multiply", this::dots);
    }

    /** Here the addresses stay, and what is added to them is one number: with five that go on, rows of 1024 floats take half as long again. */
    private void dots(CodeBuilder code) {
        int rows = LongRows.ROWS;
        int column = code.parameterSlot(1 + rows);
        int[][] sum = zeros(code, rows, LongRows.LANES / lanes.count());
        int part = code.allocateLocal(TypeKind.REFERENCE);
        int distance = constant(code, 0);
        int step = constant(code, (long) LongRows.LANES * lanes.elementBytes());
        countedLoop(code, c -> c.iload(code.parameterSlot(0)), p -> {
            for (int v = 0; v < sum[0].length; v++) {
                loadVector(code, column, distance, v).astore(part);
                for (int r = 0; r < rows; r++) {
                    loadVector(code, code.parameterSlot(1 + r), distance, v).aload(part).aload(sum[r][v]);
                    code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR)).astore(sum[r][v]);
                }
            }
            add(code, distance, step);
        });
        writeTile(code, sum, code.parameterSlot(2 + rows), LongRows.LANES);
    }

    /** A vector so many vectors behind an address and a distance in two locals. */
    private CodeBuilder loadVector(CodeBuilder code, int address, int distance, int vectors) {
        species(code);
        memory(code).lload(address).lload(distance).ladd().loadConstant((long) vectors * lanes.bits() / 8).ladd();
        code.loadConstant(OffHeap.ADDRESS).land();
        return loadVector(code);
    }

    /** A kernel that adds multiples of rows to sums. */
    RowsKernel rowsKernel() {
        return (RowsKernel) instance(RowsKernel.class, "add", this::addRows);
    }

    private void addRows(CodeBuilder code) {
        int vectors = code.parameterSlot(0);
        int factors = code.parameterSlot(1);
        int sums = code.parameterSlot(2 + RowProduct.ROWS);
        int[] factor = references(code, RowProduct.ROWS);
        int sum = code.allocateLocal(TypeKind.REFERENCE);
        for (int r = 0; r < factor.length; r++) {
            species(code);
            memory(code).getstatic(desc(ValueLayout.class), layoutName, layout);
            code.lload(factors).loadConstant((long) r * lanes.elementBytes()).ladd();
            broadcastElement(code).astore(factor[r]);
        }
        int step = constant(code, lanes.bits() / 8L);
        countedLoop(code, c -> c.iload(vectors), v -> {
            nonNegative(code, sums);
            species(code);
            memory(code).lload(sums);
            loadVector(code).astore(sum);
            for (int r = 0; r < factor.length; r++) {
                int row = code.parameterSlot(2 + r);
                nonNegative(code, row);
                species(code);
                memory(code).lload(row);
                loadVector(code).aload(factor[r]).aload(sum);
                code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR)).astore(sum);
                add(code, row, step);
            }
            code.aload(sum);
            storeVector(memory(code).lload(sums));
            add(code, sums, step);
        });
        code.return_();
    }

    /** All lanes what is at the address on the stack, with species, memory and layout below it. */
    private CodeBuilder broadcastElement(CodeBuilder code) {
        code.invokeinterface(SEGMENT, "get", MethodTypeDesc.of(element, layout, CD_long));
        return code.invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element));
    }

    private void writeC(CodeBuilder code, int[][] sum, int row, int cRowStride) {
        for (int r = 0; r < sum.length; r++) {
            if (r > 0) {
                add(code, row, cRowStride);
            }
            nonNegative(code, row);
            for (int v = 0; v < sum[r].length; v++) {
                code.aload(sum[r][v]);
                storeVector(memory(code).lload(row).loadConstant((long) v * lanes.bits() / 8).ladd());
            }
        }
        code.return_();
    }

    private void writeTile(CodeBuilder code, int[][] sum, int tile, int rowStride) {
        int into = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(tile).getfield(TILE, tileField, elementArray).astore(into);
        for (int r = 0; r < sum.length; r++) {
            for (int v = 0; v < sum[r].length; v++) {
                code.aload(sum[r][v]).aload(into).loadConstant(r * rowStride + v * lanes.count());
                code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, elementArray, CD_int));
            }
        }
        code.return_();
    }

    /** The locals that hold the sums over the whole depth. */
    private int[][] sums(CodeBuilder code, int rows, int vectors) {
        int depth = code.parameterSlot(0);
        int a = code.parameterSlot(1);
        int aRowStride = code.parameterSlot(2);
        int aDepthStride = code.parameterSlot(3);
        int b = code.parameterSlot(4);
        int bDepthStride = code.parameterSlot(5);
        int[] oddRow = oddRows(code, rows, aRowStride);
        int[][] sum = zeros(code, rows, vectors);
        countedLoop(code, c -> c.iload(depth), step(code, a, oddRow, aDepthStride, b, bDepthStride, sum));
        return sum;
    }

    /** The same for rows of A in segments. */
    private int[][] lineSums(CodeBuilder code, int rows, int vectors, int b, int aDepthStride, int bDepthStride) {
        int segments = code.parameterSlot(0);
        int depth = code.parameterSlot(1);
        int table = code.parameterSlot(2);
        int offset = code.parameterSlot(3);
        int[] oddRow = oddRows(code, rows, code.parameterSlot(4));
        int[][] sum = zeros(code, rows, vectors);
        int a = code.allocateLocal(TypeKind.LONG);
        LoopBody step = step(code, a, oddRow, aDepthStride, b, bDepthStride, sum);
        lineLoop(code, segments, s -> {
            code.lload(table).iload(s).i2l().loadConstant((long) Long.BYTES).lmul().ladd();
            code.invokestatic(MEMORY, "longAt", MethodTypeDesc.of(CD_long, CD_long)).lload(offset).ladd().lstore(a);
            lineLoop(code, depth, step);
        });
        return sum;
    }

    /**
     * A loop that runs at least once. If the compiler has to think of one inside another that does not run at all, it moves the sums about between them, and of twelve
     * in 16 registers it keeps two in memory: each step then waits for these, a quarter of its time. 32 registers have room.
     */
    private void lineLoop(CodeBuilder code, int limit, LoopBody body) {
        if (lanes.registers() == 32) {
            countedLoop(code, c -> c.iload(limit), body);
        } else {
            countedLoopAtLeastOnce(code, c -> c.iload(limit), body);
        }
    }

    private static int constant(CodeBuilder code, long value) {
        int local = code.allocateLocal(TypeKind.LONG);
        code.loadConstant(value).lstore(local);
        return local;
    }

    private int[][] zeros(CodeBuilder code, int rows, int vectors) {
        int[] all = zeros(code, rows * vectors);
        int[][] sum = new int[rows][];
        for (int r = 0; r < rows; r++) {
            sum[r] = Arrays.copyOfRange(all, r * vectors, (r + 1) * vectors);
        }
        return sum;
    }

    /** All from one call: a call for each is a sixth of what the compiler has to read of a kernel, and of long kernels it reads no more than so much. */
    private int[] zeros(CodeBuilder code, int vectors) {
        int[] sum = references(code, vectors);
        species(code).invokestatic(vector, "zero", MethodTypeDesc.of(vector, SPECIES));
        for (int v = 0; v < sum.length; v++) {
            if (v < sum.length - 1) {
                code.dup();
            }
            code.astore(sum[v]);
        }
        return sum;
    }

    /** What adds to the sums the products at the addresses in two locals, and leaves in these where the next step's are. */
    private LoopBody step(CodeBuilder code, int a, int[] oddRow, int aDepthStride, int b, int bDepthStride, int[][] sum) {
        int rows = sum.length, vectors = sum[0].length;
        int[] rowOfB = references(code, vectors);
        int factor = code.allocateLocal(TypeKind.REFERENCE);
        return p -> {
            nonNegative(code, b);
            for (int v = 0; v < vectors; v++) {
                species(code);
                memory(code).lload(b).loadConstant((long) v * lanes.bits() / 8).ladd();
                loadVector(code).astore(rowOfB[v]);
            }
            nonNegative(code, a);
            for (int r = 0; r < rows; r++) {
                species(code);
                memory(code).getstatic(desc(ValueLayout.class), layoutName, layout).lload(a);
                if (r > 0) {
                    int doublings = Integer.numberOfTrailingZeros(r);
                    code.lload(oddRow[r >> doublings]).loadConstant(doublings).lshl().ladd();
                }
                broadcastElement(code).astore(factor);
                for (int v = 0; v < vectors; v++) {
                    code.aload(factor).aload(rowOfB[v]).aload(sum[r][v]);
                    code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR)).astore(sum[r][v]);
                }
            }
            add(code, a, aDepthStride);
            add(code, b, bDepthStride);
        };
    }

    /**
     * The locals that hold how far rows 1, 3, 5 and 7 are from row 0. The others are 2 or 4 times as far as one of these, which an address can say by itself: with a
     * register for each row there are too few of them, one more is fetched from a vector register in each step, and that takes the arithmetic units a fifth of
     * their time.
     */
    private static int[] oddRows(CodeBuilder code, int rows, int rowStride) {
        int[] distance = new int[rows + 1];
        for (int r = 1; r < rows; r += 2) {
            distance[r] = code.allocateLocal(TypeKind.LONG);
            // An int's worth, even doubled, so that it becomes a part of the loads' addresses instead of an addition before them.
            code.lload(rowStride).loadConstant((long) r).lmul();
            code.loadConstant((long) Integer.MAX_VALUE >> (r == 1 ? 2 : r == 3 ? 1 : 0)).land().lstore(distance[r]);
        }
        return distance;
    }

    private void store(CodeBuilder code) {
        int accumulate = code.parameterSlot(5);
        Label replace = code.newLabel();
        code.iload(accumulate).ifeq(replace);
        storeRows(code, true);
        code.return_().labelBinding(replace);
        storeRows(code, false);
        code.return_();
    }

    private void storeRows(CodeBuilder code, boolean accumulate) {
        int tile = code.parameterSlot(0);
        int c = code.parameterSlot(1);
        int cRowStride = code.parameterSlot(2);
        int rows = code.parameterSlot(3);
        int vectors = code.parameterSlot(4);
        int from = code.allocateLocal(TypeKind.REFERENCE);
        int index = code.allocateLocal(TypeKind.INT);
        code.aload(tile).getfield(TILE, tileField, elementArray).astore(from);
        code.iconst_0().istore(index);
        countedLoop(code, x -> x.iload(rows), row -> {
            Label rowEnd = code.newLabel();
            for (int v = 0; v < Tile.MAX_VECTORS; v++) {
                code.iload(vectors).loadConstant(v).if_icmple(rowEnd);
                long offset = (long) v * lanes.bits() / 8;
                species(code).aload(from).iload(index).loadConstant(v * lanes.count()).iadd();
                code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, elementArray, CD_int));
                if (accumulate) {
                    species(code);
                    memory(code).lload(c).loadConstant(offset).ladd();
                    loadVector(code).invokevirtual(vector, "add", MethodTypeDesc.of(vector, VECTOR));
                }
                storeVector(memory(code).lload(c).loadConstant(offset).ladd());
            }
            code.labelBinding(rowEnd).iinc(index, Tile.rowStride(lanes));
            add(code, c, cRowStride);
        });
    }
}
