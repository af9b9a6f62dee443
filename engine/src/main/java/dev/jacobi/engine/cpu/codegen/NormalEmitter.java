package dev.jacobi.engine.cpu.codegen;

import static dev.jacobi.engine.cpu.codegen.LoopEmitter.desc;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.jacobi.engine.cpu.emit.HiddenClass;
import dev.jacobi.engine.cpu.math.FloatMath;
import dev.jacobi.engine.cpu.math.MathInliner;
import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Writes the kernel that makes sqrt(2) erfinv(x) of x = {@link #SPAN} u + {@link #LOWEST}, for u from 0 to 1. Two loops, of which each has room for its constants
 * in registers and is short enough for the processor to work at several vectors at a time: the first leaves the logarithms, the second takes the polynomials of
 * them. Few vectors have a number of the tails, whose code is as long as all other, and is passed by.
 */
public final class NormalEmitter {
    /** The x of u = 0, the smallest float above -1, and how far the x of u = 1 is from it. */
    public static final float LOWEST = Math.nextUp(-1f), SPAN = 1f - LOWEST;
    public static final float ROOT_OF_2 = (float) Math.sqrt(2);
    /** Kernels make multiples of so many numbers. */
    public static final int LANES = VectorWidth.FLOATS.length();

    private static final ClassDesc FLOATS = desc(FloatVector.class), SPECIES = desc(VectorSpecies.class);
    private static final ClassDesc SEGMENT = desc(MemorySegment.class), ORDER = desc(ByteOrder.class), MASK = desc(VectorMask.class);
    private static final ClassDesc OPERATORS = desc(VectorOperators.class), COMPARISON = desc(VectorOperators.Comparison.class);
    private static final ClassDesc MEMORY = desc(OffHeap.class), MATH = desc(FloatMath.class);
    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(FLOATS, FLOATS), BINARY = MethodTypeDesc.of(FLOATS, FLOATS, FLOATS);

    private final CodeBuilder code;
    private final int count, index, units, out, scratch, x, v;

    private NormalEmitter(CodeBuilder code) {
        this.code = code;
        count = code.parameterSlot(3);
        index = code.allocateLocal(TypeKind.INT);
        units = code.allocateLocal(TypeKind.REFERENCE);
        out = code.allocateLocal(TypeKind.REFERENCE);
        scratch = code.allocateLocal(TypeKind.REFERENCE);
        x = code.allocateLocal(TypeKind.REFERENCE);
        v = code.allocateLocal(TypeKind.REFERENCE);
    }

    /** The kernel. */
    public static NormalKernel emit() {
        try {
            return HiddenClass.instance(MethodHandles.lookup(), NormalKernel.class, "run",
                    MethodTypeDesc.of(CD_void, CD_long, CD_long, CD_long, CD_int), c -> new NormalEmitter(c).method());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("[codegen] the kernel of normal numbers does not link", e);
        }
    }

    private void method() {
        segment(0, units);
        segment(1, out);
        segment(2, scratch);
        loop(this::logarithm);
        loop(this::polynomial);
        code.return_();
    }

    private void segment(int parameter, int local) {
        code.getstatic(MEMORY, "ALL", SEGMENT).lload(code.parameterSlot(parameter)).iload(count).i2l().loadConstant((long) Float.BYTES)
                .lmul();
        code.invokeinterface(SEGMENT, "asSlice", MethodTypeDesc.of(SEGMENT, CD_long, CD_long)).astore(local);
    }

    private void loop(Runnable body) {
        Label head = code.newLabel(), end = code.newLabel();
        code.iconst_0().istore(index).labelBinding(head).iload(index).iload(count).if_icmpge(end);
        body.run();
        code.iinc(index, LANES).goto_(head).labelBinding(end);
    }

    private void logarithm() {
        argument();
        code.aload(x);
        MathInliner.inline(code, MATH, "erfinvVariable", UNARY);
        store(scratch);
    }

    private void polynomial() {
        Label tail = code.newLabel(), end = code.newLabel();
        argument();
        load(scratch);
        code.astore(v);
        code.aload(v).getstatic(OPERATORS, "GT", COMPARISON).loadConstant(FloatMath.ERFINV_TAIL);
        code.invokevirtual(FLOATS, "compare", MethodTypeDesc.of(MASK, COMPARISON, CD_float));
        code.invokevirtual(MASK, "anyTrue", MethodTypeDesc.of(CD_boolean)).ifne(tail);
        code.aload(x).aload(v);
        MathInliner.inline(code, MATH, "erfinvOfSmall", BINARY);
        with("mul", ROOT_OF_2);
        store(out);
        code.goto_(end).labelBinding(tail).aload(x);
        MathInliner.inline(code, MATH, "erfinv", UNARY);
        with("mul", ROOT_OF_2);
        store(out);
        code.labelBinding(end);
    }

    private void argument() {
        load(units);
        with("mul", SPAN);
        with("add", LOWEST);
        code.astore(x);
    }

    /** What an operation with a number makes of the vector on the stack. */
    private void with(String operation, float number) {
        code.loadConstant(number).invokevirtual(FLOATS, operation, MethodTypeDesc.of(FLOATS, CD_float));
    }

    private void load(int segment) {
        code.getstatic(MATH, "SPECIES", SPECIES).aload(segment);
        offset();
        code.invokestatic(FLOATS, "fromMemorySegment", MethodTypeDesc.of(FLOATS, SPECIES, SEGMENT, CD_long, ORDER));
    }

    private void store(int segment) {
        code.aload(segment);
        offset();
        code.invokevirtual(FLOATS, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
    }

    private void offset() {
        code.iload(index).i2l().loadConstant((long) Float.BYTES).lmul().getstatic(MEMORY, "ORDER", ORDER);
    }
}
