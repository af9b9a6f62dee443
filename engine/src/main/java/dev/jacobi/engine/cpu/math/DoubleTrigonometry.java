package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Circular functions. The reduction takes away a multiple n of pi / 2, in three doubles; the first step is exact because its result is a multiple of 2^-52 below 1
 * (or of what x is a multiple of), and what the second rounds off is kept as the rest's low part. It holds while n is exact by far, so these are for
 * |x| <= {@link DoubleMath#TRIGONOMETRIC_RANGE}.
 */
final class DoubleTrigonometry {
    private static final double ROUNDER = 0x1.8p52, TWO_OVER_PI = 0.6366197723675814;
    private static final double HALF_PI_1 = 1.5707963267948966, HALF_PI_2 = 6.123233995736766e-17, HALF_PI_3 = -1.4973849048591698e-33;
    private static final long SIGN = Long.MIN_VALUE;

    private DoubleTrigonometry() {
    }

    static DoubleVector sin(DoubleVector x) {
        DoubleVector t = rounded(x);
        DoubleVector y = quarters(x, t.sub(ROUNDER), t.reinterpretAsLongs());
        // the reduction turns -0 into 0
        return y.blend(x, x.compare(EQ, 0.0));
    }

    static DoubleVector cos(DoubleVector x) {
        DoubleVector t = rounded(x);
        return quarters(x, t.sub(ROUNDER), t.reinterpretAsLongs().add(1L));
    }

    /** The sine of x + (quarter - n) pi / 2. */
    private static DoubleVector quarters(DoubleVector x, DoubleVector n, LongVector quarter) {
        DoubleVector r = rest(x, n), low = restLow(x, n, r), z = r.mul(r);
        DoubleVector sine = r.add(sineTail(r, low, z));
        DoubleVector half = z.mul(0.5), head = broadcast(SPECIES, 1.0).sub(half);
        DoubleVector cosine = head.add(cosineTail(r, low, z, half, head));
        DoubleVector y = sine.blend(cosine, quarter.lanewise(LSHL, 63).compare(LT, 0L).cast(SPECIES));
        LongVector sign = quarter.lanewise(LSHL, 62).and(SIGN);
        return y.reinterpretAsLongs().lanewise(XOR, sign).reinterpretAsDoubles();
    }

    /** The quotient of sine and cosine of the rest, in two parts each, or an odd quarter further -cos / sin. */
    static DoubleVector tan(DoubleVector x) {
        DoubleVector t = rounded(x), n = t.sub(ROUNDER), r = rest(x, n), low = restLow(x, n, r), z = r.mul(r);
        DoubleVector tail = sineTail(r, low, z), sine = r.add(tail), sineLow = r.sub(sine).add(tail);
        DoubleVector half = z.mul(0.5), head = broadcast(SPECIES, 1.0).sub(half);
        tail = cosineTail(r, low, z, half, head);
        DoubleVector cosine = head.add(tail), cosineLow = head.sub(cosine).add(tail);
        VectorMask<Double> odd = t.reinterpretAsLongs().lanewise(LSHL, 63).compare(LT, 0L).cast(SPECIES);
        // minus what is divided, so that its remainders are sums
        DoubleVector top = sine.neg().blend(cosine, odd), topLow = sineLow.neg().blend(cosineLow, odd);
        DoubleVector bottom = cosine.blend(sine, odd), bottomLow = cosineLow.blend(sineLow, odd);
        DoubleVector inverse = broadcast(SPECIES, 1.0).div(bottom), minus = top.mul(inverse), q = minus.neg();
        DoubleVector residue = q.fma(bottom, top).add(q.fma(bottomLow, topLow));
        return residue.fma(inverse, minus).neg().blend(x, x.compare(EQ, 0.0));
    }

    private static DoubleVector rounded(DoubleVector x) {
        return x.fma(broadcast(SPECIES, TWO_OVER_PI), broadcast(SPECIES, ROUNDER));
    }

    /** x - n pi / 2. */
    private static DoubleVector rest(DoubleVector x, DoubleVector n) {
        return n.fma(broadcast(SPECIES, -HALF_PI_1), x).sub(n.mul(HALF_PI_2));
    }

    /** What rounding lost in the product and in the sum (Knuth's two-sum), and the third part. */
    private static DoubleVector restLow(DoubleVector x, DoubleVector n, DoubleVector r) {
        DoubleVector head = n.fma(broadcast(SPECIES, -HALF_PI_1), x);
        DoubleVector second = n.mul(HALF_PI_2);
        DoubleVector part = r.sub(head);
        DoubleVector lost = head.sub(r.sub(part)).sub(second.add(part));
        lost = lost.sub(n.fma(broadcast(SPECIES, HALF_PI_2), second.neg()));
        return n.fma(broadcast(SPECIES, -HALF_PI_3), lost);
    }

    /** sin(r + low) - r. */
    private static DoubleVector sineTail(DoubleVector r, DoubleVector low, DoubleVector z) {
        DoubleVector p = z.fma(broadcast(SPECIES, 1.5896188047331767e-10), broadcast(SPECIES, -2.5050747057678218e-08));
        p = p.fma(z, broadcast(SPECIES, 2.7557313617025565e-06));
        p = p.fma(z, broadcast(SPECIES, -0.00019841269829577412));
        p = p.fma(z, broadcast(SPECIES, 0.008333333333322104));
        p = p.fma(z, broadcast(SPECIES, -0.1666666666666663));
        return p.fma(z.mul(r), z.fma(low.mul(-0.5), low));
    }

    /** cos(r + low) - head, where head is 1 - half rounded, half being r^2 / 2. */
    private static DoubleVector cosineTail(DoubleVector r, DoubleVector low, DoubleVector z, DoubleVector half, DoubleVector head) {
        DoubleVector p = z.fma(broadcast(SPECIES, -1.1358507391388044e-11), broadcast(SPECIES, 2.0875700292498874e-09));
        p = p.fma(z, broadcast(SPECIES, -2.7557314175354977e-07));
        p = p.fma(z, broadcast(SPECIES, 2.4801587288838426e-05));
        p = p.fma(z, broadcast(SPECIES, -0.0013888888888873036));
        p = p.fma(z, broadcast(SPECIES, 0.041666666666666595));
        DoubleVector lost = broadcast(SPECIES, 1.0).sub(head).sub(half);
        // z itself was rounded
        lost = r.fma(r, z.neg()).fma(broadcast(SPECIES, -0.5), lost);
        return p.fma(z.mul(z), r.neg().fma(low, lost));
    }
}
