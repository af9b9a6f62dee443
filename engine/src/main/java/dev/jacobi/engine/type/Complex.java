package dev.jacobi.engine.type;

/** A complex number as complex64 holds it: one element of {@code mx.array(new Complex(1, 2))}. */
public record Complex(float re, float im) {
    /** Python's text: {@code 1.0+2.0j}. */
    @Override
    public String toString() {
        return re + (Float.floatToRawIntBits(im) < 0 ? "-" : "+") + Math.abs(im) + "j";
    }
}
