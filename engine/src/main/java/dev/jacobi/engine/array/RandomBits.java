package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.RandomForm;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/**
 * Random numbers for each key (the operand's last axis of two words) by Threefry-2x32 with 20 rounds (Salmon et al. 2011) on the counters
 * 0, 1, ... in row-major order of {@code sizes}. {@code form} says what becomes of the two words of a block.
 */
record RandomBits(Shape sizes, RandomForm form) implements Primitive {
    @Override
    public String title() { return "random_bits"; }

    @Override
    public Shape shape(Array[] in) {
        Shape s = in[0].shape().without(in[0].ndim() - 1).concat(sizes);
        return form == RandomForm.KEY ? s.insert(s.rank(), 2) : s;
    }

    @Override
    public DType dtype(Array[] in) { return form == RandomForm.UNIT || form == RandomForm.NORMAL ? DType.FLOAT32 : DType.UINT32; }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return null; }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(this, in[0]); }

    @Override
    public Lowered lower() { return new Lowered.RandomBits(sizes, form); }
}
