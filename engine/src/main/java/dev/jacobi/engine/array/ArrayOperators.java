package dev.jacobi.engine.array;

import dev.jacobi.engine.type.DType;

/**
 * What the operators of a notebook cell mean: {@code w * x - y} calls {@code op_sub(op_mul(w, x), y)}. A Java number takes the array's dtype. The
 * names are the contract with the compiler plug-in of the kernel.
 */
public final class ArrayOperators {

    /** x, y: add. */
    public static Array op_add(Array x, Array y) { return Ops.add(x, y); }

    /** x, number: add. */
    public static Array op_add(Array x, long y) { return Ops.add(x, x.literal(y)); }

    /** number, y: add. */
    public static Array op_add(long x, Array y) { return Ops.add(y.literal(x), y); }

    /** x, number: add. */
    public static Array op_add(Array x, double y) { return Ops.add(x, x.literal(y)); }

    /** number, y: add. */
    public static Array op_add(double x, Array y) { return Ops.add(y.literal(x), y); }

    /** x, y: subtract. */
    public static Array op_sub(Array x, Array y) { return Ops.subtract(x, y); }

    /** x, number: subtract. */
    public static Array op_sub(Array x, long y) { return Ops.subtract(x, x.literal(y)); }

    /** number, y: subtract. */
    public static Array op_sub(long x, Array y) { return Ops.subtract(y.literal(x), y); }

    /** x, number: subtract. */
    public static Array op_sub(Array x, double y) { return Ops.subtract(x, x.literal(y)); }

    /** number, y: subtract. */
    public static Array op_sub(double x, Array y) { return Ops.subtract(y.literal(x), y); }

    /** x, y: multiply. */
    public static Array op_mul(Array x, Array y) { return Ops.multiply(x, y); }

    /** x, number: multiply. */
    public static Array op_mul(Array x, long y) { return Ops.multiply(x, x.literal(y)); }

    /** number, y: multiply. */
    public static Array op_mul(long x, Array y) { return Ops.multiply(y.literal(x), y); }

    /** x, number: multiply. */
    public static Array op_mul(Array x, double y) { return Ops.multiply(x, x.literal(y)); }

    /** number, y: multiply. */
    public static Array op_mul(double x, Array y) { return Ops.multiply(y.literal(x), y); }

    /** x, y: divide. */
    public static Array op_div(Array x, Array y) { return Ops.divide(x, y); }

    /** x, number: divide. */
    public static Array op_div(Array x, long y) { return Ops.divide(x, x.literal(y)); }

    /** number, y: divide. */
    public static Array op_div(long x, Array y) { return Ops.divide(y.literal(x), y); }

    /** x, number: divide. */
    public static Array op_div(Array x, double y) { return Ops.divide(x, x.literal(y)); }

    /** number, y: divide. */
    public static Array op_div(double x, Array y) { return Ops.divide(y.literal(x), y); }

    /** x, y: remainder. */
    public static Array op_mod(Array x, Array y) { return Ops.remainder(x, y); }

    /** x, number: remainder. */
    public static Array op_mod(Array x, long y) { return Ops.remainder(x, x.literal(y)); }

    /** number, y: remainder. */
    public static Array op_mod(long x, Array y) { return Ops.remainder(y.literal(x), y); }

    /** x, number: remainder. */
    public static Array op_mod(Array x, double y) { return Ops.remainder(x, x.literal(y)); }

    /** number, y: remainder. */
    public static Array op_mod(double x, Array y) { return Ops.remainder(y.literal(x), y); }

    /** x, y: greater. */
    public static Array op_gt(Array x, Array y) { return Ops.greater(x, y); }

    /** x, number: greater. */
    public static Array op_gt(Array x, long y) { return Ops.greater(x, x.literal(y)); }

    /** number, y: greater. */
    public static Array op_gt(long x, Array y) { return Ops.greater(y.literal(x), y); }

    /** x, number: greater. */
    public static Array op_gt(Array x, double y) { return Ops.greater(x, x.literal(y)); }

    /** number, y: greater. */
    public static Array op_gt(double x, Array y) { return Ops.greater(y.literal(x), y); }

    /** x, y: less. */
    public static Array op_lt(Array x, Array y) { return Ops.less(x, y); }

    /** x, number: less. */
    public static Array op_lt(Array x, long y) { return Ops.less(x, x.literal(y)); }

    /** number, y: less. */
    public static Array op_lt(long x, Array y) { return Ops.less(y.literal(x), y); }

    /** x, number: less. */
    public static Array op_lt(Array x, double y) { return Ops.less(x, x.literal(y)); }

    /** number, y: less. */
    public static Array op_lt(double x, Array y) { return Ops.less(y.literal(x), y); }

    /** x, y: greaterEqual. */
    public static Array op_ge(Array x, Array y) { return Ops.greaterEqual(x, y); }

    /** x, number: greaterEqual. */
    public static Array op_ge(Array x, long y) { return Ops.greaterEqual(x, x.literal(y)); }

