package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.FloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Logarithms and the inverse hyperbolic functions made of them. All reduce x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)),
 * where f is exact, so that results near 0 keep their relative accuracy.
 */
final class FloatLogarithms {
    private static final float LN2_HIGH = 6.931472e-1f;
    private static final float LN2_LOW = -1.9046542e-9f;
    private static final int SQRT_HALF_BITS = 0x3f3504f3;
    private static final int SIGN = 0x80000000;

    private FloatLogarithms() {
    }

    static FloatVector log(FloatVector x) {
        FloatVector scaled = normal(x);
        IntVector k = exponent(scaled);
        return edges(x, kLn2PlusLog1p(fraction(scaled, k), trueExponent(x, k)));
    }

    /** -1 - log(x) for normal positive numbers, with an absolute error where {@link #log} has a relative one; for others it is some number. */
    static FloatVector minusOneMinusLog(FloatVector x) {
        IntVector k = exponent(x);
        FloatVector f = fraction(x, k);
        FloatVector z = f.mul(f);
        FloatVector even = z.fma(broadcast(SPECIES, 1.2761623e-1f), broadcast(SPECIES, 1.420175e-1f));
        even = even.fma(z, broadcast(SPECIES, 2.0001228e-1f));
        even = even.fma(z, broadcast(SPECIES, 3.333333e-1f));
        FloatVector odd = z.fma(broadcast(SPECIES, -7.634549e-2f), broadcast(SPECIES, -1.3160181e-1f));
        odd = odd.fma(z, broadcast(SPECIES, -1.6623357e-1f));
        odd = odd.fma(z, broadcast(SPECIES, -2.5000823e-1f));
        FloatVector p = odd.fma(f, even).fma(f, broadcast(SPECIES, -0.5f));
        FloatVector rest = ((FloatVector) k.convert(I2F, 0)).fma(broadcast(SPECIES, -LN2_HIGH), broadcast(SPECIES, -1f));
        return rest.sub(p.fma(z, f));
    }

    static FloatVector log2(FloatVector x) {
        FloatVector scaled = normal(x);
        IntVector k = exponent(scaled);
        return edges(x, kPlusLog2(fraction(scaled, k), trueExponent(x, k)));
    }

    static FloatVector log10(FloatVector x) {
        FloatVector scaled = normal(x);
        IntVector k = exponent(scaled);
        return edges(x, kLog2PlusLog10(fraction(scaled, k), trueExponent(x, k)));
    }

