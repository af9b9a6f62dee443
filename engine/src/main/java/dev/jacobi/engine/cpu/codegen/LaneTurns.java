package dev.jacobi.engine.cpu.codegen;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * How floats of a vector are turned so that lanes half, a quarter and so on of its length apart come to lie over each other. The Vector API's own sum of all
 * lanes adds in one order when it is interpreted and in another when it is compiled.
 */
final class LaneTurns {
    static final VectorShuffle<Float> OF_16_BY_8 = by(FloatVector.SPECIES_512, 8), OF_16_BY_4 = by(FloatVector.SPECIES_512, 4),
            OF_16_BY_2 = by(FloatVector.SPECIES_512, 2), OF_16_BY_1 = by(FloatVector.SPECIES_512, 1),
            OF_8_BY_4 = by(FloatVector.SPECIES_256, 4),
            OF_8_BY_2 = by(FloatVector.SPECIES_256, 2), OF_8_BY_1 = by(FloatVector.SPECIES_256, 1),
            OF_4_BY_2 = by(FloatVector.SPECIES_128, 2),
            OF_4_BY_1 = by(FloatVector.SPECIES_128, 1), OF_2_BY_1 = by(FloatVector.SPECIES_64, 1);

    private static VectorShuffle<Float> by(VectorSpecies<Float> species, int lanes) { return VectorShuffle.iota(species, lanes, 1, true); }

    /** The name of the field with one of these: a constant has to be a field of its own. */
    static String field(int lanes, int by) {
        return "OF_" + lanes + "_BY_" + by;
    }

    private LaneTurns() {}
}