    /** number, y: greaterEqual. */
    public static Array op_ge(long x, Array y) { return Ops.greaterEqual(y.literal(x), y); }

    /** x, number: greaterEqual. */
    public static Array op_ge(Array x, double y) { return Ops.greaterEqual(x, x.literal(y)); }

    /** number, y: greaterEqual. */
    public static Array op_ge(double x, Array y) { return Ops.greaterEqual(y.literal(x), y); }

    /** x, y: lessEqual. */
    public static Array op_le(Array x, Array y) { return Ops.lessEqual(x, y); }

    /** x, number: lessEqual. */
    public static Array op_le(Array x, long y) { return Ops.lessEqual(x, x.literal(y)); }

    /** number, y: lessEqual. */
    public static Array op_le(long x, Array y) { return Ops.lessEqual(y.literal(x), y); }

    /** x, number: lessEqual. */
    public static Array op_le(Array x, double y) { return Ops.lessEqual(x, x.literal(y)); }

    /** number, y: lessEqual. */
    public static Array op_le(double x, Array y) { return Ops.lessEqual(y.literal(x), y); }

    /** x, y: bitwiseAnd. */
    public static Array op_and(Array x, Array y) { return Ops.bitwiseAnd(x, y); }

    /** x, number: bitwiseAnd. */
    public static Array op_and(Array x, long y) { return Ops.bitwiseAnd(x, x.literal(y)); }

    /** number, y: bitwiseAnd. */
    public static Array op_and(long x, Array y) { return Ops.bitwiseAnd(y.literal(x), y); }

    /** x, y: bitwiseOr. */
    public static Array op_or(Array x, Array y) { return Ops.bitwiseOr(x, y); }

    /** x, number: bitwiseOr. */
    public static Array op_or(Array x, long y) { return Ops.bitwiseOr(x, x.literal(y)); }

    /** number, y: bitwiseOr. */
    public static Array op_or(long x, Array y) { return Ops.bitwiseOr(y.literal(x), y); }

    /** x, y: bitwiseXor. */
    public static Array op_xor(Array x, Array y) { return Ops.bitwiseXor(x, y); }

    /** x, number: bitwiseXor. */
    public static Array op_xor(Array x, long y) { return Ops.bitwiseXor(x, x.literal(y)); }

    /** number, y: bitwiseXor. */
    public static Array op_xor(long x, Array y) { return Ops.bitwiseXor(y.literal(x), y); }

    /** x, y: leftShift. */
    public static Array op_shl(Array x, Array y) { return Ops.leftShift(x, y); }

    /** x, number: leftShift. */
    public static Array op_shl(Array x, long y) { return Ops.leftShift(x, x.literal(y)); }

    /** number, y: leftShift. */
    public static Array op_shl(long x, Array y) { return Ops.leftShift(y.literal(x), y); }

    /** x, y: rightShift. */
    public static Array op_shr(Array x, Array y) { return Ops.rightShift(x, y); }

    /** x, number: rightShift. */
    public static Array op_shr(Array x, long y) { return Ops.rightShift(x, x.literal(y)); }

    /** number, y: rightShift. */
    public static Array op_shr(long x, Array y) { return Ops.rightShift(y.literal(x), y); }

    /** -x. */
    public static Array op_neg(Array x) { return Ops.negative(x); }

    /** +x. */
    public static Array op_pos(Array x) { return x; }

    /** !x: whether it is 0. */
    public static Array op_not(Array x) { return Ops.logicalNot(x); }

    /** ~x: every bit turned over. */
    public static Array op_compl(Array x) { return Ops.bitwiseInvert(x); }

    /** x[i]. */
    public static Array op_get(Array x, int i) { return x.get(i); }

    /** x[indices]. */
    public static Array op_get(Array x, Array indices) { return x.get(Index.at(indices)); }

    /** x[index]. */
    public static Array op_get(Array x, Index index) { return x.get(index); }

    /** x after {@code x[i] = value}. */
    public static Array op_set(Array x, int i, Array value) { return x.at(i).set(value); }

    /** x after {@code x[i] = value}. */
    public static Array op_set(Array x, int i, double value) { return x.at(i).set(value); }

    /** x after {@code x[indices] = value}; with a mask of bools, for the elements at which it is true. */
    public static Array op_set(Array x, Array indices, Array value) {
        return indices.dtype() == DType.BOOL ? Mask.set(x, indices, value) : x.at(Index.at(indices)).set(value);
    }

    /** x after {@code x[indices] = value}. */
    public static Array op_set(Array x, Array indices, double value) {
        return op_set(x, indices, x.literal(value));
    }

    /** x after {@code x[index] = value}. */
    public static Array op_set(Array x, Index index, Array value) { return x.at(index).set(value); }

    /** x after {@code x[index] = value}. */
    public static Array op_set(Array x, Index index, double value) {
        return x.at(index).set(value);
    }

    private ArrayOperators() {}
}
