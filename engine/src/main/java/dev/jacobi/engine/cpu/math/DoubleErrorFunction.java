package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;

/** The error function and its inverse. */
final class DoubleErrorFunction {
    private static final long SIGN = Long.MIN_VALUE;

    private DoubleErrorFunction() {
    }

    static DoubleVector erf(DoubleVector x) {
        return erfFromPower(x, DoubleExponentials.exp(erfExponent(x)));
    }

    /** |x| held to 6, past which the complement is below half an ulp of 1. */
    private static DoubleVector limited(DoubleVector x) {
        DoubleVector a = x.abs();
        return a.blend(6.0, a.compare(GT, 6.0));
    }

    private static DoubleVector erfExponent(DoubleVector x) {
        DoubleVector a = limited(x);
        return a.mul(a).neg();
    }

    /** erf(x) from e to the power {@link #erfExponent}. */
    private static DoubleVector erfFromPower(DoubleVector x, DoubleVector power) {
        DoubleVector a = x.abs();
        DoubleVector y = erfFar(limited(x), power).blend(erfNear(a), a.compare(LT, 1.0));
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    private static DoubleVector erfNear(DoubleVector a) {
        DoubleVector z = a.mul(a);
        DoubleVector p = z.fma(broadcast(SPECIES, 5.945266103498848e-11), broadcast(SPECIES, -1.1365668556974536e-09));
        p = p.fma(z, broadcast(SPECIES, 1.4657880521173896e-08));
        p = p.fma(z, broadcast(SPECIES, -1.635002532509468e-07));
        p = p.fma(z, broadcast(SPECIES, 1.6460972826867244e-06));
        p = p.fma(z, broadcast(SPECIES, -1.4925593507517062e-05));
        p = p.fma(z, broadcast(SPECIES, 0.00012055331036926301));
        p = p.fma(z, broadcast(SPECIES, -0.0008548326978742952));
        p = p.fma(z, broadcast(SPECIES, 0.00522397762478088));
        p = p.fma(z, broadcast(SPECIES, -0.026866170645072896));
        p = p.fma(z, broadcast(SPECIES, 0.11283791670954857));
        p = p.fma(z, broadcast(SPECIES, -0.3761263890318375));
        // the leading coefficient in two parts, so that the result is rounded but once
        p = p.fma(z, broadcast(SPECIES, 1.5189108708746652e-17));
        return a.fma(broadcast(SPECIES, 1.1283791670955126), a.mul(p));
    }

    private static DoubleVector erfFar(DoubleVector a, DoubleVector power) {
        DoubleVector t = a.sub(2.5).div(a.add(2.5));
        DoubleVector p = t.fma(broadcast(SPECIES, 1.511997976797978e-06), broadcast(SPECIES, 1.1279176693866103e-05));
        p = p.fma(t, broadcast(SPECIES, 2.069512282580176e-05));
        p = p.fma(t, broadcast(SPECIES, -3.3505980015827115e-05));
        p = p.fma(t, broadcast(SPECIES, -0.00012877008154524907));
        p = p.fma(t, broadcast(SPECIES, 0.0002283767507268381));
        p = p.fma(t, broadcast(SPECIES, 0.0008759106386199398));
        p = p.fma(t, broadcast(SPECIES, -0.0026423667403567158));
        p = p.fma(t, broadcast(SPECIES, -0.003993701189660822));
        p = p.fma(t, broadcast(SPECIES, 0.03992253908203));
        p = p.fma(t, broadcast(SPECIES, -0.125033052378154));
        p = p.fma(t, broadcast(SPECIES, 0.25171319321746016));
        p = p.fma(t, broadcast(SPECIES, -0.3717367339489743));
        p = p.fma(t, broadcast(SPECIES, 0.21080636406114356));
        return p.neg().fma(power, broadcast(SPECIES, 1.0));
    }

    static DoubleVector erfinv(DoubleVector x) {
        DoubleVector log = erfinvLog(x);
        return erfinvJoined(x, log, erfinvTail(x, log), erfinvFar(x, log));
    }

    /** 1 - x^2 with one rounding, which keeps the bits that matter near |x| = 1. */
    private static DoubleVector erfinvArgument(DoubleVector x) {
        return x.neg().fma(x, broadcast(SPECIES, 1.0));
    }

    private static DoubleVector erfinvLog(DoubleVector x) {
        return DoubleLogarithms.log(erfinvArgument(x));
    }

    private static DoubleVector erfinvJoined(DoubleVector x, DoubleVector log, DoubleVector tail, DoubleVector far) {
        DoubleVector y = erfinvCentral(x, log).blend(tail, log.compare(LT, -5.0)).blend(far, log.compare(LT, -11.9));
        // the logarithm is infinite at |x| = 1, where the polynomial has no value
        y = y.blend(x.mul(Double.POSITIVE_INFINITY), log.compare(LT, -40.0));
        return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
    }

    /** erfinv(x) for 1 - x^2 >= e^-5. */
    private static DoubleVector erfinvCentral(DoubleVector x, DoubleVector log) {
        DoubleVector v = broadcast(SPECIES, -1.0).sub(log);
        DoubleVector p = v.fma(broadcast(SPECIES, 2.0324098429189548e-19), broadcast(SPECIES, -3.864291475352144e-18));
        p = p.fma(v, broadcast(SPECIES, -8.033809147335722e-18));
        p = p.fma(v, broadcast(SPECIES, 8.672629363971462e-16));
        p = p.fma(v, broadcast(SPECIES, -9.70279882927517e-15));
        p = p.fma(v, broadcast(SPECIES, 3.533969440252358e-14));
        p = p.fma(v, broadcast(SPECIES, 1.4318419405346043e-13));
        p = p.fma(v, broadcast(SPECIES, -1.3815680039402468e-12));
        p = p.fma(v, broadcast(SPECIES, -3.673363610606871e-12));
        p = p.fma(v, broadcast(SPECIES, 6.755425345819107e-11));
        p = p.fma(v, broadcast(SPECIES, 1.6531660713056286e-11));
        p = p.fma(v, broadcast(SPECIES, -3.024086929575744e-09));
        p = p.fma(v, broadcast(SPECIES, 6.04012836825493e-09));
        p = p.fma(v, broadcast(SPECIES, 1.223170749740657e-07));
        p = p.fma(v, broadcast(SPECIES, -5.652251948713533e-07));
        p = p.fma(v, broadcast(SPECIES, -4.275585687707743e-06));
        p = p.fma(v, broadcast(SPECIES, 3.820187246985911e-05));
        p = p.fma(v, broadcast(SPECIES, 0.00010012177622624455));
        p = p.fma(v, broadcast(SPECIES, -0.00237636995557566));
        p = p.fma(v, broadcast(SPECIES, 0.0042507092448250796));
        p = p.fma(v, broadcast(SPECIES, 0.24783287028621076));
        p = p.fma(v, broadcast(SPECIES, -5.2435853931681355e-17));
        return x.fma(broadcast(SPECIES, 1.1273743936892278), x.mul(p));
    }

    /** The same for e^-5 > 1 - x^2 >= e^-11.9. */
    private static DoubleVector erfinvTail(DoubleVector x, DoubleVector log) {
        DoubleVector v = log.neg().sqrt().sub(2.8);
        DoubleVector p = v.fma(broadcast(SPECIES, 8.137587908667161e-08), broadcast(SPECIES, 7.668795601555481e-08));
        p = p.fma(v, broadcast(SPECIES, -8.9721874297905e-07));
        p = p.fma(v, broadcast(SPECIES, 1.1405746953158604e-06));
        p = p.fma(v, broadcast(SPECIES, 2.1453997652936266e-06));
        p = p.fma(v, broadcast(SPECIES, -9.316400739730583e-06));
        p = p.fma(v, broadcast(SPECIES, 9.12060580107907e-06));
        p = p.fma(v, broadcast(SPECIES, 2.263153529151233e-05));
        p = p.fma(v, broadcast(SPECIES, -8.414010224235079e-05));
        p = p.fma(v, broadcast(SPECIES, 7.051788021349098e-05));
        p = p.fma(v, broadcast(SPECIES, 0.00020449196904904422));
        p = p.fma(v, broadcast(SPECIES, -0.0006871705229051112));
        p = p.fma(v, broadcast(SPECIES, 0.0006264666023014961));
        p = p.fma(v, broadcast(SPECIES, 0.0012261684721245867));
        p = p.fma(v, broadcast(SPECIES, -0.005293250689159872));
        p = p.fma(v, broadcast(SPECIES, 0.010135415876136113));
        p = p.fma(v, broadcast(SPECIES, -0.013854967859665522));
        p = p.fma(v, broadcast(SPECIES, 0.015716956334893246));
        p = p.fma(v, broadcast(SPECIES, 0.9967665334821193));
        p = p.fma(v, broadcast(SPECIES, -1.5760907077552684e-16));
        return x.fma(broadcast(SPECIES, 2.6330910458514527), x.mul(p));
    }

    /** The same for smaller 1 - x^2, down to 2^-53. */
    private static DoubleVector erfinvFar(DoubleVector x, DoubleVector log) {
        DoubleVector v = log.neg().sqrt().sub(4.75);
        DoubleVector p = v.fma(broadcast(SPECIES, -1.845368969471096e-12), broadcast(SPECIES, 5.787134199824425e-12));
        p = p.fma(v, broadcast(SPECIES, 1.0168316830526296e-11));
        p = p.fma(v, broadcast(SPECIES, -7.638395208911164e-11));
        p = p.fma(v, broadcast(SPECIES, 1.7372932447719243e-10));
        p = p.fma(v, broadcast(SPECIES, -2.215387449156707e-10));
        p = p.fma(v, broadcast(SPECIES, -2.0474033629206894e-10));
        p = p.fma(v, broadcast(SPECIES, 2.7333863036415053e-09));
        p = p.fma(v, broadcast(SPECIES, -1.0876995256471029e-08));
        p = p.fma(v, broadcast(SPECIES, 2.9846341739328765e-08));
        p = p.fma(v, broadcast(SPECIES, -6.564356050053296e-08));
        p = p.fma(v, broadcast(SPECIES, 1.2524940631928584e-07));
        p = p.fma(v, broadcast(SPECIES, -2.322439688479948e-07));
        p = p.fma(v, broadcast(SPECIES, 5.226305445602187e-07));
        p = p.fma(v, broadcast(SPECIES, -1.6850382755621925e-06));
        p = p.fma(v, broadcast(SPECIES, 6.786247485503176e-06));
        p = p.fma(v, broadcast(SPECIES, -2.8017191415120018e-05));
        p = p.fma(v, broadcast(SPECIES, 0.00010545653794980688));
        p = p.fma(v, broadcast(SPECIES, -0.00030489083211505426));
        p = p.fma(v, broadcast(SPECIES, 5.441407861400228e-05));
        p = p.fma(v, broadcast(SPECIES, 1.01032434392248));
        p = p.fma(v, broadcast(SPECIES, -4.072658321613749e-16));
        return x.fma(broadcast(SPECIES, 4.597326292327094), x.mul(p));
    }
}
