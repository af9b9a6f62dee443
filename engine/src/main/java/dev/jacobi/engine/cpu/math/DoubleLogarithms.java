package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LOG1P;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/** What {@link jdk.incubator.vector.VectorOperators} lacks of the logarithm's family. */
final class DoubleLogarithms {
    private static final double LN2 = 0.6931471805599453;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LOG2_E_LOW = 2.0355273740931033e-17;
    private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
    private static final long SIGN = Long.MIN_VALUE;

    private DoubleLogarithms() {
    }

    static DoubleVector log2(DoubleVector x) {
        VectorMask<Double> denormal = x.compare(LT, Double.MIN_NORMAL);
        LongVector bits = x.mul(0x1p54, denormal).reinterpretAsLongs();
        LongVector k = bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 52);
        DoubleVector f = bits.sub(k.lanewise(LSHL, 52)).reinterpretAsDoubles().sub(1.0);
        // 1.5 * 2^52 + k, made from bits: NEON and AVX2 have no conversion of longs
        DoubleVector kd = k.add(0x4338000000000000L).reinterpretAsDoubles().sub(0x1.8p52).sub(54.0, denormal);
        DoubleVector r = kd.add(log2OnePlus(f));
        r = r.blend(x, x.compare(LT, Double.POSITIVE_INFINITY).not());
        r = r.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0.0));
        return r.blend(Double.NaN, x.compare(LT, 0.0));
    }

    /** log2(1 + f) from log1p(f) = f - (h - s (h + s^2 p)), where s = f / (2 + f) and h = f^2 / 2. */
    private static DoubleVector log2OnePlus(DoubleVector f) {
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
        DoubleVector bend = h.sub(s.mul(p.fma(z, h)));
        DoubleVector low = bend.neg().fma(broadcast(SPECIES, LOG2_E), f.mul(LOG2_E_LOW));
        return f.fma(broadcast(SPECIES, LOG2_E), low);
    }

    static DoubleVector asinh(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector z = a.mul(a);
        // past 2^60 asinh(a) = log(2 a); below, a + sqrt(1 + a^2) = 1 + w
        VectorMask<Double> huge = a.compare(GT, 0x1p60);
        DoubleVector w = z.div(z.add(1.0).sqrt().add(1.0)).add(a).blend(a, huge);
        DoubleVector y = w.lanewise(LOG1P).add(LN2, huge);
        y = y.blend(asinhPolynomial(z).mul(z).fma(a, a), a.compare(LT, 0.5));
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    static DoubleVector acosh(DoubleVector x) {
        DoubleVector t = x.sub(1.0);
        VectorMask<Double> huge = x.compare(GT, 0x1p60);
        DoubleVector w = t.fma(t, t.add(t)).sqrt().add(t).blend(x, huge);
        return w.lanewise(LOG1P).add(LN2, huge).blend(Double.NaN, x.compare(LT, 1.0));
    }

    static DoubleVector atanh(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector z = a.mul(a);
        DoubleVector y = a.add(a).div(broadcast(SPECIES, 1.0).sub(a)).lanewise(LOG1P).mul(0.5);
        y = y.blend(atanhPolynomial(z).mul(z).fma(a, a), a.compare(LT, 0.5));
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
