package dev.jacobi.kernel.arrays;

/** What operators in cells become. */
public final class ArrayOperators {
    private ArrayOperators() {
    }

    public static Array op_add(Array x, Array y) {
        return x.with(y, (a, b) -> a + b);
    }

    public static Array op_add(Array x, long y) {
        return op_add(x, Array.vector(y));
    }

    public static Array op_add(long x, Array y) {
        return op_add(Array.vector(x), y);
    }

    public static Array op_add(Array x, double y) {
        return op_add(x, Array.vector(y));
    }

    public static Array op_add(double x, Array y) {
        return op_add(Array.vector(x), y);
    }

    public static Array op_sub(Array x, Array y) {
        return x.with(y, (a, b) -> a - b);
    }

    public static Array op_sub(Array x, long y) {
        return op_sub(x, Array.vector(y));
    }

    public static Array op_sub(long x, Array y) {
        return op_sub(Array.vector(x), y);
    }

    public static Array op_sub(Array x, double y) {
        return op_sub(x, Array.vector(y));
    }

    public static Array op_sub(double x, Array y) {
        return op_sub(Array.vector(x), y);
    }

    public static Array op_mul(Array x, Array y) {
        return x.with(y, (a, b) -> a * b);
    }

    public static Array op_mul(Array x, long y) {
        return op_mul(x, Array.vector(y));
    }

    public static Array op_mul(long x, Array y) {
        return op_mul(Array.vector(x), y);
    }

    public static Array op_mul(Array x, double y) {
        return op_mul(x, Array.vector(y));
    }

    public static Array op_mul(double x, Array y) {
        return op_mul(Array.vector(x), y);
    }

    public static Array op_div(Array x, Array y) {
        return x.with(y, (a, b) -> a / b);
    }

    public static Array op_div(Array x, long y) {
        return op_div(x, Array.vector(y));
    }

    public static Array op_div(long x, Array y) {
        return op_div(Array.vector(x), y);
    }

    public static Array op_div(Array x, double y) {
        return op_div(x, Array.vector(y));
    }

    public static Array op_div(double x, Array y) {
        return op_div(Array.vector(x), y);
    }

    public static Array op_mod(Array x, Array y) {
        return x.with(y, (a, b) -> a % b);
    }

    public static Array op_mod(Array x, long y) {
        return op_mod(x, Array.vector(y));
    }

    public static Array op_mod(long x, Array y) {
        return op_mod(Array.vector(x), y);
    }

    public static Array op_mod(Array x, double y) {
        return op_mod(x, Array.vector(y));
    }

    public static Array op_mod(double x, Array y) {
        return op_mod(Array.vector(x), y);
    }

    public static Array op_gt(Array x, Array y) {
        return x.with(y, (a, b) -> a > b ? 1 : 0);
    }

    public static Array op_gt(Array x, long y) {
        return op_gt(x, Array.vector(y));
    }

    public static Array op_gt(long x, Array y) {
        return op_gt(Array.vector(x), y);
    }

    public static Array op_gt(Array x, double y) {
        return op_gt(x, Array.vector(y));
    }

    public static Array op_gt(double x, Array y) {
        return op_gt(Array.vector(x), y);
    }

    public static Array op_lt(Array x, Array y) {
        return x.with(y, (a, b) -> a < b ? 1 : 0);
    }

    public static Array op_lt(Array x, long y) {
        return op_lt(x, Array.vector(y));
    }

    public static Array op_lt(long x, Array y) {
        return op_lt(Array.vector(x), y);
    }

    public static Array op_lt(Array x, double y) {
        return op_lt(x, Array.vector(y));
    }

    public static Array op_lt(double x, Array y) {
        return op_lt(Array.vector(x), y);
    }

    public static Array op_ge(Array x, Array y) {
        return x.with(y, (a, b) -> a >= b ? 1 : 0);
    }

    public static Array op_ge(Array x, long y) {
        return op_ge(x, Array.vector(y));
    }

    public static Array op_ge(long x, Array y) {
        return op_ge(Array.vector(x), y);
    }

    public static Array op_ge(Array x, double y) {
        return op_ge(x, Array.vector(y));
    }

