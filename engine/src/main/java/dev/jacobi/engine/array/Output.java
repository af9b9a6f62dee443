package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** One result of a {@link Bundle}, which is its operand. */
public record Output(int index, Shape size, DType type) implements Primitive {
    @Override
    public String title() { return "output"; }

    @Override
    public Shape shape(Array[] in) { return size; }

    @Override
    public DType dtype(Array[] in) { return type; }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { throw new AssertionError("walks take it from the bundle's jvpAll"); }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { throw new AssertionError("walks take it from the bundle's vmapAll"); }

    @Override
    public Lowered lower() { return new Lowered.Alias(); }
}
