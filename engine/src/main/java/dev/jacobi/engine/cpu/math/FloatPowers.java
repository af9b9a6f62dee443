package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.FloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * x to the power y as 2^(y log2 |x|). The product can be as large as 149, so log2 is carried in two floats, some 32 bits:
 * a single one would leave an error of a hundred ulp.
 */
final class FloatPowers {
    /** 2 / ln 2 in two floats: log2(1 + f) = 2 / ln 2 atanh(f / (2 + f)). */
    private static final float SCALE = 2.88539f;
    private static final float SCALE_LOW = 3.851926e-8f;
    private static final int SQRT_HALF_BITS = 0x3f3504f3;
    private static final int SIGN = 0x80000000;

    private FloatPowers() {
    }

    static FloatVector pow(FloatVector x, FloatVector y) {
        return powSigned(x, y, powOfMagnitude(y, log2High(x), log2Low(x)));
    }

    static FloatVector rsqrt(FloatVector x) {
        return broadcast(SPECIES, 1f).div(x.sqrt());
    }

    /** log2 |x| but for the higher terms of its series; infinite or NaN where |x| is 0, infinite or NaN. */
    static FloatVector log2High(FloatVector x) {
        FloatVector a = x.abs();
        IntVector k = exponent(a);
        FloatVector f = fraction(a, k);
        FloatVector high = trueExponent(a, k).add(f.div(f.add(2f)).mul(SCALE));
        high = high.blend(Float.NEGATIVE_INFINITY, a.compare(EQ, 0f));
        return high.blend(a, a.compare(LT, Float.POSITIVE_INFINITY).not());
    }

    /** What log2High leaves out. */
    static FloatVector log2Low(FloatVector x) {
        FloatVector a = x.abs();
        IntVector k = exponent(a);
        return log2Low(fraction(a, k), trueExponent(a, k));
    }

    private static FloatVector log2Low(FloatVector f, FloatVector k) {
        FloatVector divisor = f.add(2f);
        FloatVector s = f.div(divisor);
        FloatVector residue = s.neg().fma(divisor, f);
        residue = s.neg().fma(f.sub(divisor.sub(2f)), residue);
        FloatVector sLow = residue.div(divisor);
        FloatVector z = s.mul(s);
        FloatVector p = z.fma(broadcast(SPECIES, 3.402086e-1f), broadcast(SPECIES, 4.117069e-1f));
        p = p.fma(z, broadcast(SPECIES, 5.770828e-1f));
        p = p.fma(z, broadcast(SPECIES, 9.617967e-1f));
        FloatVector h = s.mul(SCALE);
        FloatVector low = s.fma(broadcast(SPECIES, SCALE), h.neg());
        low = s.fma(broadcast(SPECIES, SCALE_LOW), low);
        low = z.fma(sLow, sLow).fma(broadcast(SPECIES, SCALE), low);
        low = p.mul(z).fma(s, low);
        return h.sub(k.add(h).sub(k)).add(low);
    }

    private static IntVector exponent(FloatVector a) {
        return a.mul(0x1p24f, a.compare(LT, Float.MIN_NORMAL)).reinterpretAsInts().sub(SQRT_HALF_BITS).lanewise(ASHR, 23);
    }

    private static FloatVector fraction(FloatVector a, IntVector k) {
        IntVector bits = a.mul(0x1p24f, a.compare(LT, Float.MIN_NORMAL)).reinterpretAsInts();
        return bits.sub(k.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
    }

    private static FloatVector trueExponent(FloatVector a, IntVector k) {
        return ((FloatVector) k.convert(I2F, 0)).sub(24f, a.compare(LT, Float.MIN_NORMAL));
    }

    /** |x| to the power y from the two parts of log2 |x|. */
    static FloatVector powOfMagnitude(FloatVector y, FloatVector high, FloatVector low) {
        // the parts are not normalised: low may be a hundredth of high
        FloatVector log = high.add(low);
        FloatVector product = log.mul(y);
        FloatVector rest = low.sub(log.sub(high)).fma(y, log.fma(y, product.neg()));
        // past these limits the result is 0 or infinity, and rest may be anything
        rest = rest.blend(0f, product.abs().compare(GT, 160f));
        FloatVector limited = product.blend(160f, product.compare(GT, 160f));
        return exp2OfSum(limited.blend(-160f, limited.compare(LT, -160f)), rest);
    }

    private static FloatVector exp2OfSum(FloatVector x, FloatVector low) {
        FloatVector t = x.add(0x1.8p23f + 254);
        FloatVector r = x.sub(t.sub(0x1.8p23f + 254)).add(low);
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

    /** The result for the sign of x, from the power of its magnitude, by the rules of C99. */
    static FloatVector powSigned(FloatVector x, FloatVector y, FloatVector power) {
        VectorMask<Float> fractional = FloatRounding.rint(y).compare(NE, y);
        FloatVector half = y.mul(0.5f);
        VectorMask<Float> odd = FloatRounding.rint(half).compare(NE, half).andNot(fractional);
        FloatVector signed = power.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
        FloatVector r = power.blend(signed, odd);
        r = r.blend(Float.NaN, x.compare(LT, 0f).and(x.compare(GT, Float.NEGATIVE_INFINITY)).and(fractional));
        r = r.blend(1f, y.compare(EQ, 0f).or(x.compare(EQ, 1f)));
        // -1 to the power of either infinity
        VectorMask<Float> endless = y.abs().compare(EQ, Float.POSITIVE_INFINITY);
        return r.blend(1f, x.compare(EQ, -1f).and(endless));
    }
}
