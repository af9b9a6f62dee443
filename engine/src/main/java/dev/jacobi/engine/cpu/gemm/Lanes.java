package dev.jacobi.engine.cpu.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** What the kernels compute with: an element type in vectors of so many bits. */
record Lanes(boolean isDouble, int bits) {

    /** The system property that narrows the vectors to 128 or 256 bits (or asks for 512); without it, the widest the processor has. */
    static final String BITS_PROPERTY = "jacobi.vector.bits";

    Lanes {
        if (bits != 128 && bits != 256 && bits != 512) {
            throw new IllegalArgumentException("[gemm] vectors of " + bits + " bits asked for; there are 128, 256 and 512");
        }
    }

    static int configuredBits() {
        String text = System.getProperty(BITS_PROPERTY, "").strip();
        return switch (text) {
            case "" -> Math.clamp(VectorShape.preferredShape().vectorBitSize(), 128, 512);
            case "128", "256", "512" -> Integer.parseInt(text);
            default ->
                throw new IllegalArgumentException("[gemm] " + BITS_PROPERTY + "=" + text + " is not a vector width; use 128, 256 or 512");
        };
    }

    int elementBytes() {
        return isDouble ? Double.BYTES : Float.BYTES;
    }

    int count() {
        return bits / 8 / elementBytes();
    }

    VectorSpecies<?> species() {
        VectorShape shape = VectorShape.forBitSize(bits);
        return isDouble ? VectorSpecies.of(double.class, shape) : VectorSpecies.of(float.class, shape);
    }

    Class<?> vectorClass() {
        return isDouble ? DoubleVector.class : FloatVector.class;
    }

    /** Vector registers of the machine at this width: AVX-512 and NEON have 32, SSE and AVX2 16. */
    int registers() {
        return bits == 512 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;
    }
}
