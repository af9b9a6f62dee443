package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;

/**
 * Hyperbolic functions from e^a and e^-a, a = |x|, each an eighth of it and in two doubles, as the hyperbolic sine's polynomial has no room above 1. e^-a is
 * one quotient from e^a: with a = n ln 2 + r it is 2^-n / e^r.
 */
final class DoubleHyperbolics {
    private static final double LOG2_E = 1.4426950408889634;
    /** Rounds to an integer n and leaves n - 3 and one exponent bias in the low bits. */
    private static final double ROUNDER = 0x1.8p52 + 1020;
    private static final long SIGN = Long.MIN_VALUE;

    private DoubleHyperbolics() {
    }

    static DoubleVector sinh(DoubleVector x) {
        DoubleVector rest = rest(x), tail = tail(x), power = power(rest, tail);
        return sinh(x, power, powerLow(rest, tail, power));
    }

    static DoubleVector cosh(DoubleVector x) {
        DoubleVector rest = rest(x), tail = tail(x), power = power(rest, tail);
        return cosh(x, power, powerLow(rest, tail, power));
    }

    static DoubleVector tanh(DoubleVector x) {
        DoubleVector rest = rest(x), tail = tail(x), power = power(rest, tail);
        return tanh(x, power, powerLow(rest, tail, power));
    }

    /** |x|, held to where results are infinite. */
    private static DoubleVector limited(DoubleVector x) {
        DoubleVector a = x.abs();
        return a.blend(711.0, a.compare(GT, 711.0));
    }

    private static DoubleVector rounded(DoubleVector a) {
        return a.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
    }

    /** r, where |x| = n ln 2 + r. */
    static DoubleVector rest(DoubleVector x) {
        DoubleVector a = limited(x);
        return DoubleExponentials.rest(a, rounded(a).sub(ROUNDER));
    }

    /** e^r - 1 - r. */
    static DoubleVector tail(DoubleVector x) {
        DoubleVector a = limited(x), n = rounded(a).sub(ROUNDER), r = DoubleExponentials.rest(a, n);
        return DoubleExponentials.tail(r, DoubleExponentials.restLow(a, n, r));
    }

    /** e^r. */
    static DoubleVector power(DoubleVector rest, DoubleVector tail) {
        return rest.add(tail).add(1.0);
    }

    /** What rounding took from {@link #power}. */
    static DoubleVector powerLow(DoubleVector rest, DoubleVector tail, DoubleVector power) {
        DoubleVector above = rest.add(tail);
        return broadcast(SPECIES, 1.0).sub(power).add(above).add(rest.sub(above).add(tail));
    }

    static DoubleVector sinh(DoubleVector x, DoubleVector power, DoubleVector powerLow) {
        DoubleVector t = rounded(limited(x)), scale = t.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
        DoubleVector head = power.mul(scale), other = broadcast(SPECIES, 1.0).div(power).mul(inverseScale(t));
        DoubleVector sum = head.sub(other);
        DoubleVector y = sum.add(head.sub(sum).sub(other).add(powerLow.mul(scale))).mul(4.0);
        DoubleVector a = x.abs(), z = a.mul(a);
        y = y.blend(sinhPolynomial(z).mul(z).fma(a, a), a.compare(LT, 1.0));
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    static DoubleVector cosh(DoubleVector x, DoubleVector power, DoubleVector powerLow) {
        DoubleVector t = rounded(limited(x)), scale = t.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
        DoubleVector inverse = broadcast(SPECIES, 1.0).div(power), inverseScale = inverseScale(t);
        DoubleVector head = power.mul(scale), other = inverse.mul(inverseScale);
        DoubleVector low = powerLow.mul(scale).add(inverseLow(inverse, power, powerLow).mul(inverseScale));
        DoubleVector sum = head.add(other);
        return sum.add(head.sub(sum).add(other).add(low)).mul(4.0);
    }

    static DoubleVector tanh(DoubleVector x, DoubleVector power, DoubleVector powerLow) {
        DoubleVector t = rounded(limited(x)), scale = t.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
        DoubleVector inverse = broadcast(SPECIES, 1.0).div(power), inverseScale = inverseScale(t);
        DoubleVector otherLow = inverseLow(inverse, power, powerLow).mul(inverseScale);
        DoubleVector a = x.abs(), z = a.mul(a), near = tanhPolynomial(z).mul(z).fma(a, a);
        DoubleVector head = power.mul(scale), headLow = powerLow.mul(scale), other = inverse.mul(inverseScale);
        DoubleVector top = head.sub(other), bottom = head.add(other);
        DoubleVector topLow = head.sub(top).sub(other).add(headLow.sub(otherLow));
        DoubleVector bottomLow = head.sub(bottom).add(other).add(headLow.add(otherLow));
        DoubleVector q = top.div(bottom);
        DoubleVector residue = q.neg().fma(bottom, top).add(q.neg().fma(bottomLow, topLow));
        // past 22 it rounds to 1
        DoubleVector y = residue.div(bottom).add(q).blend(1.0, a.compare(GT, 22.0)).blend(near, a.compare(LT, 0.35));
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    /** What rounding took from the inverse of a number in two parts. */
    private static DoubleVector inverseLow(DoubleVector inverse, DoubleVector power, DoubleVector powerLow) {
        return inverse.neg().fma(power, broadcast(SPECIES, 1.0)).sub(inverse.mul(powerLow)).mul(inverse);
    }

    /** 2^-(n + 3); n is held below 200, where nothing is left of e^-a beside e^a. */
    private static DoubleVector inverseScale(DoubleVector t) {
        DoubleVector n = t.sub(ROUNDER);
        n = n.blend(200.0, n.compare(GT, 200.0));
        return broadcast(SPECIES, ROUNDER).sub(n).reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
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
