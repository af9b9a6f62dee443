package dev.jacobi.engine.cpu.codegen;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.jacobi.engine.cpu.emit.HiddenClass;
import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Writes the kernel of a loop: slices of memory and uniform values at the top, then one loop over whole vectors. */
public final class LoopEmitter {
    private static final ClassDesc SEGMENT = desc(MemorySegment.class), SPECIES = desc(VectorSpecies.class), ORDER = desc(ByteOrder.class);
    private static final ClassDesc MEMORY = desc(OffHeap.class), BYTES = desc(ByteVector.class), MASK = desc(VectorMask.class);
    private static final int BITS = VectorWidth.SHAPE.vectorBitSize();

    private final Loop loop;
    private final LaneEmitter lanes;
    private final CodeBuilder code;
    private final int laneBytes, vectorLanes, arguments, count, index;
    /** Per instruction: the local with the slice or the uniform value that it loads. */
    private final int[] source;
    private final int[] target;
    private final int[][] sum;

    private LoopEmitter(Loop loop, CodeBuilder code, boolean products) {
        this.loop = loop;
        this.code = code;
        laneBytes = LoopCost.laneBytes(loop);
        vectorLanes = LoopCost.lanes(loop);
        lanes = new LaneEmitter(code, loop, laneBytes, products);
        arguments = code.parameterSlot(0);
        count = code.parameterSlot(1);
        index = code.allocateLocal(TypeKind.INT);
        source = new int[loop.body().size()];
        target = new int[loop.stores().length()];
        sum = new int[loop.folds().size()][loop.folds().isEmpty() ? 0 : LoopCost.accumulators(loop)];
    }

    /** The kernel of a loop, or nothing if it has operations, dtypes or a size that kernels are not made for. */
    public static Optional<LoopKernel> emit(Loop loop) {
        return emit(loop, QuotientEmitter.IS_QUICKER);
    }

    /** The same; the flag says whether it divides by one value by products, which changes no bit. */
    public static Optional<LoopKernel> emit(Loop loop, boolean products) {
        if (!isSupported(loop)) return Optional.empty();
        try {
            return Optional.of(HiddenClass.instance(MethodHandles.lookup(), LoopKernel.class, "run",
                    MethodTypeDesc.of(CD_boolean, CD_long.arrayType(), CD_int), c -> new LoopEmitter(loop, c, products).method()));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("[codegen] the kernel of " + loop + " does not link", e);
        }
    }

    /** Whether {@link #emit} has a kernel for it. */
    public static boolean isSupported(Loop loop) {
        int bytes = LoopCost.laneBytes(loop);
        if (bytes == 0 || LoopCost.weight(loop) > LoopCost.HEAVIEST) return false;
        for (Loop.Instruction i : loop.body()) if (!LaneEmitter.isSupported(i, loop.body())) return false;
        for (Loop.Fold f : loop.folds()) {
            DType type = loop.body().get(f.in()).dtype();
            if (type == DType.BOOL || f.reduction() == Reduction.PROD || f.reduction() != Reduction.SUM && type.isUnsigned()) return false;
        }
        // narrow vectors have fewer lanes than the narrowest vector of bytes
        if (LoopCost.lanes(loop) >= 8) return true;
        for (Loop.Instruction i : loop.body()) if (i instanceof Loop.Load l && l.dtype() == DType.BOOL && !l.uniform()) return false;
        for (int k = 0; k < loop.stores().length(); k++) if (loop.body().get(loop.stores().at(k)).dtype() == DType.BOOL) return false;
        return true;
    }

    /** Whether C2 makes fast code of its kernel: not without masks, if an operation needs them. */
    public static boolean isFast(Loop loop) {
        if (VectorWidth.HAS_MASKS_OF_DOUBLES || LoopCost.laneBytes(loop) != 8) return true;
        for (Loop.Instruction i : loop.body()) {
            if (i.dtype() == DType.BOOL) return false;
            if (i instanceof Loop.Apply(Op op, var in, var type) && LoopCost.function(op).isPresent()) return false;
        }
        return true;
    }

