package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.FloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Rounding to integers, all exact: adding 2^23 to a magnitude below it rounds half to even. Results keep the sign of x, so -0 too. */
final class FloatRounding {
    private static final float INTEGERS = 0x1p23f;
    private static final int SIGN = 0x80000000;

    private FloatRounding() {
    }

    static FloatVector rint(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector r = withSign(a.add(INTEGERS).sub(INTEGERS), x);
        return x.blend(r, a.compare(LT, INTEGERS));
    }

    static FloatVector floor(FloatVector x) {
        FloatVector r = rint(x);
        return withSign(r.sub(1f, r.compare(GT, x)), x);
    }

    static FloatVector ceil(FloatVector x) {
        FloatVector r = rint(x);
        r = r.add(1f, r.compare(LT, x));
        // ceil(-0.5) is -0; of a positive x it is positive anyway
        return withSign(r, x);
    }

    static FloatVector trunc(FloatVector x) {
        FloatVector a = x.abs();
        return x.blend(withSign(truncPositive(a), x), a.compare(LT, INTEGERS));
    }

    static FloatVector sign(FloatVector x) {
        FloatVector one = withSign(broadcast(SPECIES, 1f), x);
        return x.blend(one, x.compare(LT, 0f).or(x.compare(GT, 0f)));
    }

    static FloatVector remainder(FloatVector x, FloatVector y) {
        FloatVector a = x.abs();
        FloatVector b = y.abs();
        // the rounded quotient is never below the true integer part, and at most one above it
        FloatVector q = truncPositive(a.div(b));
        FloatVector m = q.neg().fma(b, a);
        m = m.add(b, m.compare(LT, 0f));
        // covers an infinite y, too
        m = a.blend(m, a.compare(GE, b)).blend(Float.NaN, b.compare(NE, b));
        FloatVector r = m.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
        VectorMask<Float> opposed = x.reinterpretAsInts().lanewise(XOR, y.reinterpretAsInts())
                .compare(LT, 0).cast(SPECIES);
        r = r.add(y, opposed);
        return r.blend(withSign(m, y), m.compare(EQ, 0f));
    }

    private static FloatVector truncPositive(FloatVector a) {
        FloatVector r = a.add(INTEGERS).sub(INTEGERS);
        return r.sub(1f, r.compare(GT, a));
    }

    /** magnitude, not negative, with the sign of x. */
    private static FloatVector withSign(FloatVector magnitude, FloatVector x) {
        return magnitude.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }
}