    static FloatVector log1p(FloatVector x) {
        // past 2^96 log1p is log, and a scaled x keeps 2^-k a normal number
        VectorMask<Float> huge = x.compare(GT, 0x1p96f);
        FloatVector y = x.mul(0x1p-64f, huge);
        FloatVector u = y.add(1f);
        IntVector k = exponent(u);
        FloatVector kf = (FloatVector) k.convert(I2F, 0);
        FloatVector result = kLn2PlusLog1p(fractionOfSum(y, k), kf.add(64f, huge));
        result = edges(x.add(1f), result);
        return result.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    static FloatVector asinh(FloatVector x) {
        return asinhFromLog1p(x, log1p(asinhArgument(x)));
    }

    /** w with |asinh x| = log1p(w), or log1p(w) + ln 2 past 2^32, where w is |x| because its square would overflow. */
    static FloatVector asinhArgument(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector z = a.mul(a);
        return z.div(z.add(1f).sqrt().add(1f)).add(a).blend(a, a.compare(GT, 0x1p32f));
    }

    static FloatVector asinhFromLog1p(FloatVector x, FloatVector log) {
        FloatVector a = x.abs();
        FloatVector z = a.mul(a);
        FloatVector y = log.add(LN2_HIGH, a.compare(GT, 0x1p32f));
        y = y.blend(asinhPolynomial(z).mul(z).fma(a, a), a.compare(LT, 0.5f));
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    static FloatVector acosh(FloatVector x) {
        return acoshFromLog1p(x, log1p(acoshArgument(x)));
    }

    /** w with acosh x = log1p(w), or log1p(w) + ln 2 past 2^32. */
    static FloatVector acoshArgument(FloatVector x) {
        FloatVector t = x.sub(1f);
        return t.fma(t, t.add(t)).sqrt().add(t).blend(x, x.compare(GT, 0x1p32f));
    }

    static FloatVector acoshFromLog1p(FloatVector x, FloatVector log) {
        FloatVector y = log.blend(log.add(acoshRemainder(x)), x.compare(LT, 2f).and(x.compare(GT, 1f)));
        return y.add(LN2_HIGH, x.compare(GT, 0x1p32f)).blend(Float.NaN, x.compare(LT, 1f));
    }

    /** What the roundings of w leave out of log1p(w), for x from 1 to 2: near 1.03 they would make it more than 2 ulp. */
    private static FloatVector acoshRemainder(FloatVector x) {
        FloatVector t = x.sub(1f);
        FloatVector square = t.fma(t, t.add(t));
        FloatVector root = square.sqrt();
        FloatVector w = root.add(t);
        FloatVector ofSquare = t.fma(t, t.add(t).sub(square));
        FloatVector ofRoot = root.neg().fma(root, square);
        FloatVector ofSum = t.sub(w.sub(root));
        return ofSum.fma(root, ofSquare.add(ofRoot).mul(0.5f)).div(root.mul(x.add(root)));
    }

    static FloatVector atanh(FloatVector x) {
        return atanhFromLog1p(x, log1p(atanhArgument(x)));
    }

    /** w with |atanh x| = log1p(w) / 2. */
    static FloatVector atanhArgument(FloatVector x) {
        FloatVector a = x.abs();
        return a.add(a).div(broadcast(SPECIES, 1f).sub(a));
    }

    static FloatVector atanhFromLog1p(FloatVector x, FloatVector log) {
        FloatVector a = x.abs();
        FloatVector z = a.mul(a);
        FloatVector y = log.mul(0.5f).blend(atanhPolynomial(z).mul(z).fma(a, a), a.compare(LT, 0.5f));
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    static FloatVector logaddexp(FloatVector a, FloatVector b) {
        FloatVector difference = a.sub(b);
        VectorMask<Float> less = difference.compare(LT, 0f);
        FloatVector top = a.blend(b, less);
        // equal infinities have no difference: their sum is themselves
        FloatVector gap = difference.blend(0f, a.compare(EQ, b)).reinterpretAsInts().or(SIGN).reinterpretAsFloats();
        FloatVector t = FloatExponentials.expOfNonPositive(gap);
        return log1pUnit(t).add(top);
    }

    /** x, times 2^24 where it is denormal. */
    private static FloatVector normal(FloatVector x) {
        return x.mul(0x1p24f, x.compare(LT, Float.MIN_NORMAL));
    }

    /** The k of a positive normal x = 2^k (1 + f). */
    private static IntVector exponent(FloatVector x) {
        return x.reinterpretAsInts().sub(SQRT_HALF_BITS).lanewise(ASHR, 23);
    }

    private static FloatVector trueExponent(FloatVector x, IntVector k) {
        return ((FloatVector) k.convert(I2F, 0)).sub(24f, x.compare(LT, Float.MIN_NORMAL));
    }

    private static FloatVector fraction(FloatVector x, IntVector k) {
        return x.reinterpretAsInts().sub(k.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
    }

    /** (1 + x) 2^-k - 1 without the rounding of 1 + x. */
    private static FloatVector fractionOfSum(FloatVector x, IntVector k) {
        FloatVector scale = k.lanewise(LSHL, 23).neg().add(0x3f800000).reinterpretAsFloats();
        return x.fma(scale, scale.sub(1f));
    }

    /** result, but for x that is negative, zero, infinite or not a number. */
    private static FloatVector edges(FloatVector x, FloatVector result) {
        FloatVector r = result.blend(x, x.compare(LT, Float.POSITIVE_INFINITY).not());
        r = r.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
        return r.blend(Float.NaN, x.compare(LT, 0f));
    }

    private static FloatVector kLn2PlusLog1p(FloatVector f, FloatVector k) {
        FloatVector z = f.mul(f);
        FloatVector p = f.fma(broadcast(SPECIES, -7.634549e-2f), broadcast(SPECIES, 1.2761623e-1f));
        p = p.fma(f, broadcast(SPECIES, -1.3160181e-1f));
        p = p.fma(f, broadcast(SPECIES, 1.420175e-1f));
        p = p.fma(f, broadcast(SPECIES, -1.6623357e-1f));
        p = p.fma(f, broadcast(SPECIES, 2.0001228e-1f));
        p = p.fma(f, broadcast(SPECIES, -2.5000823e-1f));
        p = p.fma(f, broadcast(SPECIES, 3.333333e-1f));
        FloatVector low = k.fma(broadcast(SPECIES, LN2_LOW), p.mul(f).mul(z));
        low = z.fma(broadcast(SPECIES, -0.5f), low);
        return k.fma(broadcast(SPECIES, LN2_HIGH), f.add(low));
    }

    private static FloatVector kPlusLog2(FloatVector f, FloatVector k) {
        FloatVector p = f.fma(broadcast(SPECIES, -1.0995896e-1f), broadcast(SPECIES, 1.8617153e-1f));
        p = p.fma(f, broadcast(SPECIES, -1.910559e-1f));
        p = p.fma(f, broadcast(SPECIES, 2.046005e-1f));
        p = p.fma(f, broadcast(SPECIES, -2.3961842e-1f));
        p = p.fma(f, broadcast(SPECIES, 2.8856748e-1f));
        p = p.fma(f, broadcast(SPECIES, -3.6069658e-1f));
        p = p.fma(f, broadcast(SPECIES, 4.8089823e-1f));
        p = p.fma(f, broadcast(SPECIES, -7.2134733e-1f));
        FloatVector low = f.fma(broadcast(SPECIES, 1.925963e-8f), p.mul(f.mul(f)));
        return k.add(f.fma(broadcast(SPECIES, 1.442695f), low));
    }

    private static FloatVector kLog2PlusLog10(FloatVector f, FloatVector k) {
        FloatVector p = f.fma(broadcast(SPECIES, -3.3100944e-2f), broadcast(SPECIES, 5.604322e-2f));
        p = p.fma(f, broadcast(SPECIES, -5.7513554e-2f));
        p = p.fma(f, broadcast(SPECIES, 6.1590884e-2f));
        p = p.fma(f, broadcast(SPECIES, -7.2132334e-2f));
        p = p.fma(f, broadcast(SPECIES, 8.686747e-2f));
        p = p.fma(f, broadcast(SPECIES, -1.0858049e-1f));
        p = p.fma(f, broadcast(SPECIES, 1.447648e-1f));
        p = p.fma(f, broadcast(SPECIES, -2.1714719e-1f));
        FloatVector low = f.fma(broadcast(SPECIES, -1.010305e-8f), p.mul(f.mul(f)));
        low = k.fma(broadcast(SPECIES, -1.4320989e-8f), low);
        return k.fma(broadcast(SPECIES, 3.01030e-1f), f.fma(broadcast(SPECIES, 4.342945e-1f), low));
    }

    private static FloatVector asinhPolynomial(FloatVector z) {
        FloatVector p = z.fma(broadcast(SPECIES, -1.3237538e-2f), broadcast(SPECIES, 2.816913e-2f));
        p = p.fma(z, broadcast(SPECIES, -4.4384517e-2f));
        p = p.fma(z, broadcast(SPECIES, 7.4986525e-2f));
        p = p.fma(z, broadcast(SPECIES, -1.6666643e-1f));
        return p;
    }

    private static FloatVector atanhPolynomial(FloatVector z) {
        FloatVector p = z.fma(broadcast(SPECIES, 1.7669103e-1f), broadcast(SPECIES, 5.1358353e-2f));
        p = p.fma(z, broadcast(SPECIES, 1.1823727e-1f));
        p = p.fma(z, broadcast(SPECIES, 1.4222762e-1f));
        p = p.fma(z, broadcast(SPECIES, 2.0002519e-1f));
        p = p.fma(z, broadcast(SPECIES, 3.3333302e-1f));
        return p;
    }

    /** log1p(t) for 0 <= t <= 1. */
    private static FloatVector log1pUnit(FloatVector t) {
        FloatVector p = t.fma(broadcast(SPECIES, -3.3184828e-3f), broadcast(SPECIES, 2.020463e-2f));
        p = p.fma(t, broadcast(SPECIES, -5.766453e-2f));
        p = p.fma(t, broadcast(SPECIES, 1.0680564e-1f));
        p = p.fma(t, broadcast(SPECIES, -1.53554e-1f));
        p = p.fma(t, broadcast(SPECIES, 1.9695403e-1f));
        p = p.fma(t, broadcast(SPECIES, -2.4958588e-1f));
        p = p.fma(t, broadcast(SPECIES, 3.3330512e-1f));
        p = p.fma(t, broadcast(SPECIES, -4.999993e-1f));
        return p.mul(t).fma(t, t);
    }
}
