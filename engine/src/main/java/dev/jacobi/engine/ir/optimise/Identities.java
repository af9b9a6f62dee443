package dev.jacobi.engine.ir.optimise;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.DType;
import java.util.OptionalInt;

/**
 * Identities of single operations that hold for every value, infinities, NaN and both zeros included: x * 1 is x, but x + 0 is not (-0 + 0 is 0), and x * 0
 * is 0 only for the product in which zero wins.
 */
final class Identities implements Rule {
    private static final int LOOK = 4;

    @Override
    public String title() { return "identity"; }

    @Override
    public OptionalInt apply(Step step, Rewriter program) {
        if (!(step.what() instanceof Lowered.Map(Op op))) return OptionalInt.empty();
        int[] in = step.operands();
        // A product of complex numbers adds products of parts, so that even one times infinity is not itself.
        if (op != Op.SELECT && (step.dtype().isComplex() || program.at(in[0]).dtype().isComplex())) return OptionalInt.empty();
        return switch (op.arity()) {
            case 1 -> unary(op, step, in[0], program);
            case 2 -> binary(op, step, in[0], in[1], program);
            default -> select(step, in, program);
        };
    }

    private static OptionalInt unary(Op op, Step step, int x, Rewriter p) {
        if (!(p.at(x).what() instanceof Lowered.Map(Op inner)) || inner.arity() != 1) return OptionalInt.empty();
        int source = p.at(x).operands()[0];
        if (p.at(source).dtype().isComplex()) return OptionalInt.empty(); // |z|^2 is no z^2
        return switch (op) {
            case NEGATIVE, INVERT -> inner == op ? OptionalInt.of(source) : OptionalInt.empty();
            case LOGICAL_NOT -> inner == op && p.at(source).dtype() == DType.BOOL ? OptionalInt.of(source) : OptionalInt.empty();
            case FLOOR, CEIL, ROUND, TRUNC -> inner == Op.FLOOR || inner == Op.CEIL || inner == Op.ROUND || inner == Op.TRUNC
                    ? OptionalInt.of(x)
                    : OptionalInt.empty();
            case SIGN -> inner == op ? OptionalInt.of(x) : OptionalInt.empty();
            case ABS -> inner == op ? OptionalInt.of(x) : inner == Op.NEGATIVE ? map(p, op, step, source) : OptionalInt.empty();
            case SQUARE -> inner == Op.NEGATIVE || inner == Op.ABS ? map(p, op, step, source) : OptionalInt.empty();
            default -> OptionalInt.empty();
        };
    }

    private static OptionalInt binary(Op op, Step step, int x, int y, Rewriter p) {
        DType dtype = step.dtype();
        boolean floats = p.at(x).dtype().isFloating();
        return switch (op) {
            case ADD -> {
                if (isAbsentInSum(p, y, floats)) yield OptionalInt.of(x);
                if (isAbsentInSum(p, x, floats)) yield OptionalInt.of(y);
                OptionalInt a = negated(p, x), b = negated(p, y);
                if (b.isPresent()) yield map(p, Op.SUBTRACT, step, x, b.getAsInt());
                if (a.isPresent()) yield map(p, Op.SUBTRACT, step, y, a.getAsInt());
                yield OptionalInt.empty();
            }
            case SUBTRACT -> {
                if (is(p, y, 0)) yield OptionalInt.of(x);
                if (!floats && x == y) yield OptionalInt.of(p.constant(0, step.shape(), dtype));
                OptionalInt b = negated(p, y);
                if (b.isPresent()) yield map(p, Op.ADD, step, x, b.getAsInt());
                yield OptionalInt.empty();
            }
            case MULTIPLY -> {
                if (is(p, y, 1)) yield OptionalInt.of(x);
                if (is(p, x, 1)) yield OptionalInt.of(y);
                if (!floats && (is(p, x, 0) || is(p, y, 0))) yield OptionalInt.of(p.constant(0, step.shape(), dtype));
                if (floats && is(p, y, -1)) yield map(p, Op.NEGATIVE, step, x);
                if (floats && is(p, x, -1)) yield map(p, Op.NEGATIVE, step, y);
                yield OptionalInt.empty();
            }
            case SCALE -> {
                if (isZero(p, x) || isZero(p, y)) yield OptionalInt.of(p.constant(Scalars.of(dtype, 0), step.shape(), dtype));
                // -0 times 1 is 0 here, so only what is never -0 stays as it is.
                if (is(p, y, 1) && isNeverNegativeZero(p, x, LOOK)) yield OptionalInt.of(x);
                if (is(p, x, 1) && isNeverNegativeZero(p, y, LOOK)) yield OptionalInt.of(y);
                yield OptionalInt.empty();
            }
            case DIVIDE -> {
                if (is(p, y, 1)) yield OptionalInt.of(x);
                if (is(p, y, -1)) yield map(p, Op.NEGATIVE, step, x);
                if (p.at(y).what() instanceof Lowered.Constant(long bits) && isReversible(dtype, Double.longBitsToDouble(bits))) {
                    long inverse = Scalars.of(dtype, 1 / Double.longBitsToDouble(bits));
                    yield map(p, Op.MULTIPLY, step, x, p.constant(inverse, step.shape(), dtype));
                }
                yield OptionalInt.empty();
            }
            case MAXIMUM, MINIMUM, AND, OR -> x == y ? OptionalInt.of(x) : OptionalInt.empty();
            case EQUAL, LESS_EQUAL, GREATER_EQUAL ->
                !floats && x == y ? OptionalInt.of(p.constant(1, step.shape(), dtype)) : OptionalInt.empty();
            case NOT_EQUAL, LESS, GREATER -> x == y && (!floats || op != Op.NOT_EQUAL)
                    ? OptionalInt.of(p.constant(0, step.shape(), dtype))
                    : OptionalInt.empty();
            default -> OptionalInt.empty();
        };
    }

