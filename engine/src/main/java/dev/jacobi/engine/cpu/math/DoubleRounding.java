package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** Rounding to integers, all exact: adding 2^52 to a magnitude below it rounds half to even. Results keep the sign of x, so -0 too. */
final class DoubleRounding {
    private static final double INTEGERS = 0x1p52;
    private static final long SIGN = Long.MIN_VALUE;

    private DoubleRounding() {
    }

    static DoubleVector rint(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector r = withSign(a.add(INTEGERS).sub(INTEGERS), x);
        return x.blend(r, a.compare(LT, INTEGERS));
    }

    static DoubleVector floor(DoubleVector x) {
        DoubleVector r = rint(x);
        return withSign(r.sub(1.0, r.compare(GT, x)), x);
    }

    static DoubleVector ceil(DoubleVector x) {
        DoubleVector r = rint(x);
        r = r.add(1.0, r.compare(LT, x));
        // ceil(-0.5) is -0; of a positive x it is positive anyway
        return withSign(r, x);
    }

    static DoubleVector trunc(DoubleVector x) {
        DoubleVector a = x.abs();
        return x.blend(withSign(truncPositive(a), x), a.compare(LT, INTEGERS));
    }

    static DoubleVector sign(DoubleVector x) {
        DoubleVector one = withSign(broadcast(SPECIES, 1.0), x);
        return x.blend(one, x.compare(LT, 0.0).or(x.compare(GT, 0.0)));
    }

    static DoubleVector remainder(DoubleVector x, DoubleVector y) {
        DoubleVector a = x.abs();
        DoubleVector b = y.abs();
        // the rounded quotient is never below the true integer part, and at most one above it
        DoubleVector q = truncPositive(a.div(b));
        DoubleVector m = q.neg().fma(b, a);
        m = m.add(b, m.compare(LT, 0.0));
        // covers an infinite y, too
        m = a.blend(m, a.compare(GE, b)).blend(Double.NaN, b.compare(NE, b));
        DoubleVector r = m.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
        VectorMask<Double> opposed = x.reinterpretAsLongs().lanewise(XOR, y.reinterpretAsLongs())
                .compare(LT, 0).cast(SPECIES);
        r = r.add(y, opposed);
        return r.blend(withSign(m, y), m.compare(EQ, 0.0));
    }

    private static DoubleVector truncPositive(DoubleVector a) {
        DoubleVector r = a.add(INTEGERS).sub(INTEGERS);
        return r.sub(1.0, r.compare(GT, a));
    }

    /** magnitude, not negative, with the sign of x. */
    private static DoubleVector withSign(DoubleVector magnitude, DoubleVector x) {
        return magnitude.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }
}
