package dev.jacobi.engine.cpu.codegen;

import dev.jacobi.engine.cpu.math.MathInliner;
import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import java.lang.constant.MethodTypeDesc;
import java.util.Optional;

/** What a loop weighs and which vectors it needs: the same for each way to run it, so all ways add in the same order. */
public final class LoopCost {
    /** The heaviest loop that C2 compiles well and soon. */
    static final int HEAVIEST = 220;
    /** Vector instructions that are sooner repeated than their result stored and loaded. */
    public static final int CHEAP = 3;
    /** Partial sums of so many vectors are added in one lane before they are added up more accurately. */
    private static final int DEPTH = 64;

    /** About how many vector instructions an operation takes on floats. */
    public static int weight(Op op) {
        return weight(op, DType.FLOAT32);
    }

    /** About how many vector instructions an operation takes on operands of a dtype. */
    public static int weight(Op op, DType dtype) {
        return weight(op, dtype == DType.FLOAT64 ? Functions.DOUBLES : Functions.FLOATS);
    }

    private static int weight(Op op, Functions functions) {
        return switch (op) {
            case NEGATIVE, ABS, SQUARE, SQRT, ADD, SUBTRACT, MULTIPLY, DIVIDE, AND, OR, XOR, INVERT, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL,
                    GREATER,
                    GREATER_EQUAL, SELECT, LOGICAL_NOT, ISNAN ->
                1;
            case RECIPROCAL, ISINF, MAXIMUM, MINIMUM -> 2;
            case SCALE -> 5;
            case SIGN, FLOOR, CEIL, ROUND, TRUNC, RSQRT -> 8;
            case FLOOR_DIVIDE, REMAINDER, SHIFT_LEFT, SHIFT_RIGHT -> 4;
            default -> functions.weight(op);
        };
    }

    /**
     * The weights of the math package's functions for one kind of lanes, each read from its code when it is asked for first: to read all of them takes a new
     * process 0.2 s.
     */
    private static final class Functions {
        static final Functions FLOATS = new Functions(LaneKind.FLOAT), DOUBLES = new Functions(LaneKind.DOUBLE);

        private final LaneKind kind;
        /** 0 where it is not known yet; two threads that read a function at the same time find the same. */
        private final int[] weights = new int[Op.values().length];

        private Functions(LaneKind kind) {
            this.kind = kind;
        }

        int weight(Op op) {
            int known = weights[op.ordinal()];
            return known != 0 ? known : (weights[op.ordinal()] = function(op).map(f -> read(op, f)).orElse(4));
        }

        private int read(Op op, String function) {
            MethodTypeDesc type = op.arity() == 1 ? MethodTypeDesc.of(kind.vector, kind.vector)
                    : MethodTypeDesc.of(kind.vector, kind.vector, kind.vector);
            return MathInliner.weight(kind.math(), function, type);
        }
    }

    /** The math package's function for an operation on floats. */
    static Optional<String> function(Op op) {
        return switch (op) {
            case EXP, EXPM1, LOG, LOG1P, LOG2, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, ASINH, ACOSH, ATANH, ERF, ERFINV,
                    SIGMOID,
                    RSQRT, SIGN, FLOOR, CEIL, TRUNC, ATAN2, LOGADDEXP ->
                Optional.of(op.name().toLowerCase(java.util.Locale.ROOT));
            case ROUND -> Optional.of("rint");
            case POWER -> Optional.of("pow");
            default -> Optional.empty();
        };
    }

    /** About how many vector instructions an element's vector takes. */
    public static int weight(Loop loop) {
        int weight = loop.stores().length() + loop.folds().size();
        for (Loop.Instruction i : loop.body())
            weight += i instanceof Loop.Apply(var op, var in, var type)
                    ? weight(op, loop.body().get(in.at(0)).dtype()) : 1;
        return weight;
    }

    /** The bytes of the lanes that a loop is computed in; 0 if its dtypes ask for different ones. */
    static int laneBytes(Loop loop) {
        int bytes = 0;
        for (Loop.Instruction i : loop.body()) {
            if (i.dtype() == DType.BOOL) continue;
            int needed = LaneKind.of(i.dtype()).map(k -> k.bytes).orElse(0);
            if (needed == 0 || bytes != 0 && bytes != needed) return 0;
            bytes = needed;
        }
        return bytes == 0 ? 4 : bytes;
    }

    /** How many elements a vector of a loop has: what the length of a run must be a multiple of. A vector of partial results has as many, in the bytes of a vector. */
    public static int lanes(Loop loop) {
        boolean wide = laneBytes(loop) == 8;
        for (Loop.Fold f : loop.folds()) wide |= partialBytes(loop.body().get(f.in()).dtype()) == 8;
        return (wide ? LaneKind.DOUBLE : LaneKind.FLOAT).lanes();
    }

    /** The bytes of a lane of partial results. */
    public static int partialBytes(DType type) {
        return switch (type) {
            case FLOAT32, FLOAT16, BFLOAT16, INT32, UINT32 -> 4;
            default -> 8;
        };
    }

    /**
     * How many vectors of partial results a fold keeps: several where the loop would otherwise wait for the last addition. Not more than 256 bytes are read at a
     * time: of more than four cache lines, which come in any order, a Zen 4 does not see which are next (sums of rows take 117 instead of 91 us).
     */
    public static int accumulators(Loop loop) {
        if (loop.chains() > 0) return loop.chains();
        int weight = weight(loop);
        return weight <= 5 ? Math.min(8, 256 * 8 / VectorWidth.SHAPE.vectorBitSize()) : weight <= 12 ? 4 : weight <= 24 ? 2 : 1;
    }

    /** After how many elements sums begin anew, which keeps them accurate; loops without sums are best run over as many, which stay in the cache. */
    public static int longest(Loop loop) {
        return hasSums(loop) ? Math.min(4096, DEPTH * accumulators(loop) * lanes(loop)) : 4096;
    }

    /** Whether a loop sums anything up. */
    public static boolean hasSums(Loop loop) {
        for (Loop.Fold f : loop.folds()) if (f.isSum()) return true;
        return false;
    }

    private LoopCost() {}
}