    private static OptionalInt select(Step step, int[] in, Rewriter p) {
        int condition = in[0], yes = in[1], no = in[2];
        if (yes == no) return OptionalInt.of(yes);
        if (p.at(condition).what() instanceof Lowered.Constant(long bits)) return OptionalInt.of(bits != 0 ? yes : no);
        if (isSelect(p, yes) && p.at(yes).operands()[0] == condition)
            return map(p, Op.SELECT, step, condition, p.at(yes).operands()[1], no);
        if (isSelect(p, no) && p.at(no).operands()[0] == condition) return map(p, Op.SELECT, step, condition, yes, p.at(no).operands()[2]);
        if (p.at(condition).what() instanceof Lowered.Map(Op op) && op == Op.LOGICAL_NOT) {
            int plain = p.at(condition).operands()[0];
            if (p.at(plain).dtype() == DType.BOOL) return map(p, Op.SELECT, step, plain, no, yes);
        }
        return OptionalInt.empty();
    }

    private static boolean isSelect(Rewriter p, int i) { return p.at(i).what() instanceof Lowered.Map(Op op) && op == Op.SELECT; }

    private static OptionalInt map(Rewriter p, Op op, Step like, int... operands) {
        return OptionalInt.of(p.map(op, like.dtype(), like.shape(), operands));
    }

    /** Whether it is {@code value} everywhere; 0 is not -0. */
    private static boolean is(Rewriter p, int i, double value) {
        return p.at(i).what() instanceof Lowered.Constant(long bits) && bits == Scalars.of(p.at(i).dtype(), value)
                && (value >= 0 || !p.at(i).dtype().isUnsigned());
    }

    private static boolean isZero(Rewriter p, int i) { return is(p, i, 0) || p.at(i).dtype().isFloating() && is(p, i, -0.0); }

    /** -0 for floats: x + -0 is x, also for x = -0; 0 for integers. */
    private static boolean isAbsentInSum(Rewriter p, int i, boolean floats) {
        return is(p, i, floats ? -0.0 : 0);
    }

    /** What the value is the negative of. */
    private static OptionalInt negated(Rewriter p, int i) {
        return p.at(i).what() instanceof Lowered.Map(Op op) && op == Op.NEGATIVE ? OptionalInt.of(p.at(i).operands()[0])
                : OptionalInt.empty();
    }

    /** Whether dividing by {@code c} is multiplying by its reciprocal: a power of two whose reciprocal is a normal number. */
    private static boolean isReversible(DType dtype, double c) {
        int e = Math.getExponent(c), most = switch (dtype) {
            case FLOAT64 -> 1021;
            case FLOAT32, BFLOAT16 -> 125;
            default -> 13;
        };
        return c != 0 && Math.abs(e) <= most && Math.abs(c) == Math.scalb(1.0, e);
    }

    /** Whether no element can be -0. */
    private static boolean isNeverNegativeZero(Rewriter p, int i, int depth) {
        Step s = p.at(i);
        if (!s.dtype().isFloating()) return true;
        if (depth == 0) return false;
        return switch (s.what()) {
            case Lowered.Constant(long bits) -> bits != Double.doubleToRawLongBits(-0.0);
            case Lowered.Map(Op op) -> switch (op) {
                case EXP, SQUARE, ABS, COSH -> true;
                case ADD -> isNeverNegativeZero(p, s.operands()[0], depth - 1) || isNeverNegativeZero(p, s.operands()[1], depth - 1);
                case SUBTRACT -> isNeverNegativeZero(p, s.operands()[0], depth - 1);
                case SELECT -> isNeverNegativeZero(p, s.operands()[1], depth - 1) && isNeverNegativeZero(p, s.operands()[2], depth - 1);
                default -> false;
            };
            case Lowered.Cast c -> !p.at(s.operands()[0]).dtype().isFloating();
            case Lowered.View v -> isNeverNegativeZero(p, s.operands()[0], depth - 1);
            default -> false;
        };
    }
}
