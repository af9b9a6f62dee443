package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.FloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The exponential and what is made of it. All reduce x = n ln 2 + r, |r| <= ln 2 / 2, with ln 2 in two floats; n is
 * rounded by adding 1.5 * 2^23, which leaves it in the low bits of the sum, where an exponent is built from it without a
 * conversion.
 */
final class FloatExponentials {
    private static final float LOG2_E = 1.442695f;
    private static final float LN2_HIGH = 6.931472e-1f;
    private static final float LN2_LOW = -1.9046542e-9f;
    /** Rounds to an integer n and leaves n in the low bits. */
    private static final float ROUNDER = 0x1.8p23f;
    private static final int SIGN = 0x80000000;
    /** e^r = 1 + r + E2 r^2 + ... for |r| <= ln 2 / 2. */
    private static final float E2 = 4.9999997e-1f, E3 = 1.6666543e-1f, E4 = 4.16672e-2f, E5 = 8.366558e-3f, E6 = 1.388251e-3f;
    /**
     * What sigmoid's dividend and divisor are times: with 2^30 the dividend is normal where the result is denormal; with 3/2 the divisor keeps away from
     * a power of 2, just above which a rounding is largest.
     */
    private static final float SCALE = 0x1.8p30f;
    private static final int THREE_HALVES = 0x400000;
    /** The bits of the rounder and 3: n = -154, where the dividend is 2^(3 - 127) and the result 0. */
    private static final int LEAST_POWER = 0x4b400000 + 3;
    private static final int MAGNITUDE = 0x7fffffff;

    private FloatExponentials() {
    }