    /** Whether a kernel of it can return false. */
    public static boolean mayDecline(Loop loop) { return LaneEmitter.isRanged(loop.body()); }

    private void method() {
        List<Loop.Instruction> body = loop.body();
        int argument = 0;
        for (int i = 0; i < body.size(); i++) {
            if (!(body.get(i) instanceof Loop.Load(DType type, boolean uniform))) continue;
            source[i] = code.allocateLocal(TypeKind.REFERENCE);
            if (uniform) {
                argument(argument++);
                lanes.broadcastBits(type);
            } else {
                slice(argument++, type);
            }
            code.astore(source[i]);
        }
        for (int s = 0; s < target.length; s++) {
            target[s] = code.allocateLocal(TypeKind.REFERENCE);
            slice(argument++, body.get(loop.stores().at(s)).dtype());
            code.astore(target[s]);
        }
        for (int f = 0; f < sum.length; f++) {
            for (int a = 0; a < sum[f].length; a++) sum[f][a] = code.allocateLocal(TypeKind.REFERENCE);
        }
        lanes.beforeLoop(source);
        code.iconst_0().istore(index);
        forFolds(false, this::begin);
        if (LoopCost.hasSums(loop)) segments(argument);
        else
            elements(count);
        int folds = argument;
        forFolds(false, f -> end(f, () -> argument(folds + f)));
        lanes.allInRange();
        code.ireturn();
    }

    /** The loop over the elements, cut where sums begin anew. */
    private void segments(int folds) {
        int limit = code.allocateLocal(TypeKind.INT), place = code.allocateLocal(TypeKind.LONG);
        Label head = code.newLabel();
        code.lconst_0().lstore(place).labelBinding(head).iload(index);
        argument(folds + sum.length);
        code.l2i().iadd().iload(count).invokestatic(desc(Math.class), "min", MethodTypeDesc.of(CD_int, CD_int, CD_int)).istore(limit);
        forFolds(true, this::begin);
        elements(limit);
        forFolds(true, f -> end(f, () -> {
            argument(folds + f);
            code.lload(place).ladd();
        }));
        code.lload(place).loadConstant(LoopKernel.PARTIALS).ladd().lstore(place).iload(index).iload(count).if_icmplt(head);
    }

    /** The loop over the elements from the index up to a limit. */
    private void elements(int limit) {
        int together = sum.length == 0 ? 1 : sum[0].length;
        if (together > 1) {
            int bulk = code.allocateLocal(TypeKind.INT);
            code.iload(limit).iload(limit).iload(index).isub().loadConstant(together * vectorLanes).irem().isub().istore(bulk);
            loop(bulk, together);
        }
        loop(limit, 1);
    }

    private void forFolds(boolean sums, IntConsumer action) {
        for (int f = 0; f < sum.length; f++) if (loop.folds().get(f).isSum() == sums) action.accept(f);
    }

    private void begin(int f) {
        Loop.Fold fold = loop.folds().get(f);
        DType type = loop.body().get(fold.in()).dtype();
        for (int local : sum[f]) {
            lanes.broadcast(type, fold.reduction().identity(type));
            code.astore(local);
        }
    }

