package dev.jacobi.engine.cpu.math;

import java.util.function.DoubleBinaryOperator;

/** The elementary functions of two variables, each with its scalar reference. */
public enum BinaryMathFunction {
    /** x to the power y, with the special cases of C99. */
    POW(ScalarMath::pow),
    /** The angle of the point (x, y), from -pi to pi. */
    ATAN2(Math::atan2),
    /** x modulo y with the sign of y, as in Python and NumPy. */
    REMAINDER(ScalarMath::remainder),
    /** log(e^a + e^b). */
    LOGADDEXP(ScalarMath::logaddexp);

    private final DoubleBinaryOperator scalar;

    BinaryMathFunction(DoubleBinaryOperator scalar) {
        this.scalar = scalar;
    }

    /** The function of two numbers, by {@link Math} or {@link ScalarMath}. */
    public double of(double a, double b) {
        return scalar.applyAsDouble(a, b);
    }
}