    static FloatVector exp(FloatVector x) {
        FloatVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 254));
        FloatVector p = expm1OfRest(x, t.sub(ROUNDER + 254));
        // 2^n in two factors, so that denormal results and the last binade come out right; 254 is two exponent biases. The first goes into the sum,
        // which saves an addition and its rounding
        IntVector both = t.reinterpretAsInts();
        IntVector half = both.lanewise(ASHR, 1);
        IntVector rest = both.sub(half);
        FloatVector scale = half.lanewise(LSHL, 23).reinterpretAsFloats();
        FloatVector y = p.fma(scale, scale).mul(rest.lanewise(LSHL, 23).reinterpretAsFloats());
        // below, the result rounds to 0; above, to infinity. There y may be anything, since n is more than two factors can express; to limit x before
        // would make all the rest wait
        return y.blend(0f, x.compare(LT, -104f)).blend(Float.POSITIVE_INFINITY, x.compare(GT, 89f));
    }

    /** exp for x <= 0 or NaN, with the same bits. */
    static FloatVector expOfNonPositive(FloatVector x) {
        FloatVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 127 + 30));
        FloatVector p = expm1OfRest(x, t.sub(ROUNDER + 127 + 30));
        // 2^(n + 30) is normal for all n, and the other factor the same for all: three instructions less than two that share n
        FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        return p.fma(scale, scale).mul(0x1p-30f).blend(0f, x.compare(LT, -104f));
    }

    /** exp for -87 <= x <= 88 or NaN: where the result is normal. */
    static FloatVector expOfSmall(FloatVector x) {
        FloatVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 127));
        FloatVector p = expm1OfRest(x, t.sub(ROUNDER + 127));
        FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        return p.fma(scale, scale);
    }

    /** e to the power x - n ln 2, less 1. */
    private static FloatVector expm1OfRest(FloatVector x, FloatVector n) {
        FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), x);
        r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
        FloatVector z = r.mul(r);
        FloatVector p = z.fma(broadcast(SPECIES, E6), r.fma(broadcast(SPECIES, E5), broadcast(SPECIES, E4)));
        p = z.fma(p, r.fma(broadcast(SPECIES, E3), broadcast(SPECIES, E2)));
        return p.fma(z, r);
    }

    static FloatVector exp2(FloatVector x) {
        FloatVector c = x.blend(-151f, x.compare(LT, -151f));
        c = c.blend(129f, c.compare(GT, 129f));
        FloatVector t = c.add(ROUNDER + 254);
        FloatVector r = c.sub(t.sub(ROUNDER + 254));
        FloatVector p = r.fma(broadcast(SPECIES, 1.5353298e-4f), broadcast(SPECIES, 1.3398901e-3f));
        p = p.fma(r, broadcast(SPECIES, 9.618438e-3f));
        p = p.fma(r, broadcast(SPECIES, 5.5503324e-2f));
        p = p.fma(r, broadcast(SPECIES, 2.4022648e-1f));
        p = p.fma(r, broadcast(SPECIES, 6.931472e-1f));
        p = p.fma(r, broadcast(SPECIES, 1f));
        IntVector both = t.reinterpretAsInts();
        IntVector half = both.lanewise(ASHR, 1);
        IntVector rest = both.sub(half);
        return p.mul(half.lanewise(LSHL, 23).reinterpretAsFloats()).mul(rest.lanewise(LSHL, 23).reinterpretAsFloats());
    }

    /** expm1(x) / 4 for -18 <= x <= 89.6 or NaN; a quarter, so that what expm1 may overflow in stays finite. */
    static FloatVector quarterExpm1(FloatVector x) {
        FloatVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 125));
        FloatVector n = t.sub(ROUNDER + 125);
        FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), x);
        r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
        FloatVector p = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5));
        p = p.fma(r, broadcast(SPECIES, E4));
        p = p.fma(r, broadcast(SPECIES, E3));
        p = p.fma(r, broadcast(SPECIES, E2));
        p = p.fma(r.mul(r), r);
        FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        return p.fma(scale, scale.sub(0.25f));
    }

    static FloatVector expm1(FloatVector x) {
        FloatVector c = x.blend(-18f, x.compare(LT, -18f));
        c = c.blend(89f, c.compare(GT, 89f));
        FloatVector y = quarterExpm1(c).mul(4f);
        // the quarter of a tiny x would lose its last bits, and -0 its sign
        return y.blend(x, x.reinterpretAsInts().and(MAGNITUDE).compare(LT, 0x33000000).cast(SPECIES));
    }

    static FloatVector sigmoid(FloatVector x) {
        // with x = n ln 2 + r it is s / (s + e^-r), s = 2^n, where nothing is rounded but a sum and a quotient. Further down than n goes, r falls below
        // its range, e^-r grows without bound, and the result is 0
        FloatVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 127 + 30));
        IntVector bits = t.reinterpretAsInts().max(LEAST_POWER);
        FloatVector n = bits.reinterpretAsFloats().sub(ROUNDER + 127 + 30);
        FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), x);
        r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
        // (e^-r - 1) / r
        FloatVector p = r.fma(broadcast(SPECIES, SCALE * E6), broadcast(SPECIES, -SCALE * E5));
        p = p.fma(r, broadcast(SPECIES, SCALE * E4));
        p = p.fma(r, broadcast(SPECIES, -SCALE * E3));
        p = p.fma(r, broadcast(SPECIES, SCALE * E2));
        p = p.fma(r, broadcast(SPECIES, -SCALE));
        FloatVector scale = bits.lanewise(LSHL, 23).or(THREE_HALVES).reinterpretAsFloats();
        FloatVector y = scale.div(p.fma(r, scale.add(SCALE)));
        // from 17 on the result rounds to 1; further up s may be anything
        return y.blend(1f, x.compare(GT, 40f));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        // a = n ln 2 / 2 + r: ln 2's low part would change less than rounding does, for tanh flattens as n grows; a factor below 2 / ln 2
        // lets n = 0, where the least is rounded, reach further
        FloatVector t = a.fma(broadcast(SPECIES, 2.83f), broadcast(SPECIES, ROUNDER + 127));
        FloatVector r = t.sub(ROUNDER + 127).fma(broadcast(SPECIES, -LN2_HIGH / 2), a);
        FloatVector z = r.mul(r);
        // the minimax polynomial's coefficients, moved in their last places until the worst of all floats was below 2 ulp: 1.994
        FloatVector u = z.fma(broadcast(SPECIES, -5.32405823e-2f), broadcast(SPECIES, 1.33345008e-1f));
        u = u.fma(z, broadcast(SPECIES, -3.33334029e-1f));
        u = u.fma(z.mul(r), r);
        // with e = 2^n and u = tanh(r) the result is ((e - 1) + (e + 1) u) / ((e + 1) + (e - 1) u). The divisor is made from the dividend,
        // whose error so cancels where the result nears 1; and all is times 5/4, which keeps sums from where a rounding is large
        FloatVector e = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        FloatVector quarters = broadcast(SPECIES, 1.25f);
        FloatVector top = e.fma(quarters, quarters).fma(u, e.fma(quarters, broadcast(SPECIES, -1.25f)));
        FloatVector y = top.div(u.fma(broadcast(SPECIES, -2.5f), top).add(2.5f));
        // past it the result rounds to 1, and further up e may be anything
        y = y.blend(1f, a.compare(GT, 9.1f));
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    static FloatVector sinh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector half = quarterExpm1(a.blend(89.6f, a.compare(GT, 89.6f))).mul(2f);
        // for large a the second term is 1/2 and lost in the first, and infinity / infinity must not be the answer
        FloatVector y = half.add(half.div(half.add(half).add(1f))).blend(half, a.compare(GT, 20f));
        FloatVector z = a.mul(a);
        FloatVector p = z.fma(broadcast(SPECIES, 2.816951e-6f), broadcast(SPECIES, 1.983616e-4f));
        p = p.fma(z, broadcast(SPECIES, 8.33335e-3f));
        p = p.fma(z, broadcast(SPECIES, 1.6666667e-1f));
        y = y.blend(p.mul(z).fma(a, a), a.compare(LT, 1f));
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    static FloatVector cosh(FloatVector x) {
        FloatVector a = x.abs();
        // e^a / 4 = expm1(a) / 4 + 1 / 4: cosh has no small values that the sum could spoil
        FloatVector half = quarterExpm1(a.blend(89.6f, a.compare(GT, 89.6f))).add(0.25f).mul(2f);
        return half.add(broadcast(SPECIES, 0.25f).div(half));
    }
}
