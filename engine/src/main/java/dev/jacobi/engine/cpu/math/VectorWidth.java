package dev.jacobi.engine.cpu.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The one vector width of this process: what the machine prefers, or less if the system property
 * {@value #PROPERTY} says so (128, 256 or 512), which is how the narrow code paths are tested on a wide machine.
 */
public final class VectorWidth {
    public static final String PROPERTY = "jacobi.vector.bits";
    public static final VectorShape SHAPE = chosen(System.getProperty(PROPERTY), FloatVector.SPECIES_PREFERRED.vectorShape());
    public static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
    public static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);
    public static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
    public static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SHAPE);

    /**
     * Whether C2 compiles masks of vectors of doubles and longs. Not of two lanes on x86, where it has no two booleans: what such masks choose is boxed, and takes
     * 20 times as long as code for single numbers.
     */
    public static final boolean HAS_MASKS_OF_DOUBLES = DOUBLES.length() > 2 || !isX86();

    private VectorWidth() {
    }

    private static boolean isX86() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") || name.equals("x86_64");
    }

    static VectorShape chosen(String bits, VectorShape preferred) {
        if (bits == null) {
            return preferred;
        }
        VectorShape asked = switch (bits.strip()) {
            case "128" -> VectorShape.S_128_BIT;
            case "256" -> VectorShape.S_256_BIT;
            case "512" -> VectorShape.S_512_BIT;
            default -> throw new IllegalArgumentException("[vector width] system property " + PROPERTY + " is '" + bits
                    + "', but must be 128, 256 or 512; leave it out for this machine's own width of " + preferred.vectorBitSize());
        };
        // wider than the machine works, but every operation would be emulated
        return asked.vectorBitSize() <= preferred.vectorBitSize() ? asked : preferred;
    }
}
