package dev.jacobi.engine.cpu.gemm;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.jacobi.engine.cpu.emit.HiddenClass;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Writes micro-kernels as hidden classes: one source for every element type, vector width and tile shape. A kernel needs its accumulators
 * as separate locals to keep them in registers, and its species as a constant; Java source would be a copy per shape.
 */
final class KernelEmitter {

    private static final ClassDesc SEGMENT = desc(MemorySegment.class);
    private static final ClassDesc VECTOR = desc(Vector.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class);
    private static final ClassDesc ORDER = desc(ByteOrder.class);
    private static final ClassDesc MEMORY = desc(OffHeap.class);
    private static final ClassDesc TILE = desc(Tile.class);
    private static final ClassDesc MATH = desc(Math.class);

    private final Lanes lanes;
    private final ClassDesc element;
    private final ClassDesc elementArray;
    private final ClassDesc vector;
    private final ClassDesc layout;
    private final String layoutName;
    private final String tileField;

    KernelEmitter(Lanes lanes) {
        this.lanes = lanes;
        boolean isDouble = lanes.isDouble();
        element = isDouble ? CD_double : CD_float;
        elementArray = element.arrayType();
        vector = desc(lanes.vectorClass());
        layout = desc(isDouble ? ValueLayout.OfDouble.class : ValueLayout.OfFloat.class);
        layoutName = isDouble ? "JAVA_DOUBLE_UNALIGNED" : "JAVA_FLOAT_UNALIGNED";
        tileField = isDouble ? "doubles" : "floats";
    }

    // The bodies below name their parameters by position, as the kernels' interfaces list them.

