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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Writes the kernel of a loop: addresses and uniform values at the top, then one loop over whole vectors, which finds all of them by one index. In slices of
 * memory each access would be checked, and its place worked out anew: four times the instructions of a sum's loop.
 */
public final class LoopEmitter {
    private static final ClassDesc SEGMENT = desc(MemorySegment.class), SPECIES = desc(VectorSpecies.class), ORDER = desc(ByteOrder.class);
    private static final ClassDesc MEMORY = desc(OffHeap.class), BYTES = desc(ByteVector.class), MASK = desc(VectorMask.class);

    private final Loop loop;
    private final LaneEmitter lanes;
    private final CodeBuilder code;
    private final int vectorLanes, arguments, count, index;
    /** The index as a long that the compiler knows to be small and not negative. */
    private final int element;
    /** Per instruction: the local with the address of the first element or the uniform value that it loads. */
    private final int[] source;
    private final int[] target;
    private final List<FoldEmitter> folds = new ArrayList<>();

    private LoopEmitter(Loop loop, CodeBuilder code, boolean products) {
        this.loop = loop;
        this.code = code;
        vectorLanes = LoopCost.lanes(loop);
        lanes = new LaneEmitter(code, loop, LoopCost.laneBytes(loop), products);
        arguments = code.parameterSlot(0);
        count = code.parameterSlot(1);
        index = code.allocateLocal(TypeKind.INT);
        element = code.allocateLocal(TypeKind.LONG);
        source = new int[loop.body().size()];
        target = new int[loop.stores().length()];
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

    /** Whether its kernel can give totals of segments: if all that it reduces are floats. */
    public static boolean hasTotals(Loop loop) {
        for (Loop.Fold f : loop.folds()) if (loop.body().get(f.in()).dtype() != DType.FLOAT32) return false;
        return !loop.folds().isEmpty();
    }

    /** Whether a kernel of it can return false. */
    public static boolean mayDecline(Loop loop) { return LaneEmitter.isRanged(loop.body()); }

    private void method() {
        List<Loop.Instruction> body = loop.body();
        int argument = 0;
        for (int i = 0; i < body.size(); i++) {
            if (!(body.get(i) instanceof Loop.Load(DType type, boolean uniform))) continue;
            if (uniform) {
                source[i] = code.allocateLocal(TypeKind.REFERENCE);
                argument(argument++);
                lanes.broadcastBits(type);
                code.astore(source[i]);
            } else {
                source[i] = address(argument++);
            }
        }
        for (int s = 0; s < target.length; s++) target[s] = address(argument++);
        for (Loop.Fold f : loop.folds()) folds.add(FoldEmitter.of(code, lanes, f, body.get(f.in()).dtype(), LoopCost.accumulators(loop)));
        lanes.beforeLoop(source);
        code.iconst_0().istore(index);
        if (folds.isEmpty()) elements(count);
        else
            segments(argument);
        lanes.allInRange();
        code.ireturn();
    }

    /** The loop over the elements, cut where folds begin anew. */
    private void segments(int first) {
        int limit = code.allocateLocal(TypeKind.INT), segment = code.allocateLocal(TypeKind.LONG);
        Label head = code.newLabel(), next = code.newLabel();
        code.lconst_0().lstore(segment).labelBinding(head).iload(index);
        argument(first + folds.size());
        code.l2i().iadd().iload(count).invokestatic(desc(Math.class), "min", MethodTypeDesc.of(CD_int, CD_int, CD_int)).istore(limit);
        folds.forEach(FoldEmitter::begin);
        elements(limit);
        int[] results = new int[folds.size()];
        for (int f = 0; f < results.length; f++) {
            folds.get(f).end();
            code.astore(results[f] = code.allocateLocal(TypeKind.REFERENCE));
        }
        if (hasTotals(loop)) {
            Label vectors = code.newLabel();
            argument(first + folds.size() + 1);
            code.lconst_0().lcmp().ifeq(vectors);
            for (int f = 0; f < results.length; f++) total(f, results[f], first + f, segment);
            code.goto_(next).labelBinding(vectors);
        }
        for (int f = 0; f < results.length; f++) partials(f, results[f], first + f, segment);
        code.labelBinding(next).lload(segment).lconst_1().ladd().lstore(segment).iload(index).iload(count).if_icmplt(head);
    }

    /** Writes a vector of partial results of fold {@code f}. */
    private void partials(int f, int vector, int argument, int segment) {
        code.aload(vector).getstatic(MEMORY, "ALL", SEGMENT);
        place(argument, segment, LoopKernel.PARTIALS);
        inAddressSpace().getstatic(MEMORY, "ORDER", ORDER);
        ClassDesc type = lanes.kind(loop.body().get(loop.folds().get(f).in()).dtype()).vector;
        code.invokevirtual(type, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
    }

    /** Writes the total of a vector of partial results: in registers it takes a fraction of what it takes whoever reads the vectors of many rows. */
    private void total(int f, int vector, int argument, int segment) {
        place(argument, segment, Double.BYTES);
        code.aload(vector);
        folds.get(f).total(vectorLanes);
        code.invokestatic(MEMORY, "putDouble", MethodTypeDesc.of(CD_void, CD_long, CD_double));
    }

    /** Leaves the address that is an argument on the stack, moved by so many bytes a segment. */
    private void place(int argument, int segment, long bytes) {
        argument(argument);
        code.lload(segment).loadConstant(bytes).lmul().ladd();
    }

    /** The loop over the elements from the index up to a limit. */
    private void elements(int limit) {
        int together = folds.isEmpty() ? 1 : LoopCost.accumulators(loop);
        if (together > 1) {
            int bulk = code.allocateLocal(TypeKind.INT);
            code.iload(limit).iload(limit).iload(index).isub().loadConstant(together * vectorLanes).irem().isub().istore(bulk);
            loop(bulk, together);
        }
        loop(limit, 1);
    }

    private void loop(int limit, int together) {
        Label head = code.newLabel(), end = code.newLabel();
        code.labelBinding(head).iload(index).iload(limit).if_icmpge(end);
        code.iload(index).loadConstant(LoopKernel.LONGEST).iand().i2l().lstore(element);
        for (int u = 0; u < together; u++) body(u);
        code.iinc(index, together * vectorLanes).goto_(head).labelBinding(end);
    }

    private DType stored(int s) { return loop.body().get(loop.stores().at(s)).dtype(); }

    /** What is done to the {@code u}-th vector of elements from the index on; a value is stored and folded as soon as it is there, so that its register is free. */
    private void body(int u) {
        int[] value = new int[source.length];
        for (int i = 0; i < value.length; i++) {
            instruction(i, u, value);
            for (int s = 0; s < target.length; s++) if (loop.stores().at(s) == i) store(s, value, u);
            for (int f = 0; f < folds.size(); f++) if (loop.folds().get(f).in() == i) folds.get(f).add(u, value[i]);
        }
    }

    private void instruction(int i, int u, int[] value) {
        switch (loop.body().get(i)) {
            case Loop.Load(DType type, boolean uniform) -> {
                value[i] = source[i];
                if (uniform) return;
                if (type == DType.BOOL) {
                    bytes();
                    memory(source[i], u, type);
                    code.invokestatic(BYTES, "fromMemorySegment", MethodTypeDesc.of(BYTES, SPECIES, SEGMENT, CD_long, ORDER));
                    lanes.operator("NE").iconst_0();
                    code.invokevirtual(BYTES, "compare", MethodTypeDesc.of(MASK, LaneEmitter.COMPARISON, ConstantDescs.CD_byte));
                    lanes.castMask();
                } else {
                    ClassDesc vector = lanes.kind(type).vector;
                    lanes.species(type);
                    memory(source[i], u, type);
                    code.invokestatic(vector, "fromMemorySegment", MethodTypeDesc.of(vector, SPECIES, SEGMENT, CD_long, ORDER));
                }
            }
            case Loop.Apply(Op op, var in, DType type) -> lanes.apply(op, in, type, value);
            case Loop.Convert(int in, DType type) -> lanes.convert(loop.body().get(in).dtype(), type, value[in]);
        }
        value[i] = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(value[i]);
    }

    private void store(int s, int[] value, int u) {
        int at = loop.stores().at(s);
        DType type = stored(s);
        if (type == DType.BOOL) {
            bytes().invokestatic(BYTES, "zero", MethodTypeDesc.of(BYTES, SPECIES)).loadConstant(1L).aload(value[at]);
            bytes().invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
            code.invokevirtual(BYTES, "blend", MethodTypeDesc.of(BYTES, CD_long, MASK));
            memory(target[s], u, type);
            code.invokevirtual(BYTES, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
        } else {
            code.aload(value[at]);
            memory(target[s], u, type);
            code.invokevirtual(lanes.kind(type).vector, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
        }
    }

    /** Leaves on the stack where the {@code u}-th vector of elements from the index on is, if the first element is at an address. */
    private void memory(int address, int u, DType type) {
        code.getstatic(MEMORY, "ALL", SEGMENT).lload(address).lload(element);
        code.loadConstant(Integer.numberOfTrailingZeros(type.bytes())).lshl().ladd();
        if (u > 0) code.loadConstant((long) u * vectorLanes * type.bytes()).ladd();
        code.getstatic(MEMORY, "ORDER", ORDER);
    }

    /** Tells the compiler that the address on the stack needs no check: see {@link OffHeap#ADDRESS}. */
    private CodeBuilder inAddressSpace() {
        return code.loadConstant(OffHeap.ADDRESS).land();
    }

    private void argument(int k) {
        code.aload(arguments).loadConstant(k).laload();
    }

    /** A new local with the address that is an argument. */
    private int address(int k) {
        int local = code.allocateLocal(TypeKind.LONG);
        argument(k);
        inAddressSpace().lstore(local);
        return local;
    }

    /** The species of as many bytes as a vector has lanes. */
    private CodeBuilder bytes() {
        return code.getstatic(BYTES, "SPECIES_" + vectorLanes * 8, SPECIES);
    }

    static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
