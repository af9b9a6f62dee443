package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * x to the power y as e^(y log |x|). The product can be as large as 745, so the logarithm is carried in two doubles, some 64 bits of it:
 * log1p(f) = 2 s + s^3 (2 / 3 + s^2 p), s = f / (2 + f), where all but p is in two parts.
 */
final class DoublePowers {
    private static final double LN2_HIGH = 0.6931471805601177, LN2_LOW = -1.7239444525614835e-13;
    private static final double TWO_THIRDS = 0.6666666666666666, TWO_THIRDS_LOW = 3.700743415417188e-17;
    private static final long SIGN = Long.MIN_VALUE;

    private DoublePowers() {
    }

    static DoubleVector pow(DoubleVector x, DoubleVector y) {
        DoubleVector log = log(x);
        return powSigned(x, y, powOfMagnitude(y, log, logLow(x, log)));
    }

    private static LongVector bits(DoubleVector a) {
        return a.mul(0x1p54, a.compare(LT, Double.MIN_NORMAL)).reinterpretAsLongs();
    }

    private static DoubleVector fraction(DoubleVector a) {
        LongVector bits = bits(a);
        return DoubleLogarithms.fraction(bits, DoubleLogarithms.exponent(bits));
    }

    private static DoubleVector exponent(DoubleVector a) {
        return DoubleLogarithms.toDouble(DoubleLogarithms.exponent(bits(a))).sub(54.0, a.compare(LT, Double.MIN_NORMAL));
    }

    /** log |x| rounded to a double, more or less; infinite or NaN where |x| is 0, infinite or NaN. */
    static DoubleVector log(DoubleVector x) {
        DoubleVector a = x.abs(), f = fraction(a), s = f.div(f.add(2.0));
        DoubleVector head = exponent(a).mul(LN2_HIGH).add(s.add(s));
        DoubleVector log = head.add(s.mul(s).mul(s).mul(TWO_THIRDS));
        log = log.blend(Double.NEGATIVE_INFINITY, a.compare(EQ, 0.0));
        return log.blend(a, a.compare(LT, Double.POSITIVE_INFINITY).not());
    }

    /** What {@link #log} leaves out; of no meaning where that is infinite or NaN. */
    static DoubleVector logLow(DoubleVector x, DoubleVector log) {
        DoubleVector a = x.abs(), f = fraction(a), k = exponent(a);
        DoubleVector s = f.div(f.add(2.0)), sLow = quotientLow(f, s);
        DoubleVector z = s.mul(s), zLow = squareLow(s, sLow, z);
        DoubleVector cube = s.mul(z), cubeLow = s.fma(z, cube.neg()).add(s.fma(zLow, sLow.mul(z)));
        DoubleVector p = polynomial(z);
        DoubleVector factor = p.fma(z, broadcast(SPECIES, TWO_THIRDS)), factorLow = factorLow(p, z, zLow, factor);
        DoubleVector third = cube.mul(factor);
        DoubleVector thirdLow = cube.fma(factor, third.neg()).add(cube.fma(factorLow, cubeLow.mul(factor)));
        // the sum of k log 2 and of the two parts, less what is known of it: log is near enough to the head for an exact difference
        DoubleVector start = k.mul(LN2_HIGH), head = start.add(s.add(s)), lost = start.sub(head).add(s.add(s));
        DoubleVector rest = head.sub(log), sum = rest.add(third), part = sum.sub(rest);
        lost = lost.add(rest.sub(sum.sub(part)).add(third.sub(part)));
        return sum.add(lost.add(k.fma(broadcast(SPECIES, LN2_LOW), sLow.add(sLow).add(thirdLow))));
    }

    /** What rounding took from s = f / (2 + f). */
    private static DoubleVector quotientLow(DoubleVector f, DoubleVector s) {
        DoubleVector divisor = f.add(2.0);
        return s.neg().fma(f.sub(divisor.sub(2.0)), s.neg().fma(divisor, f)).div(divisor);
    }

    private static DoubleVector squareLow(DoubleVector s, DoubleVector sLow, DoubleVector z) {
        return s.fma(s, z.neg()).add(s.add(s).mul(sLow));
    }

    private static DoubleVector factorLow(DoubleVector p, DoubleVector z, DoubleVector zLow, DoubleVector factor) {
        return p.fma(z, broadcast(SPECIES, TWO_THIRDS).sub(factor)).add(TWO_THIRDS_LOW).add(p.mul(zLow));
    }

    private static DoubleVector polynomial(DoubleVector z) {
        DoubleVector p = z.fma(broadcast(SPECIES, 0.11988478800462855), broadcast(SPECIES, 0.116748852133639));
        p = p.fma(z, broadcast(SPECIES, 0.13336313991592927));
        p = p.fma(z, broadcast(SPECIES, 0.15384556964258694));
        p = p.fma(z, broadcast(SPECIES, 0.18181818868877542));
        p = p.fma(z, broadcast(SPECIES, 0.22222222217548837));
        p = p.fma(z, broadcast(SPECIES, 0.28571428571445057));
        p = p.fma(z, broadcast(SPECIES, 0.3999999999999998));
        return p;
    }

    /** |x| to the power y from the two parts of log |x|. */
    static DoubleVector powOfMagnitude(DoubleVector y, DoubleVector high, DoubleVector low) {
        DoubleVector log = high.add(low), product = log.mul(y);
        DoubleVector rest = low.sub(log.sub(high)).fma(y, log.fma(y, product.neg()));
        // past these limits the result is 0 or infinity, and rest may be anything
        VectorMask<Double> inside = product.abs().compare(LT, 800.0);
        product = product.blend(high.mul(y), high.abs().compare(EQ, Double.POSITIVE_INFINITY));
        return DoubleExponentials.expOfSum(product, broadcast(SPECIES, 0.0).blend(rest, inside));
    }

    /** The result for the sign of x, from the power of its magnitude, by the rules of C99. */
    static DoubleVector powSigned(DoubleVector x, DoubleVector y, DoubleVector power) {
        VectorMask<Double> fractional = DoubleRounding.rint(y).compare(NE, y);
        DoubleVector half = y.mul(0.5);
        VectorMask<Double> odd = DoubleRounding.rint(half).compare(NE, half).andNot(fractional);
        DoubleVector signed = power.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
        DoubleVector r = power.blend(signed, odd);
        r = r.blend(Double.NaN, x.compare(LT, 0.0).and(x.compare(GT, Double.NEGATIVE_INFINITY)).and(fractional));
        r = r.blend(1.0, y.compare(EQ, 0.0).or(x.compare(EQ, 1.0)));
        // -1 to the power of either infinity
        VectorMask<Double> endless = y.abs().compare(EQ, Double.POSITIVE_INFINITY);
        return r.blend(1.0, x.compare(EQ, -1.0).and(endless));
    }
}