    private void end(int f, Runnable address) {
        for (int step = sum[f].length / 2; step >= 1; step /= 2) {
            for (int a = 0; a < step; a++) fold(f, a, sum[f][a + step]);
        }
        code.aload(sum[f][0]).getstatic(MEMORY, "ALL", SEGMENT);
        address.run();
        code.loadConstant((long) BITS / 8);
        code.invokeinterface(SEGMENT, "asSlice", MethodTypeDesc.of(SEGMENT, CD_long, CD_long)).lconst_0().getstatic(MEMORY, "ORDER",
                ORDER);
        ClassDesc vector = lanes.kind(loop.body().get(loop.folds().get(f).in()).dtype()).vector;
        code.invokevirtual(vector, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
    }

    private void loop(int limit, int together) {
        Label head = code.newLabel(), end = code.newLabel();
        code.labelBinding(head).iload(index).iload(limit).if_icmpge(end);
        for (int u = 0; u < together; u++) body(u);
        code.iinc(index, together * vectorLanes).goto_(head).labelBinding(end);
    }

    /** What is done to the {@code u}-th vector of elements from the index on; a value is stored and folded as soon as it is there, so that its register is free. */
    private void body(int u) {
        int ahead = u * vectorLanes;
        int[] value = new int[source.length];
        for (int i = 0; i < value.length; i++) {
            instruction(i, ahead, value);
            for (int s = 0; s < target.length; s++) if (loop.stores().at(s) == i) store(s, value, ahead);
            for (int f = 0; f < sum.length; f++) if (loop.folds().get(f).in() == i) fold(f, u, value[i]);
        }
    }

    private void instruction(int i, int ahead, int[] value) {
        switch (loop.body().get(i)) {
            case Loop.Load(DType type, boolean uniform) -> {
                value[i] = source[i];
                if (uniform) return;
                if (type == DType.BOOL) {
                    bytes().aload(source[i]);
                    offset(ahead, 1).getstatic(MEMORY, "ORDER", ORDER);
                    code.invokestatic(BYTES, "fromMemorySegment", MethodTypeDesc.of(BYTES, SPECIES, SEGMENT, CD_long, ORDER));
                    lanes.operator("NE").iconst_0();
                    code.invokevirtual(BYTES, "compare", MethodTypeDesc.of(MASK, LaneEmitter.COMPARISON, ConstantDescs.CD_byte));
                    lanes.castMask();
                } else {
                    ClassDesc vector = lanes.kind(type).vector;
                    lanes.species(type);
                    code.aload(source[i]);
                    offset(ahead, laneBytes).getstatic(MEMORY, "ORDER", ORDER);
                    code.invokestatic(vector, "fromMemorySegment", MethodTypeDesc.of(vector, SPECIES, SEGMENT, CD_long, ORDER));
                }
            }
            case Loop.Apply(Op op, var in, DType type) -> lanes.apply(op, in, type, value);
            case Loop.Convert(int in, DType type) -> lanes.convert(loop.body().get(in).dtype(), type, value[in]);
        }
        value[i] = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(value[i]);
    }

    private void store(int s, int[] value, int ahead) {
        int at = loop.stores().at(s);
        DType type = loop.body().get(at).dtype();
        if (type == DType.BOOL) {
            bytes().invokestatic(BYTES, "zero", MethodTypeDesc.of(BYTES, SPECIES)).loadConstant(1L).aload(value[at]);
            bytes().invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
            code.invokevirtual(BYTES, "blend", MethodTypeDesc.of(BYTES, CD_long, MASK)).aload(target[s]);
            offset(ahead, 1).getstatic(MEMORY, "ORDER", ORDER);
            code.invokevirtual(BYTES, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
        } else {
            code.aload(value[at]).aload(target[s]);
            offset(ahead, laneBytes).getstatic(MEMORY, "ORDER", ORDER);
            code.invokevirtual(lanes.kind(type).vector, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
        }
    }

    private void fold(int f, int accumulator, int value) {
        Loop.Fold fold = loop.folds().get(f);
        lanes.fold(fold, loop.body().get(fold.in()).dtype(), sum[f][accumulator], value);
        code.astore(sum[f][accumulator]);
    }

    private CodeBuilder offset(int ahead, int bytes) {
        code.iload(index);
        if (ahead > 0) code.loadConstant(ahead).iadd();
        code.i2l();
        if (bytes > 1) code.loadConstant((long) bytes).lmul();
        return code;
    }

    private void argument(int k) {
        code.aload(arguments).loadConstant(k).laload();
    }

    /** Leaves the memory of an argument on the stack. */
    private void slice(int k, DType type) {
        code.getstatic(MEMORY, "ALL", SEGMENT);
        argument(k);
        code.iload(count).i2l().loadConstant((long) type.bytes()).lmul();
        code.invokeinterface(SEGMENT, "asSlice", MethodTypeDesc.of(SEGMENT, CD_long, CD_long));
    }

    /** The species of as many bytes as a vector has lanes. */
    private CodeBuilder bytes() {
        return code.getstatic(BYTES, "SPECIES_" + vectorLanes * 8, SPECIES);
    }

    static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
