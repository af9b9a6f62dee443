package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.FloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Circular functions and their inverses. The reduction takes away a multiple n of pi (of pi / 2 for tan) with pi in three
 * floats; the first step is exact because its result is a multiple of 2^-23 below 2. It holds while n is exact, so sin, cos
 * and tan are for |x| <= {@link FloatMath#TRIGONOMETRIC_RANGE}.
 */
final class FloatTrigonometry {
    private static final float ROUNDER = 0x1.8p23f;
    private static final float PI_1 = 3.1415927f;
    private static final float PI_2 = -8.742278e-8f;
    private static final float PI_3 = -3.430249e-15f;
    private static final float HALF_PI = 1.5707964f;
    private static final float HALF_PI_LOW = -4.371139e-8f;
    private static final int SIGN = 0x80000000;

    private FloatTrigonometry() {
    }

    static FloatVector sin(FloatVector x) {
        FloatVector t = x.fma(broadcast(SPECIES, 3.1830987e-1f), broadcast(SPECIES, ROUNDER));
        FloatVector y = sinReduced(reduce(x, t.sub(ROUNDER)), t.reinterpretAsInts().lanewise(LSHL, 31));
        // the reduction turns -0 into 0
        return y.blend(x, x.compare(EQ, 0f));
    }

    static FloatVector cos(FloatVector x) {
        FloatVector t = x.fma(broadcast(SPECIES, 3.1830987e-1f), broadcast(SPECIES, 0.5f)).add(ROUNDER);
        return sinReduced(reduce(x, t.sub(ROUNDER).sub(0.5f)), t.reinterpretAsInts().lanewise(LSHL, 31));
    }

    static FloatVector tan(FloatVector x) {
        FloatVector t = x.fma(broadcast(SPECIES, 6.3661975e-1f), broadcast(SPECIES, ROUNDER));
        FloatVector n = t.sub(ROUNDER).mul(0.5f);
        FloatVector head = n.fma(broadcast(SPECIES, -PI_1), x);
        FloatVector second = n.mul(-PI_2);
        FloatVector r = head.add(second);
        // what rounding lost in the product and in the sum (Knuth's two-sum), and the third part
        FloatVector part = r.sub(head);
        FloatVector low = n.fma(broadcast(SPECIES, -PI_2), second.neg()).add(head.sub(r.sub(part)).add(second.sub(part)));
        low = n.fma(broadcast(SPECIES, -PI_3), low);
        FloatVector z = r.mul(r);
        FloatVector p = tanPolynomial(z).mul(z);
        FloatVector tail = p.fma(r, z.fma(low, low));
        FloatVector y = r.add(tail);
        // -1 / y with the rounding of y and of the quotient put right
        FloatVector lost = r.sub(y).add(tail);
        FloatVector q = broadcast(SPECIES, -1f).div(y);
        FloatVector residue = q.fma(y, broadcast(SPECIES, 1f)).add(q.mul(lost));
        FloatVector cotangent = q.fma(residue, q);
        IntVector odd = t.reinterpretAsInts().lanewise(LSHL, 31);
        y = y.blend(cotangent, odd.compare(LT, 0).cast(SPECIES));
        return y.blend(x, x.compare(EQ, 0f));
    }

    static FloatVector asin(FloatVector x) {
        FloatVector a = x.abs();
        VectorMask<Float> big = a.compare(GT, 0.5f);
        FloatVector z = a.mul(a).blend(a.fma(broadcast(SPECIES, -0.5f), broadcast(SPECIES, 0.5f)), big);
        FloatVector s = a.blend(z.sqrt(), big);
        FloatVector tail = asinPolynomial(z).mul(z).mul(s);
        // a quarter of pi at a time: pi / 2 - 2 s may be above 1 where the result is below, and its rounding an ulp of that
        FloatVector rest = s.fma(broadcast(SPECIES, -2f), broadcast(SPECIES, HALF_PI / 2));
        rest = rest.add(tail.fma(broadcast(SPECIES, -2f), broadcast(SPECIES, HALF_PI_LOW))).add(HALF_PI / 2);
        FloatVector y = s.add(tail).blend(rest, big);
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    static FloatVector acos(FloatVector x) {
        FloatVector a = x.abs();
        VectorMask<Float> big = a.compare(GT, 0.5f);
        FloatVector z = a.mul(a).blend(a.fma(broadcast(SPECIES, -0.5f), broadcast(SPECIES, 0.5f)), big);
        FloatVector s = x.blend(z.sqrt(), big);
        FloatVector tail = asinPolynomial(z).mul(z).mul(s);
        FloatVector middle = broadcast(SPECIES, HALF_PI).sub(s.add(tail.sub(HALF_PI_LOW)));
        FloatVector right = s.add(tail).mul(2f);
        FloatVector left = broadcast(SPECIES, 2 * HALF_PI).sub(right.sub(2 * HALF_PI_LOW));
        return middle.blend(right, x.compare(GT, 0.5f)).blend(left, x.compare(LT, -0.5f));
    }

    static FloatVector atan(FloatVector x) {
        FloatVector a = x.abs();
        VectorMask<Float> big = a.compare(GT, 1f);
        FloatVector s = a.blend(broadcast(SPECIES, -1f).div(a), big);
        FloatVector z = s.mul(s);
        FloatVector y = atanPolynomial(z).mul(z).fma(s, s);
        y = y.blend(y.add(HALF_PI_LOW).add(HALF_PI), big);
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    static FloatVector atan2(FloatVector y, FloatVector x) {
        FloatVector a = y.abs();
        FloatVector b = x.abs();
        VectorMask<Float> steep = a.compare(GT, b);
        FloatVector top = a.blend(b, steep);
        FloatVector bottom = b.blend(a, steep);
        // equal infinities are a diagonal, and two zeros lie on the axis
        FloatVector s = top.div(bottom).blend(1f, a.compare(EQ, b)).blend(0f, a.add(b).compare(EQ, 0f));
        FloatVector z = s.mul(s);
        FloatVector angle = atanPolynomial(z).mul(z).fma(s, s);
        angle = angle.blend(broadcast(SPECIES, HALF_PI).sub(angle.sub(HALF_PI_LOW)), steep);
        FloatVector behind = broadcast(SPECIES, 2 * HALF_PI).sub(angle.sub(2 * HALF_PI_LOW));
        angle = angle.blend(behind, x.reinterpretAsInts().compare(LT, 0).cast(SPECIES));
        return angle.reinterpretAsInts().or(y.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    private static FloatVector reduce(FloatVector x, FloatVector n) {
        FloatVector r = n.fma(broadcast(SPECIES, -PI_1), x);
        r = n.fma(broadcast(SPECIES, -PI_2), r);
        return n.fma(broadcast(SPECIES, -PI_3), r);
    }

    private static FloatVector sinReduced(FloatVector r, IntVector sign) {
        FloatVector z = r.mul(r);
        FloatVector p = z.fma(broadcast(SPECIES, 2.5943027e-6f), broadcast(SPECIES, -1.9804503e-4f));
        p = p.fma(z, broadcast(SPECIES, 8.3329985e-3f));
        p = p.fma(z, broadcast(SPECIES, -1.6666657e-1f));
        FloatVector y = p.mul(z).fma(r, r);
        return y.reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
    }

    private static FloatVector tanPolynomial(FloatVector z) {
        FloatVector p = z.fma(broadcast(SPECIES, 4.583981e-3f), broadcast(SPECIES, -3.277519e-4f));
        p = p.fma(z, broadcast(SPECIES, 1.1161501e-2f));
        p = p.fma(z, broadcast(SPECIES, 2.1158097e-2f));
        p = p.fma(z, broadcast(SPECIES, 5.40836e-2f));
        p = p.fma(z, broadcast(SPECIES, 1.3332458e-1f));
        p = p.fma(z, broadcast(SPECIES, 3.3333355e-1f));
        return p;
    }

    private static FloatVector asinPolynomial(FloatVector z) {
        FloatVector p = z.fma(broadcast(SPECIES, 4.2166267e-2f), broadcast(SPECIES, 2.4179539e-2f));
        p = p.fma(z, broadcast(SPECIES, 4.547037e-2f));
        p = p.fma(z, broadcast(SPECIES, 7.4952975e-2f));
        p = p.fma(z, broadcast(SPECIES, 1.6666752e-1f));
        return p;
    }

    private static FloatVector atanPolynomial(FloatVector z) {
        FloatVector p = z.fma(broadcast(SPECIES, -1.7936314e-3f), broadcast(SPECIES, 1.0914649e-2f));
        p = p.fma(z, broadcast(SPECIES, -3.1177925e-2f));
        p = p.fma(z, broadcast(SPECIES, 5.795767e-2f));
        p = p.fma(z, broadcast(SPECIES, -8.403455e-2f));
        p = p.fma(z, broadcast(SPECIES, 1.0952187e-1f));
        p = p.fma(z, broadcast(SPECIES, -1.4264242e-1f));
        p = p.fma(z, broadcast(SPECIES, 1.9998549e-1f));
        p = p.fma(z, broadcast(SPECIES, -3.33333e-1f));
        return p;
    }
}
