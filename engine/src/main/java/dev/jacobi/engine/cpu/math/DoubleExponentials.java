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

/**
 * The exponential and what is made of it. All reduce x = n ln 2 + r, |r| <= ln 2 / 2. What needs more than the exponential's own bits takes
 * e^r = 1 + (r + tail), where the tail holds what rounding took from r. n is rounded by adding 1.5 * 2^52, as in {@link FloatExponentials}.
 */
final class DoubleExponentials {
    private static final long SIGN = Long.MIN_VALUE, MAGNITUDE = Long.MAX_VALUE;
    private static final double LOG2_E = 1.4426950408889634, LN2_HIGH = 0.6931471805599453, LN2_LOW = 2.3190468138462996e-17;
    /** Coefficients of e^r - 1 - r, by the power of r. */
    private static final double C2 = 0.5, C3 = 0.16666666666666677, C4 = 0.041666666666666505, C5 = 0.00833333333332164;
    private static final double C6 = 0.001388888888896273, C7 = 0.00019841269886114747, C8 = 2.4801587172043892e-05;
    private static final double C9 = 2.7557244208119355e-06, C10 = 2.7557402886113417e-07, C11 = 2.510904195456489e-08;
    private static final double C12 = 2.087530974921907e-09;
    /** Rounds to an integer n and leaves n and two exponent biases in the low bits. */
    private static final double ROUNDER = 0x1.8p52 + 2046;
    /** Leaves n - 2 and one bias: the exponent of a quarter of the result. */
    private static final double QUARTER_ROUNDER = 0x1.8p52 + 1021;

    private DoubleExponentials() {
    }

    static DoubleVector exp(DoubleVector x) {
        DoubleVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
        return limited(scaled(power(rest(x, t.sub(ROUNDER))), t), x);
    }

    /**
     * e^x, or what its limits are: below the first it rounds to 0, above the second to infinity. There y may be anything, since n is more than two
     * factors can express; to limit x before would make all the rest wait.
     */
    private static DoubleVector limited(DoubleVector y, DoubleVector x) {
        return y.blend(0.0, x.compare(LT, -746.0)).blend(Double.POSITIVE_INFINITY, x.compare(GT, 710.0));
    }

    /** exp(x + low) for a low far below x, or of any kind where exp(x) is 0 or infinity. */
    static DoubleVector expOfSum(DoubleVector x, DoubleVector low) {
        DoubleVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
        DoubleVector n = t.sub(ROUNDER);
        DoubleVector head = n.fma(broadcast(SPECIES, -LN2_HIGH), x), second = n.fma(broadcast(SPECIES, -LN2_LOW), low);
        DoubleVector r = head.add(second);
        // 1 + r in two doubles: to round r + tail before would cost a quarter of an ulp, which pow has not left
        DoubleVector sum = r.add(1.0), lost = broadcast(SPECIES, 1.0).sub(sum).add(r);
        return limited(scaled(sum.add(tail(r, head.sub(r).add(second)).add(lost)), t), x);
    }

    /** p 2^n in two factors, so that denormal results and the last binade come out right. */
    private static DoubleVector scaled(DoubleVector p, DoubleVector t) {
        LongVector both = t.reinterpretAsLongs();
        LongVector half = both.lanewise(ASHR, 1);
        LongVector rest = both.sub(half);
        return p.mul(half.lanewise(LSHL, 52).reinterpretAsDoubles()).mul(rest.lanewise(LSHL, 52).reinterpretAsDoubles());
    }

    /** r = x - n ln 2: the first step is exact, since its result is a multiple of what x and ln 2 are multiples of. */
    static DoubleVector rest(DoubleVector x, DoubleVector n) {
        return n.fma(broadcast(SPECIES, -LN2_LOW), n.fma(broadcast(SPECIES, -LN2_HIGH), x));
    }

    /** What rounding took from {@link #rest}. */
    static DoubleVector restLow(DoubleVector x, DoubleVector n, DoubleVector r) {
        return n.fma(broadcast(SPECIES, -LN2_LOW), n.fma(broadcast(SPECIES, -LN2_HIGH), x).sub(r));
    }

    /** e^(r + low) - 1 - r. */
    static DoubleVector tail(DoubleVector r, DoubleVector low) {
        // in pairs, since what uses it waits for it: a chain of products is as long as all the rest
        DoubleVector z = r.mul(r), z2 = z.mul(z);
        DoubleVector p3 = r.fma(broadcast(SPECIES, C4), broadcast(SPECIES, C3)), p5 = r.fma(broadcast(SPECIES, C6), broadcast(SPECIES, C5));
        DoubleVector p7 = r.fma(broadcast(SPECIES, C8), broadcast(SPECIES, C7)),
                p9 = r.fma(broadcast(SPECIES, C10), broadcast(SPECIES, C9));
        DoubleVector p11 = r.fma(broadcast(SPECIES, C12), broadcast(SPECIES, C11));
        DoubleVector p = z2.fma(z2.fma(p11, z.fma(p9, p7)), z.fma(p5, p3));
        // the low part is multiplied by e^r, nearly 1 + r
        return z.fma(p.fma(r, broadcast(SPECIES, C2)), low.fma(r, low));
    }

