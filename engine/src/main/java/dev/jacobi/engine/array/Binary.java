package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Locale;
import java.util.Optional;

/** z = f(x, y) at each element, on equal shapes and dtypes, and not linear: the derivatives along tangents of x and of y. */
public enum Binary implements Primitive {
    DIVIDE(Op.DIVIDE, new Slopes() {
        @Override
        public Array first(Array x, Array y, Array z) { return reciprocal(y); }

        @Override
        public Array second(Array x, Array y, Array z) { return negative(divide(z, y)); }
    }), REMAINDER(Op.REMAINDER, new Slopes() {
        @Override
        public Array first(Array x, Array y, Array z) { return onesLike(x); }

        @Override
        public Array second(Array x, Array y, Array z) { return negative(floorDivide(x, y)); }
    }), POWER(Op.POWER, new Slopes() {
        @Override
        public Array first(Array x, Array y, Array z) { return scale(y, power(x, y.subtract(1))); }

        @Override
        public Array second(Array x, Array y, Array z) { return scale(z, log(x)); }
    }), MAXIMUM(Op.MAXIMUM, new Slopes() {
        @Override
        public Array first(Array x, Array y, Array z) { return share(x, y); }

        @Override
        public Array second(Array x, Array y, Array z) { return share(y, x); }
    }), MINIMUM(Op.MINIMUM, new Slopes() {
        @Override
        public Array first(Array x, Array y, Array z) { return share(y, x); }

        @Override
        public Array second(Array x, Array y, Array z) { return share(x, y); }
    }), ARCTAN2(Op.ATAN2, new Slopes() {
        @Override
        public Array first(Array x, Array y, Array z) { return divide(y, add(square(x), square(y))); }

        @Override
        public Array second(Array x, Array y, Array z) { return negative(divide(x, add(square(x), square(y)))); }
    }), LOGADDEXP(Op.LOGADDEXP, new Slopes() {
        @Override
        public Array first(Array x, Array y, Array z) { return sigmoid(subtract(x, y)); }

        @Override
        public Array second(Array x, Array y, Array z) { return sigmoid(subtract(y, x)); }
    }),

    FLOOR_DIVIDE(Op.FLOOR_DIVIDE), BITWISE_AND(Op.AND), BITWISE_OR(Op.OR), BITWISE_XOR(Op.XOR), LEFT_SHIFT(Op.SHIFT_LEFT),

    RIGHT_SHIFT(Op.SHIFT_RIGHT), EQUAL(Op.EQUAL), NOT_EQUAL(Op.NOT_EQUAL), LESS(Op.LESS), LESS_EQUAL(Op.LESS_EQUAL), GREATER(Op.GREATER),

    GREATER_EQUAL(Op.GREATER_EQUAL);

    /** dz/dx and dz/dy. */
    interface Slopes {
        Array first(Array x, Array y, Array z);

        Array second(Array x, Array y, Array z);
    }

    private final Op op;
    private final Optional<Slopes> slopes;

    Binary(Op op, Slopes slopes) {
        this.op = op;
        this.slopes = Optional.ofNullable(slopes);
    }

    /** One whose derivative is zero wherever there is one. */
    Binary(Op op) { this(op, null); }

    /** 1 where x is larger than y, 1/2 where they are equal, 0 elsewhere: a tie is shared. */
    private static Array share(Array x, Array y) {
        return where(greater(x, y), onesLike(x), where(equal(x, y), onesLike(x).multiply(0.5), zerosLike(x)));
    }

    /** Whether its derivatives are zero wherever there are any. */
    public boolean isFlat() { return slopes.isEmpty(); }

    @Override
    public String title() { return name().toLowerCase(Locale.ROOT); }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) {
        if (!op.onComplex()) refuseComplex(title(), in[0].dtype());
        return op.isPredicate() ? DType.BOOL : in[0].dtype();
    }

    @Override
    public Array jvp(Array[] in, Array[] t, Array out) {
        if (slopes.isEmpty()) return null;
        Array left = t[0] == null ? null : scale(t[0], slopes.get().first(in[0], in[1], out));
        Array right = t[1] == null ? null : scale(t[1], slopes.get().second(in[0], in[1], out));
        return left == null ? right : right == null ? left : add(left, right);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(this, Batching.fronts(in, batched, size)); }

    @Override
    public Lowered lower() { return op.map(); }
}