    public static Array op_ge(double x, Array y) {
        return op_ge(Array.vector(x), y);
    }

    public static Array op_le(Array x, Array y) {
        return x.with(y, (a, b) -> a <= b ? 1 : 0);
    }

    public static Array op_le(Array x, long y) {
        return op_le(x, Array.vector(y));
    }

    public static Array op_le(long x, Array y) {
        return op_le(Array.vector(x), y);
    }

    public static Array op_le(Array x, double y) {
        return op_le(x, Array.vector(y));
    }

    public static Array op_le(double x, Array y) {
        return op_le(Array.vector(x), y);
    }

    public static Array op_and(Array x, Array y) {
        return x.with(y, (a, b) -> (long) a & (long) b);
    }

    public static Array op_and(Array x, long y) {
        return op_and(x, Array.vector(y));
    }

    public static Array op_and(long x, Array y) {
        return op_and(Array.vector(x), y);
    }

    public static Array op_and(Array x, double y) {
        return op_and(x, Array.vector(y));
    }

    public static Array op_and(double x, Array y) {
        return op_and(Array.vector(x), y);
    }

    public static Array op_or(Array x, Array y) {
        return x.with(y, (a, b) -> (long) a | (long) b);
    }

    public static Array op_or(Array x, long y) {
        return op_or(x, Array.vector(y));
    }

    public static Array op_or(long x, Array y) {
        return op_or(Array.vector(x), y);
    }

    public static Array op_or(Array x, double y) {
        return op_or(x, Array.vector(y));
    }

    public static Array op_or(double x, Array y) {
        return op_or(Array.vector(x), y);
    }

    public static Array op_xor(Array x, Array y) {
        return x.with(y, (a, b) -> (long) a ^ (long) b);
    }

    public static Array op_xor(Array x, long y) {
        return op_xor(x, Array.vector(y));
    }

    public static Array op_xor(long x, Array y) {
        return op_xor(Array.vector(x), y);
    }

    public static Array op_xor(Array x, double y) {
        return op_xor(x, Array.vector(y));
    }

    public static Array op_xor(double x, Array y) {
        return op_xor(Array.vector(x), y);
    }

    public static Array op_shl(Array x, Array y) {
        return x.with(y, (a, b) -> (long) a << (long) b);
    }

    public static Array op_shl(Array x, long y) {
        return op_shl(x, Array.vector(y));
    }

    public static Array op_shl(long x, Array y) {
        return op_shl(Array.vector(x), y);
    }

    public static Array op_shl(Array x, double y) {
        return op_shl(x, Array.vector(y));
    }

    public static Array op_shl(double x, Array y) {
        return op_shl(Array.vector(x), y);
    }

    public static Array op_shr(Array x, Array y) {
        return x.with(y, (a, b) -> (long) a >> (long) b);
    }

    public static Array op_shr(Array x, long y) {
        return op_shr(x, Array.vector(y));
    }

    public static Array op_shr(long x, Array y) {
        return op_shr(Array.vector(x), y);
    }

    public static Array op_shr(Array x, double y) {
        return op_shr(x, Array.vector(y));
    }

    public static Array op_shr(double x, Array y) {
        return op_shr(Array.vector(x), y);
    }

    public static Array op_neg(Array x) {
        return x.mul(-1);
    }

    public static Array op_pos(Array x) {
        return x;
    }

    public static Array op_not(Array x) {
        return x.with(x, (a, b) -> a == 0 ? 1 : 0);
    }

    public static Array op_compl(Array x) {
        return x.with(x, (a, b) -> ~(long) a);
    }

    public static Array op_get(Array x, int i) {
        return x.get(new Index.At(i));
    }

    public static Array op_get(Array x, Index i) {
        return x.get(i);
    }

    public static Array op_get(Array x, Array i) {
        return Array.vector(java.util.Arrays.stream(i.data).map(k -> x.data[(int) k]).toArray());
    }

    public static Array op_set(Array x, int i, Array v) {
        return x.at(new Index.At(i)).set(v);
    }

    public static Array op_set(Array x, int i, double v) {
        return x.at(new Index.At(i)).set(v);
    }

    public static Array op_set(Array x, Index i, Array v) {
        return x.at(i).set(v);
    }
}
