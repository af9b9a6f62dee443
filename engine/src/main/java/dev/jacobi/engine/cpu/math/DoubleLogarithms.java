package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Logarithms and what is made of them. All take x = 2^k (1 + f) with 1 + f from sqrt(1/2) to sqrt(2), and log1p(f) = f - bend; the parts k log 2 (its
 * first 40 bits, so that the product is exact) and f are added with what rounding takes from the sum.
 */
final class DoubleLogarithms {
    private static final double LN2 = 0.6931471805599453;
    /** Logarithms of 2 in two parts, the first of 40 bits. */
    private static final double LN2_HIGH = 0.6931471805601177, LN2_LOW = -1.7239444525614835e-13;
    private static final double LOG10_2_HIGH = 0.3010299956640665, LOG10_2_LOW = -8.532344317057107e-14;
    private static final double LOG10_E = 0.4342944819032518, LOG10_E_LOW = 1.098319650216765e-17;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LOG2_E_LOW = 2.0355273740931033e-17;
    private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
    private static final long SIGN = Long.MIN_VALUE;

    private DoubleLogarithms() {
    }

    static DoubleVector log2(DoubleVector x) {
        VectorMask<Double> denormal = x.compare(LT, Double.MIN_NORMAL);
        LongVector bits = x.mul(0x1p54, denormal).reinterpretAsLongs();
        LongVector k = exponent(bits);
        DoubleVector r = toDouble(k).sub(54.0, denormal).add(log2OnePlus(fraction(bits, k)));
        r = r.blend(x, x.compare(LT, Double.POSITIVE_INFINITY).not());
        return r.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0.0)).blend(Double.NaN, x.compare(LT, 0.0));
    }

    static DoubleVector log(DoubleVector x) {
        VectorMask<Double> denormal = x.compare(LT, Double.MIN_NORMAL);
        LongVector bits = x.mul(0x1p54, denormal).reinterpretAsLongs();
        LongVector k = exponent(bits);
        DoubleVector f = fraction(bits, k), bend = bend(f), kd = toDouble(k).sub(54.0, denormal);
        DoubleVector head = kd.mul(LN2_HIGH), sum = head.add(f);
        DoubleVector lost = head.sub(sum).add(f);
        DoubleVector r = sum.add(lost.add(kd.fma(broadcast(SPECIES, LN2_LOW), bend.neg())));
        r = r.blend(x, x.compare(LT, Double.POSITIVE_INFINITY).not());
        return r.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0.0)).blend(Double.NaN, x.compare(LT, 0.0));
    }

    /** k log 2 + log1p(f), low being what the rest adds. */
    private static DoubleVector log(DoubleVector k, DoubleVector f, DoubleVector low) {
        DoubleVector head = k.mul(LN2_HIGH);
        DoubleVector sum = head.add(f);
        DoubleVector lost = head.sub(sum).add(f);
        return sum.add(lost.add(low.sub(bend(f))));
    }

    static DoubleVector log10(DoubleVector x) {
        VectorMask<Double> denormal = x.compare(LT, Double.MIN_NORMAL);
        LongVector bits = x.mul(0x1p54, denormal).reinterpretAsLongs();
        LongVector k = exponent(bits);
        DoubleVector f = fraction(bits, k), bend = bend(f);
        DoubleVector kd = toDouble(k).sub(54.0, denormal);
        DoubleVector head = kd.mul(LOG10_2_HIGH);
        DoubleVector sum = f.fma(broadcast(SPECIES, LOG10_E), head);
        DoubleVector lost = f.fma(broadcast(SPECIES, LOG10_E), head.sub(sum));
        DoubleVector low = kd.fma(broadcast(SPECIES, LOG10_2_LOW), f.mul(LOG10_E_LOW));
        DoubleVector r = sum.add(lost.add(bend.neg().fma(broadcast(SPECIES, LOG10_E), low)));
        r = r.blend(x, x.compare(LT, Double.POSITIVE_INFINITY).not());
        return r.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0.0)).blend(Double.NaN, x.compare(LT, 0.0));
    }

    static DoubleVector log1p(DoubleVector x) {
        DoubleVector u = x.add(1.0);
        // what rounding took from the sum (Knuth's two-sum)
        DoubleVector part = u.sub(x);
        DoubleVector lost = x.sub(u.sub(part)).add(broadcast(SPECIES, 1.0).sub(part));
        LongVector bits = u.reinterpretAsLongs();
        LongVector k = exponent(bits);
        // past 2^60 there is nothing left of the 1
        lost = lost.mul(k.neg().add(1023L).lanewise(LSHL, 52).reinterpretAsDoubles()).blend(0.0, x.compare(GT, 0x1p60));
        DoubleVector head = fraction(bits, k);
        DoubleVector f = head.add(lost);
        lost = head.sub(f).add(lost);
        DoubleVector kd = toDouble(k);
        // log1p(f + lost) is log1p(f) + lost / (1 + f)
        DoubleVector y = log(kd, f, kd.fma(broadcast(SPECIES, LN2_LOW), lost.neg().fma(f, lost)));
        y = y.blend(x, x.compare(LT, Double.POSITIVE_INFINITY).not().or(x.compare(EQ, 0.0)));
        y = y.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, -1.0));
        return y.blend(Double.NaN, x.compare(LT, -1.0));
    }

    /** k for the bits of a positive number 2^k (1 + f). */
    static LongVector exponent(LongVector bits) {
        return bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 52);
    }

    static DoubleVector fraction(LongVector bits, LongVector k) {
        return bits.sub(k.lanewise(LSHL, 52)).reinterpretAsDoubles().sub(1.0);
    }

    /** 1.5 * 2^52 + k, made from bits: NEON and AVX2 have no conversion of longs. */
    static DoubleVector toDouble(LongVector k) {
        return k.add(0x4338000000000000L).reinterpretAsDoubles().sub(0x1.8p52);
    }

    private static DoubleVector log2OnePlus(DoubleVector f) {
        DoubleVector low = bend(f).neg().fma(broadcast(SPECIES, LOG2_E), f.mul(LOG2_E_LOW));
        return f.fma(broadcast(SPECIES, LOG2_E), low);
    }

    /** f - log1p(f) = h - s (h + s^2 p), where s = f / (2 + f) and h = f^2 / 2. */
    private static DoubleVector bend(DoubleVector f) {
        DoubleVector s = f.div(f.add(2.0));
        DoubleVector z = s.mul(s);
        DoubleVector p = z.fma(broadcast(SPECIES, 0.13250722500044496), broadcast(SPECIES, 0.13250187574926112));
        p = p.fma(z, broadcast(SPECIES, 0.15387087539083377));
        p = p.fma(z, broadcast(SPECIES, 0.18181775742784825));
        p = p.fma(z, broadcast(SPECIES, 0.22222222645777584));
        p = p.fma(z, broadcast(SPECIES, 0.28571428569093066));
        p = p.fma(z, broadcast(SPECIES, 0.40000000000006225));
        p = p.fma(z, broadcast(SPECIES, 0.6666666666666666));
        DoubleVector h = f.mul(f).mul(0.5);
        return h.sub(s.mul(p.fma(z, h)));
    }

    static DoubleVector asinh(DoubleVector x) {
        return asinhFromLog1p(x, log1p(asinhArgument(x)));
    }

    /** w, so that asinh |x| is log1p(w), less log 2 past 2^60. */
    private static DoubleVector asinhArgument(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector z = a.mul(a);
        // past 2^60 asinh(a) = log(2 a); below, a + sqrt(1 + a^2) = 1 + w
        return z.div(z.add(1.0).sqrt().add(1.0)).add(a).blend(a, a.compare(GT, 0x1p60));
    }

    private static DoubleVector asinhFromLog1p(DoubleVector x, DoubleVector log) {
        DoubleVector a = x.abs();
        DoubleVector z = a.mul(a);
        DoubleVector y = log.add(LN2, a.compare(GT, 0x1p60));
        y = y.blend(asinhPolynomial(z).mul(z).fma(a, a), a.compare(LT, 0.5));
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    static DoubleVector acosh(DoubleVector x) {
        return acoshFromLog1p(x, log1p(acoshArgument(x)));
    }

    private static DoubleVector acoshArgument(DoubleVector x) {
        DoubleVector t = x.sub(1.0);
        return t.fma(t, t.add(t)).sqrt().add(t).blend(x, x.compare(GT, 0x1p60));
    }

    private static DoubleVector acoshFromLog1p(DoubleVector x, DoubleVector log) {
        return log.add(LN2, x.compare(GT, 0x1p60)).blend(Double.NaN, x.compare(LT, 1.0));
    }

    static DoubleVector atanh(DoubleVector x) {
        return atanhFromLog1p(x, log1p(atanhArgument(x)));
    }

    private static DoubleVector atanhArgument(DoubleVector x) {
        DoubleVector a = x.abs();
        return a.add(a).div(broadcast(SPECIES, 1.0).sub(a));
    }

    private static DoubleVector atanhFromLog1p(DoubleVector x, DoubleVector log) {
        DoubleVector a = x.abs();
        DoubleVector z = a.mul(a);
        DoubleVector y = log.mul(0.5).blend(atanhPolynomial(z).mul(z).fma(a, a), a.compare(LT, 0.5));
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    private static DoubleVector asinhPolynomial(DoubleVector z) {
        DoubleVector p = z.fma(broadcast(SPECIES, -0.0013643152340236555), broadcast(SPECIES, 0.003924371582150916));
        p = p.fma(z, broadcast(SPECIES, -0.006324434559615321));
        p = p.fma(z, broadcast(SPECIES, 0.008121205560407931));
        p = p.fma(z, broadcast(SPECIES, -0.009709712475236144));
        p = p.fma(z, broadcast(SPECIES, 0.011544663450035434));
        p = p.fma(z, broadcast(SPECIES, -0.013964146213665384));
        p = p.fma(z, broadcast(SPECIES, 0.017352716733499817));
        p = p.fma(z, broadcast(SPECIES, -0.022372156878147535));
        p = p.fma(z, broadcast(SPECIES, 0.030381944378253693));
        p = p.fma(z, broadcast(SPECIES, -0.04464285714168653));
        p = p.fma(z, broadcast(SPECIES, 0.07499999999998956));
        p = p.fma(z, broadcast(SPECIES, -0.16666666666666663));
        return p;
    }

    private static DoubleVector atanhPolynomial(DoubleVector z) {
        DoubleVector p = z.fma(broadcast(SPECIES, 0.25838129695987117), broadcast(SPECIES, -0.24304081280686057));
        p = p.fma(z, broadcast(SPECIES, 0.21199500821227282));
        p = p.fma(z, broadcast(SPECIES, -0.02944759234200122));
        p = p.fma(z, broadcast(SPECIES, 0.06232680341622357));
        p = p.fma(z, broadcast(SPECIES, 0.04397939847057546));
        p = p.fma(z, broadcast(SPECIES, 0.05314078610957588));
        p = p.fma(z, broadcast(SPECIES, 0.058771699830645986));
        p = p.fma(z, broadcast(SPECIES, 0.0666704766401819));
        p = p.fma(z, broadcast(SPECIES, 0.07692287845431699));
        p = p.fma(z, broadcast(SPECIES, 0.0909090979960879));
        p = p.fma(z, broadcast(SPECIES, 0.1111111109467297));
        p = p.fma(z, broadcast(SPECIES, 0.14285714285940918));
        p = p.fma(z, broadcast(SPECIES, 0.1999999999999842));
        p = p.fma(z, broadcast(SPECIES, 0.33333333333333337));
        return p;
    }
}
