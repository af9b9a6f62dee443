package dev.jacobi.engine.cpu.codegen;

import static dev.jacobi.engine.cpu.codegen.LoopEmitter.desc;

import dev.jacobi.engine.cpu.math.FloatExtrema;
import dev.jacobi.engine.cpu.math.MathInliner;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/** One fold of a loop: its partial results, which are in locals while the loop runs. */
abstract sealed class FoldEmitter {
    private static final ClassDesc VECTOR = desc(Vector.class), SHUFFLE = desc(VectorShuffle.class), EXTREMA = desc(FloatExtrema.class);

    final CodeBuilder code;
    final LaneEmitter lanes;
    final Loop.Fold fold;
    final DType type;
    final int[] partial;

    private FoldEmitter(CodeBuilder code, LaneEmitter lanes, Loop.Fold fold, DType type, int partials) {
        this.code = code;
        this.lanes = lanes;
        this.fold = fold;
        this.type = type;
        partial = new int[partials];
        for (int k = 0; k < partials; k++) partial[k] = code.allocateLocal(TypeKind.REFERENCE);
    }

    /** @param chains how many vectors of elements are folded at a time */
    static FoldEmitter of(CodeBuilder code, LaneEmitter lanes, Loop.Fold fold, DType type, int chains) {
        return fold.isSum() || fold.loose() || type != DType.FLOAT32 ? new Chains(code, lanes, fold, type, chains)
                : new Extremum(code, lanes, fold, type);
    }

    /** Sets the partial results to what nothing gives. */
    abstract void begin();

    /** Folds the {@code u}-th vector at a time, which is in a local. */
    abstract void add(int u, int value);

    /** Leaves what all partial results are together on the stack. */
    abstract void end();

    /** Replaces the vector of floats on the stack by its total, as a double. */
    final void total(int vectorLanes) {
        ClassDesc v = LaneKind.FLOAT.vector, turns = desc(LaneTurns.class);
        if (fold.isSum()) {
            for (int half = vectorLanes / 2; half >= 1; half /= 2) {
                code.dup().getstatic(turns, LaneTurns.field(vectorLanes, half), SHUFFLE);
                code.invokevirtual(v, "rearrange", MethodTypeDesc.of(v, SHUFFLE)).invokevirtual(v, "add", MethodTypeDesc.of(v, VECTOR));
            }
            code.iconst_0().invokevirtual(v, "lane", MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int));
        } else
            MathInliner.inline(code, EXTREMA, fold.reduction() == Reduction.MAX ? "largestLane" : "smallestLane",
                    MethodTypeDesc.of(ConstantDescs.CD_float, v));
        code.f2d();
    }

    private static final class Chains extends FoldEmitter {
        private static final ClassDesc MASK = desc(VectorMask.class);

        Chains(CodeBuilder code, LaneEmitter lanes, Loop.Fold fold, DType type, int chains) {
            super(code, lanes, fold, type, chains);
        }

        @Override
        void begin() {
            for (int local : partial) {
                lanes.broadcast(type, fold.reduction().identity(type));
                code.astore(local);
            }
        }

        @Override
        void add(int u, int value) {
            ClassDesc v = lanes.kind(type).vector;
            code.aload(partial[u]).aload(value);
            Reduction reduction = fold.reduction();
            if (fold.loose()) {
                code.aload(value);
                lanes.operator(reduction == Reduction.MAX ? "GT" : "LT").aload(partial[u]);
                code.invokevirtual(v, "compare", MethodTypeDesc.of(MASK, LaneEmitter.COMPARISON, VECTOR));
                code.invokevirtual(v, "blend", MethodTypeDesc.of(v, VECTOR, MASK)).astore(partial[u]);
                return;
            }
            String name = switch (reduction) {
                case SUM -> "add";
                case PROD -> "mul";
                case MAX -> "max";
                case MIN -> "min";
            };
            code.invokevirtual(v, name, MethodTypeDesc.of(v, VECTOR)).astore(partial[u]);
        }

        @Override
        void end() {
            for (int step = partial.length / 2; step >= 1; step /= 2) for (int k = 0; k < step; k++) add(k, partial[k + step]);
            code.aload(partial[0]);
        }
    }

    /** The largest or smallest of floats: see {@link FloatExtrema}. The next vector waits for the one before for a cycle only, so that one result of each kind does. */
    private static final class Extremum extends FoldEmitter {
        private static final ClassDesc BITS = LaneKind.INT.vector, FLOATS = LaneKind.FLOAT.vector;
        private static final ClassDesc OPERATORS = desc(VectorOperators.class), BINARY = desc(VectorOperators.Binary.class);
        private static final ClassDesc ASSOCIATIVE = desc(VectorOperators.Associative.class);
        private static final String[] OPERATOR = {"MAX", "UMAX", "UMIN"};

        Extremum(CodeBuilder code, LaneEmitter lanes, Loop.Fold fold, DType type) {
            super(code, lanes, fold, type, OPERATOR.length);
        }

        @Override
        void begin() {
            lanes.broadcast(type, fold.reduction().identity(type));
            code.invokevirtual(FLOATS, "reinterpretAsInts", MethodTypeDesc.of(BITS));
            for (int k = 0; k < partial.length; k++) {
                if (k + 1 < partial.length) code.dup();
                code.astore(partial[k]);
            }
        }

        @Override
        void add(int u, int value) {
            int bits = code.allocateLocal(TypeKind.REFERENCE);
            code.aload(value).invokevirtual(FLOATS, "reinterpretAsInts", MethodTypeDesc.of(BITS)).astore(bits);
            for (int k = 0; k < partial.length; k++) {
                code.aload(partial[k]).getstatic(OPERATORS, OPERATOR[k], ASSOCIATIVE).aload(bits);
                code.invokevirtual(BITS, "lanewise", MethodTypeDesc.of(BITS, BINARY, VECTOR)).astore(partial[k]);
            }
        }

        @Override
        void end() {
            for (int local : partial) code.aload(local);
            MathInliner.inline(code, EXTREMA, fold.reduction() == Reduction.MAX ? "largest" : "smallest",
                    MethodTypeDesc.of(FLOATS, BITS, BITS, BITS));
        }
    }
}
