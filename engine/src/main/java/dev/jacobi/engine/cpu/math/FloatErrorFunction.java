package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.FloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The error function and its inverse. */
final class FloatErrorFunction {
    private static final int SIGN = 0x80000000;
    /** From where on the inverse has another polynomial. */
    static final float ERFINV_TAIL = 4;
    /** What the first polynomial is added to. */
    private static final float ERFINV_CENTRAL = 1.1273744f;

    private FloatErrorFunction() {
    }

    static FloatVector erf(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector near = erfNear(a);
        // past 4 the complement is below half an ulp of 1
        FloatVector far = erfFar(a.blend(4f, a.compare(GT, 4f)));
        FloatVector y = far.blend(near, a.compare(LT, 1f));
        return withSign(y, x);
    }

    static FloatVector erfinv(FloatVector x) {
        FloatVector argument = erfinvArgument(x);
        FloatVector v = FloatLogarithms.minusOneMinusLog(argument);
        VectorMask<Float> isTail = v.compare(GT, ERFINV_TAIL);
        FloatVector p = erfinvCentral(v).blend(erfinvTail(v.add(1f).sqrt().sub(3f)), isTail);
        FloatVector y = x.fma(broadcast(SPECIES, ERFINV_CENTRAL).blend(2.8329768f, isTail), x.mul(p));
        // no polynomial has a value at |x| = 1, nor is there one past it
        y = y.blend(x.mul(Float.POSITIVE_INFINITY), argument.compare(EQ, 0f)).blend(Float.NaN, argument.compare(LT, 0f));
        return withSign(y, x);
    }

    /** v = -log(1 - x^2) - 1, of which {@link #erfinv} is a function: past {@link #ERFINV_TAIL} another one. */
    static FloatVector erfinvVariable(FloatVector x) {
        return FloatLogarithms.minusOneMinusLog(erfinvArgument(x));
    }

    /** erfinv(x), in the bits of {@link #erfinv}, where v is at most {@link #ERFINV_TAIL} and x is not 0. */
    static FloatVector erfinvOfSmall(FloatVector x, FloatVector v) {
        return x.fma(broadcast(SPECIES, ERFINV_CENTRAL), x.mul(erfinvCentral(v)));
    }

    /** 1 - x^2 with one rounding, which keeps the bits that matter near |x| = 1. */
    private static FloatVector erfinvArgument(FloatVector x) {
        return x.neg().fma(x, broadcast(SPECIES, 1f));
    }

    /** y, which is at least 0 or has the sign of x, with the sign of x: that of 0, too. */
    private static FloatVector withSign(FloatVector y, FloatVector x) {
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    private static FloatVector erfNear(FloatVector a) {
        FloatVector z = a.mul(a);
        FloatVector p = z.fma(broadcast(SPECIES, 7.853869e-5f), broadcast(SPECIES, -8.0101955e-4f));
        p = p.fma(z, broadcast(SPECIES, 5.1883277e-3f));
        p = p.fma(z, broadcast(SPECIES, -2.6853813e-2f));
        p = p.fma(z, broadcast(SPECIES, 1.12835854e-1f));
        p = p.fma(z, broadcast(SPECIES, -3.7612626e-1f));
        // the leading coefficient in two floats, so that the result is rounded but once
        p = p.fma(z, broadcast(SPECIES, 5.920517e-8f));
        return a.fma(broadcast(SPECIES, 1.1283791f), a.mul(p));
    }

    /** By Estrin's scheme: few operations wait for each other, and the exponential waits for all of them. */
    private static FloatVector erfFar(FloatVector a) {
        FloatVector z = a.mul(a);
        FloatVector low = a.fma(broadcast(SPECIES, -6.3506824e-1f), broadcast(SPECIES, -1.128669f));
        FloatVector middle = a.fma(broadcast(SPECIES, 2.3879362e-2f), broadcast(SPECIES, -1.0637363e-1f));
        FloatVector high = a.fma(broadcast(SPECIES, 3.3634237e-4f), broadcast(SPECIES, -3.6977048e-3f));
        high = z.fma(broadcast(SPECIES, -1.2579415e-5f), high);
        FloatVector p = z.mul(z).fma(high, middle.fma(z, low));
        return broadcast(SPECIES, 1f).sub(FloatExponentials.expOfSmall(a.mul(p)));
    }

    /** In v = -log(1 - x^2) - 1. Even and odd powers apart: each has but half as many operations that wait for each other. */
    private static FloatVector erfinvCentral(FloatVector v) {
        FloatVector z = v.mul(v);
        FloatVector even = z.fma(broadcast(SPECIES, 1.4037352e-7f), broadcast(SPECIES, -4.411739e-6f));
        even = even.fma(z, broadcast(SPECIES, 1.0030124e-4f));
        even = even.fma(z, broadcast(SPECIES, 4.250633e-3f));
        even = even.fma(z, broadcast(SPECIES, -1.0925857e-8f));
        FloatVector odd = z.fma(broadcast(SPECIES, -8.6637035e-9f), broadcast(SPECIES, -5.1812816e-7f));
        odd = odd.fma(z, broadcast(SPECIES, 3.822597e-5f));
        odd = odd.fma(z, broadcast(SPECIES, -2.3764488e-3f));
        odd = odd.fma(z, broadcast(SPECIES, 2.478329e-1f));
        return odd.fma(v, even);
    }

    /** In v = sqrt(-log(1 - x^2)) - 3. */
    private static FloatVector erfinvTail(FloatVector v) {
        FloatVector z = v.mul(v);
        FloatVector even = z.fma(broadcast(SPECIES, -3.098574e-4f), broadcast(SPECIES, 1.4850291e-3f));
        even = even.fma(z, broadcast(SPECIES, 5.68711e-3f));
        even = even.fma(z, broadcast(SPECIES, 9.445265e-3f));
        even = even.fma(z, broadcast(SPECIES, -1.6562701e-8f));
        FloatVector odd = z.fma(broadcast(SPECIES, 1.14753755e-4f), broadcast(SPECIES, -5.4025084e-5f));
        odd = odd.fma(z, broadcast(SPECIES, -3.599435e-3f));
        odd = odd.fma(z, broadcast(SPECIES, -7.6367864e-3f));
        odd = odd.fma(z, broadcast(SPECIES, 1.0016749f));
        return odd.fma(v, even);
    }
}
