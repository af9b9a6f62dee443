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
    private static final int MAGNITUDE = 0x7fffffff;

    private FloatExponentials() {
    }

    static FloatVector exp(FloatVector x) {
        // below, the result rounds to 0; above, to infinity: n stays within what two factors can express
        FloatVector c = x.blend(-104f, x.compare(LT, -104f));
        c = c.blend(89f, c.compare(GT, 89f));
        FloatVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 254));
        FloatVector p = expOfRest(c, t.sub(ROUNDER + 254));
        // 2^n in two factors, so that denormal results and the last binade come out right; 254 is two exponent biases
        IntVector both = t.reinterpretAsInts();
        IntVector half = both.lanewise(ASHR, 1);
        IntVector rest = both.sub(half);
        return p.mul(half.lanewise(LSHL, 23).reinterpretAsFloats()).mul(rest.lanewise(LSHL, 23).reinterpretAsFloats());
    }

    /** exp for -104 <= x <= 0 or NaN. */
    static FloatVector expOfNegative(FloatVector x) {
        FloatVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 127 + 64));
        FloatVector p = expOfRest(x, t.sub(ROUNDER + 127 + 64));
        // 2^(n + 64) is normal for all n, and the other factor the same for all: three instructions less than two that share n
        return p.mul(t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats()).mul(0x1p-64f);
    }

    /** exp for x <= 0 or NaN, with the same bits. */
    static FloatVector expOfNonPositive(FloatVector x) {
        return expOfNegative(x.blend(-104f, x.compare(LT, -104f)));
    }

    /** exp for -87 <= x <= 88 or NaN: where the result is normal. */
    static FloatVector expOfSmall(FloatVector x) {
        FloatVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 127));
        FloatVector p = expOfRest(x, t.sub(ROUNDER + 127));
        return p.mul(t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats());
    }

    /** e to the power x - n ln 2. */
    private static FloatVector expOfRest(FloatVector x, FloatVector n) {
        FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), x);
        r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
        FloatVector p = r.fma(broadcast(SPECIES, 1.388251e-3f), broadcast(SPECIES, 8.366558e-3f));
        p = p.fma(r, broadcast(SPECIES, 4.16672e-2f));
        p = p.fma(r, broadcast(SPECIES, 1.6666543e-1f));
        p = p.fma(r, broadcast(SPECIES, 4.9999997e-1f));
        return p.fma(r.mul(r), r).add(1f);
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
        FloatVector p = r.fma(broadcast(SPECIES, 1.388251e-3f), broadcast(SPECIES, 8.366558e-3f));
        p = p.fma(r, broadcast(SPECIES, 4.16672e-2f));
        p = p.fma(r, broadcast(SPECIES, 1.6666543e-1f));
        p = p.fma(r, broadcast(SPECIES, 4.9999997e-1f));
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
        FloatVector below = x.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
        FloatVector e = expOfNonPositive(below);
        FloatVector top = broadcast(SPECIES, 1f).blend(e, x.compare(LT, 0f));
        FloatVector sum = e.add(1f);
        FloatVector y = top.div(sum);
        // what the sum gained by rounding is worth an ulp where e is small
        return y.fma(sum.sub(1f).sub(e), y);
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        // past it the result rounds to 1
        a = a.blend(9.1f, a.compare(GT, 9.1f));
        // a = n ln 2 / 2 + r: ln 2's low part would change less than rounding does, for tanh flattens as n grows; a factor below 2 / ln 2
        // lets n = 0, where the least is rounded, reach further
        FloatVector t = a.fma(broadcast(SPECIES, 2.83f), broadcast(SPECIES, ROUNDER + 127));
        FloatVector r = t.sub(ROUNDER + 127).fma(broadcast(SPECIES, -LN2_HIGH / 2), a);
        FloatVector z = r.mul(r);
        // the minimax polynomial's coefficients, moved in their last places until the worst of all floats was below 2 ulp: 1.971
        FloatVector u = z.fma(broadcast(SPECIES, -5.32405823e-2f), broadcast(SPECIES, 1.33345008e-1f));
        u = u.fma(z, broadcast(SPECIES, -3.33334029e-1f));
        u = u.mul(z).fma(r, r);
        // with e = 2^n and u = tanh(r) the result is ((e - 1) + (e + 1) u) / ((e + 1) + (e - 1) u). The divisor is made from the dividend,
        // whose error so cancels where the result nears 1; and all is times 5/4, which keeps sums from where a rounding is large
        FloatVector e = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        FloatVector quarters = broadcast(SPECIES, 1.25f);
        FloatVector top = e.fma(quarters, quarters).fma(u, e.fma(quarters, broadcast(SPECIES, -1.25f)));
        FloatVector y = top.div(u.fma(broadcast(SPECIES, -2.5f), top).add(2.5f));
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
