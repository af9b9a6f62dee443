package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered.Combine;
import dev.jacobi.engine.type.IndexException;
import java.util.function.BinaryOperator;

/** Some elements of an array, to be changed in a copy: {@code x.at(slice(1, 3)).add(v)}. The value is broadcast to their shape. */
public final class Update {
    private final Array x;
    private final Indexing where;

    Update(Array x, Indexing where) {
        this.x = x;
        this.where = where;
    }

    /** {@code x} with them replaced; of several values for one element the last stays. */
    public Array set(Array value) {
        return where.update(x, value, Combine.SET);
    }

    /** {@code x} with them replaced by one number. */
    public Array set(Number value) { return set(x.literal(value)); }

    /** {@code x} with {@code value} added to them, as often as an element is named. */
    public Array add(Array value) {
        return where.update(x, value, Combine.ADD);
    }

    /** {@code x} with a number added to them. */
    public Array add(Number value) { return add(x.literal(value)); }

    /** {@code x} with {@code value} taken off them, as often as an element is named. */
    public Array subtract(Array value) {
        return add(Ops.negative(value));
    }

    /** {@code x} with them multiplied. */
    public Array multiply(Array value) { return combined("multiply", value, Ops::multiply); }

    /** {@code x} with them divided. */
    public Array divide(Array value) { return combined("divide", value, Ops::divide); }

    /** {@code x} with the larger one of each of them and {@code value}. */
    public Array maximum(Array value) {
        return combined("maximum", value, Ops::maximum);
    }

    /** {@code x} with the smaller one of each of them and {@code value}. */
    public Array minimum(Array value) {
        return combined("minimum", value, Ops::minimum);
    }

    private Array combined(String op, Array value, BinaryOperator<Array> f) {
        if (where.hasArrays()) {
            throw new IndexException("at." + op, "an index array may name an element twice, and then only set and add have a meaning here");
        }
        return set(f.apply(where.get(x), value));
    }
}