    /** e^r, |r| <= ln 2 / 2: below 0.9 ulp, the rounding of r among it, since only a factor of r is rounded before the end. */
    static DoubleVector power(DoubleVector r) {
        // in pairs, as in the tail: one product more, and what waits for it waits half as long
        DoubleVector z = r.mul(r), p = z.fma(broadcast(SPECIES, C12), r.fma(broadcast(SPECIES, C11), broadcast(SPECIES, C10)));
        p = p.fma(z, r.fma(broadcast(SPECIES, C9), broadcast(SPECIES, C8)));
        p = p.fma(z, r.fma(broadcast(SPECIES, C7), broadcast(SPECIES, C6)));
        p = p.fma(z, r.fma(broadcast(SPECIES, C5), broadcast(SPECIES, C4)));
        p = p.fma(z, r.fma(broadcast(SPECIES, C3), broadcast(SPECIES, C2)));
        return p.fma(r, broadcast(SPECIES, 1.0)).fma(r, broadcast(SPECIES, 1.0));
    }

    static DoubleVector expm1(DoubleVector x) {
        DoubleVector c = x.blend(-40.0, x.compare(LT, -40.0));
        c = c.blend(710.0, x.compare(GT, 710.0));
        DoubleVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, QUARTER_ROUNDER));
        DoubleVector n = t.sub(QUARTER_ROUNDER);
        DoubleVector r = rest(c, n);
        DoubleVector tail = tail(r, restLow(c, n, r));
        // a quarter of it, so that what may overflow stays finite
        DoubleVector scale = t.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
        DoubleVector head = scale.sub(0.25);
        DoubleVector sum = r.fma(scale, head);
        DoubleVector lost = r.fma(scale, head.sub(sum));
        DoubleVector y = sum.add(tail.fma(scale, lost)).mul(4.0);
        // the quarter of a tiny x would lose its last bits, and -0 its sign
        return y.blend(x, x.reinterpretAsLongs().and(MAGNITUDE).compare(LT, 0x3c90000000000000L).cast(SPECIES));
    }

    static DoubleVector exp2(DoubleVector x) {
        DoubleVector c = x.blend(-1076.0, x.compare(LT, -1076.0));
        c = c.blend(1025.0, x.compare(GT, 1025.0));
        DoubleVector t = c.add(ROUNDER);
        DoubleVector r = c.sub(t.sub(ROUNDER));
        DoubleVector p = r.fma(broadcast(SPECIES, 2.5625392267206104e-11), broadcast(SPECIES, 4.4565748835262786e-10));
        p = p.fma(r, broadcast(SPECIES, 7.054974533923029e-09));
        p = p.fma(r, broadcast(SPECIES, 1.0178051914966516e-07));
        p = p.fma(r, broadcast(SPECIES, 1.3215486594663268e-06));
        p = p.fma(r, broadcast(SPECIES, 1.5252733854377976e-05));
        p = p.fma(r, broadcast(SPECIES, 0.00015403530393641153));
        p = p.fma(r, broadcast(SPECIES, 0.0013333558146392634));
        p = p.fma(r, broadcast(SPECIES, 0.00961812910762833));
        p = p.fma(r, broadcast(SPECIES, 0.05550410866482169));
        p = p.fma(r, broadcast(SPECIES, 0.24022650695910072));
        p = p.fma(r, broadcast(SPECIES, 0.6931471805599453));
        p = p.fma(r, broadcast(SPECIES, 1.0));
        return scaled(p, t);
    }

    static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector e = exp(x.reinterpretAsLongs().or(SIGN).reinterpretAsDoubles());
        DoubleVector top = broadcast(SPECIES, 1.0).blend(e, x.compare(LT, 0.0));
        return top.div(e.add(1.0));
    }

    static DoubleVector logaddexp(DoubleVector a, DoubleVector b) {
        return DoubleLogarithms.log1p(exp(gap(a, b))).add(larger(a, b));
    }

    /** -|a - b|; equal infinities have no difference: their sum is themselves. */
    private static DoubleVector gap(DoubleVector a, DoubleVector b) {
        return a.sub(b).blend(0.0, a.compare(EQ, b)).reinterpretAsLongs().or(SIGN).reinterpretAsDoubles();
    }

    private static DoubleVector larger(DoubleVector a, DoubleVector b) {
        return a.blend(b, a.sub(b).compare(LT, 0.0));
    }
}
