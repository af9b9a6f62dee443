package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;

/** Hyperbolic functions from e^a, a = |x|, and the one quotient that makes e^-a of it; in two doubles where a difference would lose bits. */
final class DoubleHyperbolics {
    private static final double LOG2_E = 1.4426950408889634;
    /** Rounds to an integer n and leaves n - 3 and one exponent bias in the low bits: an eighth of e^a has room where sinh and cosh have. */
    private static final double ROUNDER = 0x1.8p52 + 1020;
    /** Leaves n and one bias. */
    private static final double WHOLE_ROUNDER = 0x1.8p52 + 1023;
    private static final double EIGHTH_SQUARED = 1.0 / 64;
    private static final long SIGN = Long.MIN_VALUE;

    private DoubleHyperbolics() {
    }

    static DoubleVector sinh(DoubleVector x) {
        DoubleVector a = x.abs(), c = limited(a), t = rounded(c), n = t.sub(ROUNDER), rest = DoubleExponentials.rest(c, n);
        DoubleVector above = DoubleExponentials.tail(rest, DoubleExponentials.restLow(c, n, rest)).add(rest), scale = scale(t);
        DoubleVector head = above.fma(scale, scale), headLow = above.fma(scale, scale.sub(head));
        DoubleVector other = broadcast(SPECIES, EIGHTH_SQUARED).div(head), sum = head.sub(other);
        DoubleVector y = sum.add(head.sub(sum).sub(other).add(headLow)).mul(4.0);
        DoubleVector z = a.mul(a);
        y = y.blend(sinhPolynomial(z).mul(z).fma(a, a), a.compare(LT, 1.0));
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    static DoubleVector cosh(DoubleVector x) {
        DoubleVector c = limited(x.abs()), t = rounded(c), n = t.sub(ROUNDER);
        DoubleVector power = DoubleExponentials.power(DoubleExponentials.rest(c, n)).mul(scale(t));
        return broadcast(SPECIES, EIGHTH_SQUARED).div(power).add(power).mul(4.0);
    }

    /** 1 - 2 / (e^2a + 1): past its polynomial's range that takes at most twice from 1, in two doubles. */
    static DoubleVector tanh(DoubleVector x) {
        DoubleVector a = x.abs();
        // past 20 it rounds to 1
        DoubleVector c = a.blend(20.0, a.compare(GT, 20.0)).mul(2.0);
        DoubleVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, WHOLE_ROUNDER)), n = t.sub(WHOLE_ROUNDER);
        DoubleVector rest = DoubleExponentials.rest(c, n), tail = DoubleExponentials.tail(rest, DoubleExponentials.restLow(c, n, rest));
        DoubleVector above = rest.add(tail), aboveLow = rest.sub(above).add(tail), scale = scale(t);
        DoubleVector start = scale.add(1.0), bottom = above.fma(scale, start);
        DoubleVector bottomLow = aboveLow.fma(scale, above.fma(scale, start.sub(bottom)));
        // -1 / bottom, and bottom times what that lacks
        DoubleVector minus = broadcast(SPECIES, -1.0).div(bottom);
        DoubleVector lack = minus.fma(bottomLow, minus.fma(bottom, broadcast(SPECIES, 1.0)));
        DoubleVector twice = minus.add(minus), head = twice.add(1.0);
        DoubleVector y = head.add(twice.fma(lack, broadcast(SPECIES, 1.0).sub(head).add(twice)));
        DoubleVector z = a.mul(a);
        y = y.blend(tanhPolynomial(z).mul(z).fma(a, a), a.compare(LT, 0.35));
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    /** a, held to where results are infinite. */
    private static DoubleVector limited(DoubleVector a) {
        return a.blend(711.0, a.compare(GT, 711.0));
    }

    private static DoubleVector rounded(DoubleVector a) {
        return a.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
    }

    /** 2 to the power that the low bits of {@code rounded} hold. */
    private static DoubleVector scale(DoubleVector rounded) {
        return rounded.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
    }

    private static DoubleVector sinhPolynomial(DoubleVector z) {
        DoubleVector p = z.fma(broadcast(SPECIES, 7.758748695505294e-13), broadcast(SPECIES, 1.605725977217364e-10));
        p = p.fma(z, broadcast(SPECIES, 2.505212313667815e-08));
        p = p.fma(z, broadcast(SPECIES, 2.7557319157072174e-06));
        p = p.fma(z, broadcast(SPECIES, 0.00019841269841431873));
        p = p.fma(z, broadcast(SPECIES, 0.008333333333333148));
        p = p.fma(z, broadcast(SPECIES, 0.16666666666666669));
        return p;
    }

    private static DoubleVector tanhPolynomial(DoubleVector z) {
        DoubleVector p = z.fma(broadcast(SPECIES, -0.00018769854298136086), broadcast(SPECIES, 0.0005773556223527601));
        p = p.fma(z, broadcast(SPECIES, -0.001454067840800775));
        p = p.fma(z, broadcast(SPECIES, 0.003591978227459518));
        p = p.fma(z, broadcast(SPECIES, -0.008863227666167432));
        p = p.fma(z, broadcast(SPECIES, 0.02186948828617189));
        p = p.fma(z, broadcast(SPECIES, -0.05396825396375065));
        p = p.fma(z, broadcast(SPECIES, 0.1333333333332935));
        p = p.fma(z, broadcast(SPECIES, -0.3333333333333332));
        return p;
    }
}