    /** A kernel for tiles of {@code rows} by {@code vectors} vectors. */
    MicroKernel microKernel(int rows, int vectors) {
        return (MicroKernel) instance(MicroKernel.class, "multiply",
                code -> writeTile(code, sums(code, rows, vectors), code.parameterSlot(6)));
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
                code -> writeC(code, lineSums(code, rows, vectors), code.parameterSlot(6), code.parameterSlot(7)));
    }

    /** As {@link #microKernel}, for rows of A in segments. */
    LineTileKernel lineTileKernel(int rows, int vectors) {
        return (LineTileKernel) instance(LineTileKernel.class, "multiply",
                code -> writeTile(code, lineSums(code, rows, vectors), code.parameterSlot(6)));
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
        int[] sum = new int[VectorProduct.LANES / lanes.count()];
        for (int v = 0; v < sum.length; v++) {
            sum[v] = code.allocateLocal(TypeKind.REFERENCE);
            species(code).invokestatic(vector, "zero", MethodTypeDesc.of(vector, SPECIES)).astore(sum[v]);
        }
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

    private void writeC(CodeBuilder code, int[][] sum, int row, int cRowStride) {
        for (int r = 0; r < sum.length; r++) {
            if (r > 0) {
                code.lload(row).lload(cRowStride).ladd().lstore(row);
            }
            nonNegative(code, row);
            for (int v = 0; v < sum[r].length; v++) {
                code.aload(sum[r][v]);
                memory(code).lload(row).loadConstant((long) v * lanes.bits() / 8).ladd().getstatic(MEMORY, "ORDER", ORDER);
                code.invokevirtual(vector, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
            }
        }
        code.return_();
    }

    private void writeTile(CodeBuilder code, int[][] sum, int tile) {
        int into = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(tile).getfield(TILE, tileField, elementArray).astore(into);
        for (int r = 0; r < sum.length; r++) {
            for (int v = 0; v < sum[r].length; v++) {
                code.aload(sum[r][v]).aload(into).loadConstant(r * Tile.rowStride(lanes) + v * lanes.count());
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
        addSteps(code, depth, a, oddRow, aDepthStride, b, bDepthStride, sum);
        return sum;
    }

    /** The same for rows of A in segments. */
    private int[][] lineSums(CodeBuilder code, int rows, int vectors) {
        int segments = code.parameterSlot(0);
        int depth = code.parameterSlot(1);
        int table = code.parameterSlot(2);
        int offset = code.parameterSlot(3);
        int b = code.parameterSlot(5);
        int[] oddRow = oddRows(code, rows, code.parameterSlot(4));
        int[][] sum = zeros(code, rows, vectors);
        int a = code.allocateLocal(TypeKind.LONG);
        int aDepthStride = code.allocateLocal(TypeKind.LONG);
        int bDepthStride = code.allocateLocal(TypeKind.LONG);
        code.loadConstant((long) lanes.elementBytes()).lstore(aDepthStride);
        code.loadConstant((long) vectors * lanes.bits() / 8).lstore(bDepthStride);
        countedLoop(code, c -> c.iload(segments), s -> {
            code.lload(table).iload(s).i2l().loadConstant((long) Long.BYTES).lmul().ladd();
            code.invokestatic(MEMORY, "longAt", MethodTypeDesc.of(CD_long, CD_long)).lload(offset).ladd().lstore(a);
            addSteps(code, depth, a, oddRow, aDepthStride, b, bDepthStride, sum);
        });
        return sum;
    }

    private int[][] zeros(CodeBuilder code, int rows, int vectors) {
        int[][] sum = new int[rows][vectors];
        for (int[] row : sum) {
            for (int v = 0; v < vectors; v++) {
                row[v] = code.allocateLocal(TypeKind.REFERENCE);
                species(code).invokestatic(vector, "zero", MethodTypeDesc.of(vector, SPECIES)).astore(row[v]);
            }
        }
        return sum;
    }

    /** Adds to the sums {@code depth} steps from the addresses in two locals on, and leaves in these where the next steps are. */
    private void addSteps(CodeBuilder code, int depth, int a, int[] oddRow, int aDepthStride, int b, int bDepthStride, int[][] sum) {
        int rows = sum.length, vectors = sum[0].length;
        int[] rowOfB = new int[vectors];
        Arrays.setAll(rowOfB, v -> code.allocateLocal(TypeKind.REFERENCE));
        int factor = code.allocateLocal(TypeKind.REFERENCE);
        countedLoop(code, c -> c.iload(depth), p -> {
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
                code.invokeinterface(SEGMENT, "get", MethodTypeDesc.of(element, layout, CD_long));
                code.invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element)).astore(factor);
                for (int v = 0; v < vectors; v++) {
                    code.aload(factor).aload(rowOfB[v]).aload(sum[r][v]);
                    code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR)).astore(sum[r][v]);
                }
            }
            code.lload(a).lload(aDepthStride).ladd().lstore(a);
            code.lload(b).lload(bDepthStride).ladd().lstore(b);
        });
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
                memory(code).lload(c).loadConstant(offset).ladd().getstatic(MEMORY, "ORDER", ORDER);
                code.invokevirtual(vector, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
            }
            code.labelBinding(rowEnd).iinc(index, Tile.rowStride(lanes));
            code.lload(c).lload(cRowStride).ladd().lstore(c);
        });
    }

    private CodeBuilder species(CodeBuilder code) {
        return code.getstatic(vector, "SPECIES_" + lanes.bits(), SPECIES);
    }

    private CodeBuilder memory(CodeBuilder code) {
        return code.getstatic(MEMORY, "ALL", SEGMENT);
    }

    /** Tells the compiler that the address in a local needs no check: see {@link OffHeap#ADDRESS}. */
    private static void nonNegative(CodeBuilder code, int address) {
        code.lload(address).loadConstant(OffHeap.ADDRESS).land().lstore(address);
    }

    /** From species, segment and address on the stack to a vector. */
    private CodeBuilder loadVector(CodeBuilder code) {
        code.getstatic(MEMORY, "ORDER", ORDER);
        return code.invokestatic(vector, "fromMemorySegment", MethodTypeDesc.of(vector, SPECIES, SEGMENT, CD_long, ORDER));
    }

    private interface LoopBody {
        void emit(int counter);
    }

    private static void countedLoop(CodeBuilder code, Consumer<CodeBuilder> limit, LoopBody body) {
        int counter = code.allocateLocal(TypeKind.INT);
        Label head = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(counter).labelBinding(head).iload(counter);
        limit.accept(code);
        code.if_icmpge(end);
        body.emit(counter);
        code.iinc(counter, 1).goto_(head).labelBinding(end);
    }

    /** An instance of a new hidden class that implements the one method of {@code type}. */
    private Object instance(Class<?> type, String name, Consumer<CodeBuilder> body) {
        Method method = Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(name)).findFirst().orElseThrow();
        MethodTypeDesc signature = MethodTypeDesc.of(desc(method.getReturnType()),
                Arrays.stream(method.getParameterTypes()).map(KernelEmitter::desc).toList());
        try {
            return HiddenClass.instance(MethodHandles.lookup(), type, name, signature, body);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("[gemm] the emitted " + type.getSimpleName() + " for " + lanes + " does not link", e);
        }
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
