package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** 0, 1, ... length - 1. */
record Iota(int length, DType type) implements Primitive {
    @Override
    public String title() { return "arange"; }

    @Override
    public Shape shape(Array[] in) { return Shape.of(length); }

    @Override
    public DType dtype(Array[] in) { return type; }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return null; }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Batching.front(Array.apply(this), false, size); }

    @Override
    public Lowered lower() { return new Lowered.Iota(); }
}
