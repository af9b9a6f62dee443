package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * Inverse circular functions. Arcs past the polynomials' range come from asin(x) = pi / 2 - 2 asin(sqrt((1 - x) / 2)) and
 * atan(x) = atan(c) + atan((x - c) / (1 + c x)), the constants in two doubles.
 */
final class DoubleInverseTrigonometry {
    private static final double HALF_PI = 1.5707963267948966, HALF_PI_LOW = 6.123233995736766e-17;
    private static final double ATAN_HALF = 0.4636476090008061, ATAN_HALF_LOW = 2.2698777452961687e-17;
    private static final double ATAN_1 = 0.7853981633974483, ATAN_1_LOW = 3.061616997868383e-17;
    private static final double ATAN_3_HALVES = 0.982793723247329, ATAN_3_HALVES_LOW = 1.3903311031230998e-17;
    private static final long SIGN = Long.MIN_VALUE;

    private DoubleInverseTrigonometry() {
    }

    static DoubleVector asin(DoubleVector x) {
        DoubleVector a = x.abs();
        VectorMask<Double> big = a.compare(GT, 0.5);
        DoubleVector z = halfAngle(a, big), root = z.sqrt();
        DoubleVector s = a.blend(root, big);
        DoubleVector tail = asinPolynomial(z).mul(z).mul(s);
        DoubleVector twice = s.add(s), head = broadcast(SPECIES, HALF_PI).sub(twice);
        DoubleVector lost = broadcast(SPECIES, HALF_PI).sub(head).sub(twice);
        DoubleVector low = tail.add(rootLow(z, root)).fma(broadcast(SPECIES, -2.0), broadcast(SPECIES, HALF_PI_LOW));
        DoubleVector y = s.add(tail).blend(head.add(lost.add(low)), big);
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    static DoubleVector acos(DoubleVector x) {
        DoubleVector a = x.abs();
        VectorMask<Double> big = a.compare(GT, 0.5);
        DoubleVector z = halfAngle(a, big), root = z.sqrt();
        DoubleVector s = x.blend(root, big);
        DoubleVector tail = asinPolynomial(z).mul(z).mul(s);
        tail = tail.add(rootLow(z, root), big);
        DoubleVector right = s.add(tail).mul(2.0);
        // pi / 2 - asin(x), or pi less the angle on the right
        DoubleVector whole = broadcast(SPECIES, HALF_PI).blend(2 * HALF_PI, big);
        DoubleVector wholeLow = broadcast(SPECIES, HALF_PI_LOW).blend(2 * HALF_PI_LOW, big);
        s = s.add(s, big);
        tail = tail.add(tail, big);
        DoubleVector head = whole.sub(s), lost = whole.sub(head).sub(s);
        return head.add(lost.add(wholeLow.sub(tail))).blend(right, x.compare(GT, 0.5));
    }

    /** x^2, or past a half the square of the sine of half of what is missing. */
    private static DoubleVector halfAngle(DoubleVector a, VectorMask<Double> big) {
        return a.mul(a).blend(a.fma(broadcast(SPECIES, -0.5), broadcast(SPECIES, 0.5)), big);
    }

    /** What rounding took from the root of z. */
    private static DoubleVector rootLow(DoubleVector z, DoubleVector root) {
        return root.neg().fma(root, z).div(root.add(root)).blend(0.0, z.compare(EQ, 0.0));
    }

    static DoubleVector atan(DoubleVector x) {
        DoubleVector a = x.abs();
        VectorMask<Double> half = a.compare(GT, 0.4375), one = a.compare(GT, 0.6875), more = a.compare(GT, 1.1875),
                far = a.compare(GT, 2.4375);
        DoubleVector c = broadcast(SPECIES, 0.0).blend(0.5, half).blend(1.0, one).blend(1.5, more);
        DoubleVector high = broadcast(SPECIES, 0.0).blend(ATAN_HALF, half).blend(ATAN_1, one).blend(ATAN_3_HALVES, more)
                .blend(HALF_PI, far);
        DoubleVector low = broadcast(SPECIES, 0.0).blend(ATAN_HALF_LOW, half).blend(ATAN_1_LOW, one).blend(ATAN_3_HALVES_LOW, more)
                .blend(HALF_PI_LOW, far);
        DoubleVector top = a.sub(c).blend(-1.0, far);
        DoubleVector bottom = c.fma(a, broadcast(SPECIES, 1.0)).blend(a, far);
        DoubleVector y = arc(top.div(bottom), high, low);
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    /** high + low + atan(t) for |t| <= 0.4375. */
    private static DoubleVector arc(DoubleVector t, DoubleVector high, DoubleVector low) {
        DoubleVector z = t.mul(t);
        return high.add(atanPolynomial(z).mul(z).fma(t, low).add(t));
    }

    static DoubleVector atan2(DoubleVector y, DoubleVector x) {
        return atan2FromOctant(y, x, octant(y, x));
    }

    /** The angle of (|x|, |y|) from the nearer axis. */
    private static DoubleVector octant(DoubleVector y, DoubleVector x) {
        DoubleVector a = y.abs(), b = x.abs();
        VectorMask<Double> steep = a.compare(GT, b);
        // equal infinities are a diagonal
        VectorMask<Double> endless = a.compare(EQ, Double.POSITIVE_INFINITY).and(b.compare(EQ, Double.POSITIVE_INFINITY));
        DoubleVector top = a.blend(b, steep).blend(1.0, endless), bottom = b.blend(a, steep).blend(1.0, endless);
        // to where sums neither overflow nor lose bits; a point at 0 lies on the axis
        VectorMask<Double> small = bottom.compare(LT, 0x1p-700), large = bottom.compare(GT, 0x1p1000);
        DoubleVector scale = broadcast(SPECIES, 1.0).blend(0x1p200, small).blend(0x1p-4, large);
        return angle(top.mul(scale), bottom.mul(scale).blend(1.0, bottom.compare(EQ, 0.0)));
    }

    private static DoubleVector atan2FromOctant(DoubleVector y, DoubleVector x, DoubleVector angle) {
        VectorMask<Double> steep = y.abs().compare(GT, x.abs()), behind = x.reinterpretAsLongs().compare(LT, 0L).cast(SPECIES);
        VectorMask<Double> whole = behind.andNot(steep);
        DoubleVector start = broadcast(SPECIES, 0.0).blend(HALF_PI, steep).blend(2 * HALF_PI, whole);
        DoubleVector startLow = broadcast(SPECIES, 0.0).blend(HALF_PI_LOW, steep).blend(2 * HALF_PI_LOW, whole);
        DoubleVector turned = angle.blend(angle.neg(), steep);
        turned = turned.blend(turned.neg(), behind);
        DoubleVector sum = start.add(turned), lost = start.sub(sum).add(turned);
        DoubleVector r = sum.add(lost.add(startLow)).blend(angle, start.compare(EQ, 0.0));
        return r.reinterpretAsLongs().or(y.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    /** atan(top / bottom) for 0 <= top <= bottom. */
    private static DoubleVector angle(DoubleVector top, DoubleVector bottom) {
        VectorMask<Double> half = top.compare(GT, bottom.mul(0.4375)), one = top.compare(GT, bottom.mul(0.6875));
        DoubleVector c = broadcast(SPECIES, 0.0).blend(0.5, half).blend(1.0, one);
        DoubleVector high = broadcast(SPECIES, 0.0).blend(ATAN_HALF, half).blend(ATAN_1, one);
        DoubleVector low = broadcast(SPECIES, 0.0).blend(ATAN_HALF_LOW, half).blend(ATAN_1_LOW, one);
        // an infinite bottom times 0 would be NaN
        DoubleVector divided = top.blend(c.neg().fma(bottom, top), half);
        return arc(divided.div(c.fma(top, bottom)), high, low);
    }

    private static DoubleVector asinPolynomial(DoubleVector z) {
        DoubleVector p = z.fma(broadcast(SPECIES, 0.032628624889169275), broadcast(SPECIES, -0.020999066407936116));
        p = p.fma(z, broadcast(SPECIES, 0.021707451830819242));
        p = p.fma(z, broadcast(SPECIES, 0.0037064056081577597));
        p = p.fma(z, broadcast(SPECIES, 0.010780254102315881));
        p = p.fma(z, broadcast(SPECIES, 0.011398911850250154));
        p = p.fma(z, broadcast(SPECIES, 0.013980820619363793));
        p = p.fma(z, broadcast(SPECIES, 0.017351612004729188));
        p = p.fma(z, broadcast(SPECIES, 0.02237221498833325));
        p = p.fma(z, broadcast(SPECIES, 0.030381942707751918));
        p = p.fma(z, broadcast(SPECIES, 0.0446428571746127));
        p = p.fma(z, broadcast(SPECIES, 0.07499999999970798));
        p = p.fma(z, broadcast(SPECIES, 0.1666666666666676));
        return p;
    }

    private static DoubleVector atanPolynomial(DoubleVector z) {
        DoubleVector p = z.fma(broadcast(SPECIES, -0.016265627084317277), broadcast(SPECIES, 0.03651038316436238));
        p = p.fma(z, broadcast(SPECIES, -0.049759184873698355));
        p = p.fma(z, broadcast(SPECIES, 0.05833324836636562));
        p = p.fma(z, broadcast(SPECIES, -0.06661034251351822));
        p = p.fma(z, broadcast(SPECIES, 0.07691872253113446));
        p = p.fma(z, broadcast(SPECIES, -0.09090886876334016));
        p = p.fma(z, broadcast(SPECIES, 0.11111110395092606));
        p = p.fma(z, broadcast(SPECIES, -0.1428571427226214));
        p = p.fma(z, broadcast(SPECIES, 0.1999999999987368));
        p = p.fma(z, broadcast(SPECIES, -0.3333333333333292));
        return p;
    }
}
