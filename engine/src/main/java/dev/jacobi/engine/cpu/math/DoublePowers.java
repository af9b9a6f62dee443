package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * x to the power y as e^(y log |x|). The product can be as large as 745, so the logarithm is carried in two doubles, some 64 bits of it:
 * log1p(f) = s (2 + z (2 / 3 + z p)), s = f / (2 + f), z = s^2, where all but p is in two parts.
 */
final class DoublePowers {
    private static final double LN2_HIGH = 0.6931471805601177, LN2_LOW = -1.7239444525614835e-13;
    private static final double TWO_THIRDS = 0.6666666666666666, TWO_THIRDS_LOW = 3.700743415417188e-17;
    private static final double INTEGERS = 0x1p52;

    private DoublePowers() {
    }

    static DoubleVector pow(DoubleVector x, DoubleVector y) {
        DoubleVector a = x.abs();
        VectorMask<Double> denormal = a.compare(LT, Double.MIN_NORMAL);
        LongVector bits = a.mul(0x1p54, denormal).reinterpretAsLongs(), k = DoubleLogarithms.exponent(bits);
        DoubleVector f = DoubleLogarithms.fraction(bits, k), n = DoubleLogarithms.toDouble(k).sub(54.0, denormal);
        // s and what rounding took from it: the quotient's rest, and the divisor's
        DoubleVector divisor = f.add(2.0), inverse = broadcast(SPECIES, 1.0).div(divisor), s = f.mul(inverse), minus = s.neg();
        DoubleVector sLow = minus.fma(f.sub(divisor.sub(2.0)), minus.fma(divisor, f)).mul(inverse);
        DoubleVector z = s.mul(s), zLow = s.add(s).fma(sLow, s.fma(s, z.neg()));
        DoubleVector p = polynomial(z), factor = p.fma(z, broadcast(SPECIES, TWO_THIRDS));
        DoubleVector factorLow = p.fma(z, broadcast(SPECIES, TWO_THIRDS).sub(factor)).add(TWO_THIRDS_LOW);
        DoubleVector w = z.mul(factor), wLow = z.fma(factorLow, zLow.fma(factor, z.fma(factor, w.neg())));
        DoubleVector series = w.add(2.0), seriesLow = w.sub(series.sub(2.0)).add(wLow);
        DoubleVector product = s.mul(series), productLow = sLow.fma(series, s.fma(seriesLow, s.fma(series, product.neg())));
        // n log 2 is larger than the rest, or 0
        DoubleVector head = n.mul(LN2_HIGH), high = head.add(product), lost = head.sub(high).add(product);
        DoubleVector low = lost.add(n.fma(broadcast(SPECIES, LN2_LOW), productLow));
        high = a.blend(high, a.compare(LT, Double.POSITIVE_INFINITY)).blend(Double.NEGATIVE_INFINITY, a.compare(EQ, 0.0));
        DoubleVector exponent = high.mul(y), rest = low.fma(y, high.fma(y, exponent.neg()));
        // where the result is 0 or infinity the rest may be anything
        return signed(x, a, y, DoubleExponentials.expOfSum(exponent, rest));
    }

    /** In pairs: a chain of products would be as long as much of the rest. */
    private static DoubleVector polynomial(DoubleVector z) {
        DoubleVector z2 = z.mul(z);
        DoubleVector p1 = z.fma(broadcast(SPECIES, 0.22222222217548837), broadcast(SPECIES, 0.28571428571445057));
        DoubleVector p3 = z.fma(broadcast(SPECIES, 0.15384556964258694), broadcast(SPECIES, 0.18181818868877542));
        DoubleVector p5 = z.fma(broadcast(SPECIES, 0.116748852133639), broadcast(SPECIES, 0.13336313991592927));
        DoubleVector p = z2.fma(broadcast(SPECIES, 0.11988478800462855), p5).fma(z2.mul(z2), z2.fma(p3, p1));
        return p.fma(z, broadcast(SPECIES, 0.3999999999999998));
    }

    /** The result for the sign of x, from the power of its magnitude a, by the rules of C99. */
    private static DoubleVector signed(DoubleVector x, DoubleVector a, DoubleVector y, DoubleVector power) {
        // an integer whose lowest bit is that of |y|, which is even from 2^53 on, where |y| is an integer
        DoubleVector b = y.abs(), c = b.blend(2 * INTEGERS, b.compare(GT, 2 * INTEGERS));
        VectorMask<Double> small = b.compare(LT, INTEGERS);
        DoubleVector whole = c.add(INTEGERS, small);
        VectorMask<Double> fractional = whole.sub(INTEGERS).compare(NE, c).and(small);
        LongVector odd = whole.reinterpretAsLongs().lanewise(LSHL, 63).and(x.reinterpretAsLongs());
        DoubleVector signed = power.reinterpretAsLongs().or(odd).reinterpretAsDoubles();
        DoubleVector r = signed.blend(power, fractional);
        r = r.blend(Double.NaN, x.compare(LT, 0.0).and(a.compare(LT, Double.POSITIVE_INFINITY)).and(fractional));
        // -1 to the power of either infinity is 1, too
        VectorMask<Double> endless = x.compare(EQ, -1.0).and(b.compare(EQ, Double.POSITIVE_INFINITY));
        return r.blend(1.0, y.compare(EQ, 0.0).or(x.compare(EQ, 1.0)).or(endless));
    }
}
