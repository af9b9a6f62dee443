package dev.jacobi.engine.cpu.codegen;

import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.type.DType;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Optional;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.Vector;

/** A type of vector lanes. */
enum LaneKind {
    FLOAT(FloatVector.class, ConstantDescs.CD_float, 4), DOUBLE(DoubleVector.class, ConstantDescs.CD_double, 8),
    INT(IntVector.class, ConstantDescs.CD_int, 4), LONG(LongVector.class, ConstantDescs.CD_long, 8);

    /** The vector class. */
    final ClassDesc vector;
    /** A lane's primitive type. */
    final ClassDesc element;
    /** Bytes a lane. */
    final int bytes;

    LaneKind(Class<? extends Vector<?>> vector, ClassDesc element, int bytes) {
        this.vector = vector.describeConstable().orElseThrow();
        this.element = element;
        this.bytes = bytes;
    }

    /** The lanes in which a dtype is computed; a bool has none of its own, and half types and small integers are left to other loops. */
    static Optional<LaneKind> of(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> Optional.of(FLOAT);
            case FLOAT64 -> Optional.of(DOUBLE);
            case INT32, UINT32 -> Optional.of(INT);
            case INT64, UINT64 -> Optional.of(LONG);
            default -> Optional.empty();
        };
    }

    boolean isFloating() { return this == FLOAT || this == DOUBLE; }

    /** The math package's class for these lanes. */
    ClassDesc math() {
        return ClassDesc.of("dev.jacobi.engine.cpu.math", this == FLOAT ? "FloatMath" : "DoubleMath");
    }

    /** How many lanes a vector has. */
    int lanes() { return VectorWidth.SHAPE.vectorBitSize() / 8 / bytes; }

    /** The stack type of an element. */
    TypeKind stack() { return TypeKind.from(element); }
}
