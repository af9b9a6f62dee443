package dev.jacobi.engine.ir;

import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** The elements of an evaluated array. Shape and dtype are the array's. */
public sealed interface Data {

    /**
     * One element by value: scalars need no memory of their own. An axis of one element, or a broadcast scalar, is a scalar too.
     *
     * @param bits the value as {@link Scalars} codes it
     */
    record Scalar(long bits) implements Data {}

    /**
     * Elements in a buffer: element {@code (i, j, ...)} is at {@code offset + i * strides[0] + j * strides[1] + ...}, counted in elements. Many
     * arrays can look into one buffer; nobody writes to it after the first array has been handed out.
     */
    record Strided(Buffer buffer, long offset, Ints strides) implements Data {
        /** All of {@code buffer} in row-major order. */
        public static Strided rowMajor(Buffer buffer, Shape shape) {
            return new Strided(buffer, 0, Strides.rowMajor(shape));
        }

        /** Whether the elements of an array of {@code shape} lie in row-major order without gaps. */
        public boolean isRowMajor(Shape shape) {
            return Strides.isRowMajor(shape, strides);
        }

        /** The buffer's bytes from the first element on. */
        public long byteOffset(DType dtype) { return offset * dtype.bytes(); }
    }
}
