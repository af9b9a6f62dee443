package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.FloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/** The error function and its inverse. */
final class FloatErrorFunction {
    private static final int SIGN = 0x80000000;

    private FloatErrorFunction() {
    }

    static FloatVector erf(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector near = erfNear(a);
        // past 4 the complement is below half an ulp of 1
        FloatVector far = erfFar(a.blend(4f, a.compare(GT, 4f)));
        FloatVector y = far.blend(near, a.compare(LT, 1f));
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    static FloatVector erfinv(FloatVector x) {
        FloatVector log = FloatLogarithms.log(erfinvArgument(x));
        return erfinvFromTail(x, log, erfinvTail(x, log));
    }

    /** 1 - x^2 with one rounding, which keeps the bits that matter near |x| = 1. */
    static FloatVector erfinvArgument(FloatVector x) {
        return x.neg().fma(x, broadcast(SPECIES, 1f));
    }

    static FloatVector erfinvFromTail(FloatVector x, FloatVector log, FloatVector tail) {
        FloatVector y = erfinvCentral(x, log).blend(tail, log.compare(LT, -5f));
        // the logarithm is infinite at |x| = 1, where the polynomial has no value
        y = y.blend(x.mul(Float.POSITIVE_INFINITY), log.compare(LT, -20f));
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

    private static FloatVector erfFar(FloatVector a) {
        FloatVector p = a.fma(broadcast(SPECIES, 1.2579415e-5f), broadcast(SPECIES, -3.3634237e-4f));
        p = p.fma(a, broadcast(SPECIES, 3.6977048e-3f));
        p = p.fma(a, broadcast(SPECIES, -2.3879362e-2f));
        p = p.fma(a, broadcast(SPECIES, 1.0637363e-1f));
        p = p.fma(a, broadcast(SPECIES, 6.3506824e-1f));
        p = p.fma(a, broadcast(SPECIES, 1.128669f));
        return broadcast(SPECIES, 1f).sub(FloatExponentials.expOfSmall(a.mul(p).neg()));
    }

    private static FloatVector erfinvCentral(FloatVector x, FloatVector log) {
        FloatVector v = broadcast(SPECIES, -1f).sub(log);
        FloatVector p = v.fma(broadcast(SPECIES, -8.6637035e-9f), broadcast(SPECIES, 1.4037352e-7f));
        p = p.fma(v, broadcast(SPECIES, -5.1812816e-7f));
        p = p.fma(v, broadcast(SPECIES, -4.411739e-6f));
        p = p.fma(v, broadcast(SPECIES, 3.822597e-5f));
        p = p.fma(v, broadcast(SPECIES, 1.0030124e-4f));
        p = p.fma(v, broadcast(SPECIES, -2.3764488e-3f));
        p = p.fma(v, broadcast(SPECIES, 4.250633e-3f));
        p = p.fma(v, broadcast(SPECIES, 2.478329e-1f));
        p = p.fma(v, broadcast(SPECIES, -1.0925857e-8f));
        return x.fma(broadcast(SPECIES, 1.1273744f), x.mul(p));
    }

    static FloatVector erfinvTail(FloatVector x, FloatVector log) {
        FloatVector v = log.neg().sqrt().sub(3f);
        FloatVector p = v.fma(broadcast(SPECIES, 1.14753755e-4f), broadcast(SPECIES, -3.098574e-4f));
        p = p.fma(v, broadcast(SPECIES, -5.4025084e-5f));
        p = p.fma(v, broadcast(SPECIES, 1.4850291e-3f));
        p = p.fma(v, broadcast(SPECIES, -3.599435e-3f));
        p = p.fma(v, broadcast(SPECIES, 5.68711e-3f));
        p = p.fma(v, broadcast(SPECIES, -7.6367864e-3f));
        p = p.fma(v, broadcast(SPECIES, 9.445265e-3f));
        p = p.fma(v, broadcast(SPECIES, 1.0016749f));
        p = p.fma(v, broadcast(SPECIES, -1.6562701e-8f));
        return x.fma(broadcast(SPECIES, 2.8329768f), x.mul(p));
    }
}
