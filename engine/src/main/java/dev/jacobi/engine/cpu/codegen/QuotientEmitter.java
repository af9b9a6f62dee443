package dev.jacobi.engine.cpu.codegen;

import static dev.jacobi.engine.cpu.codegen.LoopEmitter.desc;

import dev.jacobi.engine.cpu.math.MathInliner;
import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;

/**
 * Divides by what is one value for the whole run: by products, unless an element of the vector is such that these would not give the bits of the
 * quotient. A processor with vectors of 512 bits takes 10 to 16 cycles for one of quotients, which bounded gelu, and 4 for the products.
 */
final class QuotientEmitter {
    /**
     * Whether that is quicker than to divide: only for vectors of 512 bits. Of 256 a processor takes 4 to 8 cycles for one of quotients, and the question whether
     * an element is outside, which has no unsigned comparison there and ends in a branch, takes more. Without it a scaled 1 MiB took 0.73 times as long (doubles
     * 0.83), gelu 0.92 times, exp(x / a) / b 0.52 times; with vectors of 128 bits 0.68, 0.35, 0.45 and 0.36 times.
     */
    static final boolean IS_QUICKER = VectorWidth.SHAPE.vectorBitSize() > 256;

    private static final ClassDesc MASK = desc(VectorMask.class);

    /** What is made of a divisor before the loop, in locals. */
    private record Divisor(int minus, int high, int low, int count) {}

    private final CodeBuilder code;
    private final Map<Integer, Divisor> divisors = new HashMap<>();

    QuotientEmitter(CodeBuilder code) { this.code = code; }

    /** Before the loop: prepares the divisors of {@code body}, which lie in these locals. */
    void prepare(List<Loop.Instruction> body, int[] source) {
        for (Loop.Instruction i : body) {
            if (!(i instanceof Loop.Apply(Op op, var in, var type)) || op != Op.DIVIDE
                    || !(body.get(in.at(1)) instanceof Loop.Load(var of, var uniform)))
                continue;
            LaneKind k = LaneKind.of(of).orElse(LaneKind.INT);
            if (uniform && k.isFloating()) divisors.computeIfAbsent(source[in.at(1)], d -> prepare(k, d));
        }
    }

    private Divisor prepare(LaneKind k, int d) {
        ClassDesc v = k.vector;
        code.aload(d).invokevirtual(v, "neg", MethodTypeDesc.of(v));
        int minus = stored();
        code.aload(d);
        call(k, "high", v, v);
        int high = stored();
        code.aload(d).aload(high);
        call(k, "low", v, v, v);
        int low = stored();
        code.aload(d);
        call(k, "count", bits(k), v);
        return new Divisor(minus, high, low, stored());
    }

    /** Whether the value in local {@code b} is a divisor that was prepared. */
    boolean divides(int b) { return divisors.containsKey(b); }

    /** Leaves {@code a / b} on the stack. */
    void divide(LaneKind k, int a, int b) {
        ClassDesc v = k.vector;
        Divisor d = divisors.get(b);
        Label slow = code.newLabel(), end = code.newLabel();
        int result = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(a).aload(d.count);
        call(k, "isOutside", MASK, v, bits(k));
        code.invokevirtual(MASK, "anyTrue", MethodTypeDesc.of(ConstantDescs.CD_boolean)).ifne(slow);
        code.aload(a).aload(d.minus).aload(d.high).aload(d.low);
        call(k, "quotient", v, v, v, v, v);
        code.astore(result).goto_(end);
        code.labelBinding(slow).aload(a).aload(b).invokevirtual(v, "div", MethodTypeDesc.of(v, desc(Vector.class))).astore(result);
        code.labelBinding(end).aload(result);
    }

    private static ClassDesc bits(LaneKind k) { return desc(k == LaneKind.FLOAT ? IntVector.class : LongVector.class); }

    private void call(LaneKind k, String name, ClassDesc result, ClassDesc... in) {
        MathInliner.inline(code, ClassDesc.of(MathInliner.PACKAGE, k == LaneKind.FLOAT ? "FloatQuotients" : "DoubleQuotients"), name,
                MethodTypeDesc.of(result, in));
    }

    private int stored() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }
}
