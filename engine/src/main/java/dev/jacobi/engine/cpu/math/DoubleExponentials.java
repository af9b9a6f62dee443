package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LOG1P;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/** What {@link jdk.incubator.vector.VectorOperators} lacks of the exponential's family. */
final class DoubleExponentials {
    private static final long SIGN = Long.MIN_VALUE;
    /** Rounds to an integer n and leaves n and two exponent biases in the low bits. */
    private static final double ROUNDER = 0x1.8p52 + 2046;

    private DoubleExponentials() {
    }

    static DoubleVector exp2(DoubleVector x) {
        DoubleVector c = x.blend(-1076.0, x.compare(LT, -1076.0));
        c = c.blend(1025.0, c.compare(GT, 1025.0));
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
        // in two factors, so that denormal results and the last binade come out right
        LongVector both = t.reinterpretAsLongs();
        LongVector half = both.lanewise(ASHR, 1);
        LongVector rest = both.sub(half);
        return p.mul(half.lanewise(LSHL, 52).reinterpretAsDoubles()).mul(rest.lanewise(LSHL, 52).reinterpretAsDoubles());
    }

    static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector e = x.reinterpretAsLongs().or(SIGN).reinterpretAsDoubles().lanewise(EXP);
        DoubleVector top = broadcast(SPECIES, 1.0).blend(e, x.compare(LT, 0.0));
        return top.div(e.add(1.0));
    }

    static DoubleVector logaddexp(DoubleVector a, DoubleVector b) {
        DoubleVector difference = a.sub(b);
        DoubleVector top = a.blend(b, difference.compare(LT, 0.0));
        // equal infinities have no difference: their sum is themselves
        DoubleVector gap = difference.blend(0.0, a.compare(EQ, b)).reinterpretAsLongs().or(SIGN).reinterpretAsDoubles();
        return gap.lanewise(EXP).lanewise(LOG1P).add(top);
    }
}
