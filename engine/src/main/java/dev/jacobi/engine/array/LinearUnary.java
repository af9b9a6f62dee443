package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Locale;

/** Linear in its one operand and its own transpose. */
public enum LinearUnary implements Linear {
    /** Marks where a transform's tracing begins. */
    IDENTITY(new Lowered.Alias()), NEGATIVE(Op.NEGATIVE.map());

    private final Lowered lowered;

    LinearUnary(Lowered lowered) { this.lowered = lowered; }

    @Override
    public String title() { return name().toLowerCase(Locale.ROOT); }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return again(tangents[0]); }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) { return again(cotangent); }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return again(in[0]); }

    private Array again(Array x) { return this == IDENTITY ? x : Array.apply(this, x); }

    @Override
    public Lowered lower() { return lowered; }
}
