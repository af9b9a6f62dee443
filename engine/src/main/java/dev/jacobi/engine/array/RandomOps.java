package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered.RandomForm;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Random numbers. With a key (two uint32 words) a function is pure: the same key gives the same numbers, and {@link #split} makes new keys. Without a key it
 * takes the next key of the generator that {@link #seed} sets, which vmap and compile refuse: every row would be the same.
 */
public abstract class RandomOps {
    private static final String HINT = "give it a key, and map or pass the keys that mx.random.split(key, n) gives";
    private static final AtomicLong STATE = new AtomicLong(System.nanoTime());
    private static final AtomicLong DRAWS = new AtomicLong();

    /** For {@code mx.random}, which only inherits. */
    protected RandomOps() {}

    /** Sets the generator that is used where no key is given. */
    public static void seed(long seed) {
        Trace.requireNoPlaceholders("random.seed", "seed before the call");
        STATE.set(seed);
        DRAWS.set(0);
    }

    /** The key of a seed. */
    public static Array key(long seed) {
        Array high = word(seed >>> 32), low = word(seed & 0xffffffffL);
        return Ops.stack(java.util.List.of(high, low), 0);
    }

    private static Array word(long bits) { return Array.of(new Data.Scalar(Scalars.wrap(DType.UINT32, bits)), Shape.SCALAR, DType.UINT32); }

    /** {@code count} new keys: shape (count, 2). */
    public static Array split(Array key, int count) {
        return Array.apply(new RandomBits(Shape.of(count), RandomForm.KEY), requireKey("random.split", key));
    }

    /** The next key of the generator. */
    private static Array next(String op) {
        Trace.requireNoPlaceholders(op, HINT);
        return foldIn(key(STATE.get()), DRAWS.getAndIncrement());
    }

    /** A new key from a key and a number. */
    public static Array foldIn(Array key, long number) {
        Array mixed = Ops.bitwiseXor(split(key, 1).get(0), key(number));
        return split(mixed, 1).get(0);
    }

    private static Array requireKey(String op, Array key) {
        if (key.dtype() != DType.UINT32 || key.ndim() == 0 || key.dim(-1) != 2) {
            throw new ShapeException(op,
                    "a key is uint32 of shape (2,), and this is " + key.dtype() + " " + key.shape() + ": make one by mx.random.key(seed)");
        }
        return key;
    }

    /** Random uint32 words of all values, for each key. */
    public static Array bits(Array key, int... shape) {
        return Array.apply(new RandomBits(Shape.of(shape), RandomForm.WORD), requireKey("random.bits", key));
    }

    /** Evenly distributed in [0, 1), float32, by the generator. */
    public static Array uniform(int... shape) {
        return uniform(next("random.uniform"), 0, 1, shape);
    }

    /** Evenly distributed in [low, high), float32: 23 random bits each, as JAX draws them. */
    public static Array uniform(Array key, double low, double high, int... shape) {
        if (!(low <= high)) throw new MxException("random.uniform", "the lower bound " + low + " is above the upper bound " + high);
        Array unit = Array.apply(new RandomBits(Shape.of(shape), RandomForm.UNIT), requireKey("random.uniform", key));
        return low == 0 && high == 1 ? unit
                : Ops.maximum(unit.multiply((float) ((float) high - (float) low)).add(low), Ops.scalar(low, DType.FLOAT32));
    }

    /** Normally distributed with mean 0 and variance 1, float32, by the generator. */
    public static Array normal(int... shape) {
        return normal(next("random.normal"), shape);
    }

    /** Normally distributed with mean 0 and variance 1, float32: the inverse distribution function of a uniform number. */
    public static Array normal(Array key, int... shape) {
        return Array.apply(new RandomBits(Shape.of(shape), RandomForm.NORMAL), requireKey("random.normal", key));
    }

    /** True with probability {@code p} (bool). */
    public static Array bernoulli(Array key, double p, int... shape) {
        return Ops.less(uniform(key, 0, 1, shape), Ops.scalar(p, DType.FLOAT32));
    }

    /** Evenly distributed integers in [low, high), int32. The modulus of a 32-bit word: uneven by at most (high - low) / 2^32. */
    public static Array randint(Array key, int low, int high, int... shape) {
        if (low >= high) throw new MxException("random.randint", "there is no integer from " + low + " to before " + high);
        Array span = Array.of(new Data.Scalar((long) high - low), Shape.SCALAR, DType.INT64);
        return Ops.remainder(bits(key, shape).astype(DType.INT64), span).add(low).astype(DType.INT32);
    }

    /** The distribution of the largest of many: -log(-log(u)), float32. */
    public static Array gumbel(Array key, int... shape) {
        Array u = uniform(key, Float.MIN_NORMAL, 1, shape);
        return Ops.negative(Ops.log(Ops.negative(Ops.log(u))));
    }

    /** Laplace distributed with mean 0 and scale 1, float32: -sign(u) log(1 - |u|) of u in (-1, 1), as JAX draws it. */
    public static Array laplace(Array key, int... shape) {
        Array u = uniform(key, -1 + 0x1p-24, 1, shape);
        return Ops.negative(Ops.multiply(Ops.sign(u), Ops.log1p(Ops.negative(Ops.abs(u)))));
    }

    /** Normally distributed with mean 0 and variance 1 under the condition low < x < high, float32: the inverse distribution function between them. */
    public static Array truncatedNormal(Array key, double low, double high, int... shape) {
        if (!(low < high)) throw new MxException("random.truncated_normal", "there is no number above " + low + " and below " + high);
        Array from = Ops.erf(Ops.scalar(low / Math.sqrt(2), DType.FLOAT32)), to = Ops.erf(Ops.scalar(high / Math.sqrt(2), DType.FLOAT32));
        Array u = Ops.add(from, Ops.multiply(uniform(key, 0, 1, shape), Ops.subtract(to, from)));
        Array x = Ops.erfinv(u).multiply(Math.sqrt(2));
        return Ops.clip(x, Ops.scalar(Math.nextUp((float) low), DType.FLOAT32), Ops.scalar(Math.nextDown((float) high), DType.FLOAT32));
    }

    /** 0, 1, ... n - 1 in random order (int32): sorted by random words, with a second word where two of the first are equal. */
    public static Array permutation(Array key, int n) {
        if (n < 0) throw new MxException("random.permutation", n + " numbers were asked for: give 0 or more");
        Array keys = split(key, 2);
        Array second = Ops.argsort(bits(keys.get(1), n)), first = Ops.take(bits(keys.get(0), n), second, 0);
        return Ops.take(second, Ops.argsort(first), 0).astype(DType.INT32);
    }

    /** {@code x} with the elements along {@code axis} in random order, the same for all. */
    public static Array permutation(Array key, Array x, int axis) {
        return Ops.take(x, permutation(key, x.dim(axis)), axis);
    }

    /** An index (uint32) drawn with probabilities softmax(logits) along the last axis, by the Gumbel-max trick. */
    public static Array categorical(Array key, Array logits) {
        return Ops.add(logits, gumbel(key, logits.shape().toArray())).argmax(-1);
    }
}
