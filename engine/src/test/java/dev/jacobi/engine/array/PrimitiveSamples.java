package dev.jacobi.engine.array;

import static dev.jacobi.engine.type.DType.BOOL;
import static dev.jacobi.engine.type.DType.COMPLEX64;
import static dev.jacobi.engine.type.DType.FLOAT32;
import static dev.jacobi.engine.type.DType.FLOAT64;
import static dev.jacobi.engine.type.DType.INT32;
import static dev.jacobi.engine.type.DType.INT64;
import static dev.jacobi.engine.type.DType.UINT32;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Combine;
import dev.jacobi.engine.ir.Lowered.Dft;
import dev.jacobi.engine.ir.Window;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Applications of every primitive, several for each: axes, negative steps, ties, repeated indices, sizes 0, 1 and odd, ranks 0 to 4. */
final class PrimitiveSamples {
    private static final Shape[] SHAPES = {Shape.SCALAR, Shape.of(1), Shape.of(5), Shape.of(2, 3), Shape.of(3, 1, 2), Shape.of(2, 1, 3, 2),
            Shape.of(0), Shape.of(2, 0, 3)};

    private final List<Sample> samples = new ArrayList<>();

    static List<Sample> all() {
        PrimitiveSamples s = new PrimitiveSamples();
        s.elementwise();
        s.movement();
        s.reductions();
        s.cumulative();
        s.sorted();
        s.products();
        s.convolutions();
        s.indexed();
        s.complex();
        s.fourier();
        s.withoutDerivative();
        return s.samples;
    }

    private void add(Primitive p, String note, Function<Random, Array[]> operands) { samples.add(new Sample(p, note, operands, true)); }

    private void rough(Primitive p, String note, Function<Random, Array[]> operands) { samples.add(new Sample(p, note, operands, false)); }

    // operands

    /** Evenly distributed in low .. high, and exact in float32, so that both precisions compute on the same numbers. */
    static Array reals(Random random, Shape shape, double low, double high) {
        double[] values = new double[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = (float) (low + (high - low) * random.nextDouble());
        return Ops.array(values, FLOAT64).reshape(shape);
    }

    private static Array normal(Random random, Shape shape) { return reals(random, shape, -2, 2); }

    static Array ints(Random random, Shape shape, int low, int high, DType dtype) {
        int[] values = new int[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = random.nextInt(low, high);
        return Ops.array(values).astype(dtype).reshape(shape);
    }

    /** In the first quadrant and away from its edges, and so from branch cuts. */
    static Array complex(Random random, Shape shape) {
        return Ops.complex(reals(random, shape, 0.6, 1.4), reals(random, shape, 0.6, 1.2));
    }

    private static Array[] of(Array... in) { return in; }

    // element-wise

    private void elementwise() {
        for (Shape shape : SHAPES) {
            String note = "of shape " + shape;
            for (Unary p : Unary.values()) {
                if (p == Unary.BITWISE_INVERT) add(p, note, r -> of(ints(r, shape, -50, 50, INT32)));
                else
                    add(p, note, r -> of(reals(r, shape, low(p), high(p))));
            }
            for (LinearUnary p : LinearUnary.values()) {
                boolean ofComplex = p == LinearUnary.REAL || p == LinearUnary.IMAG || p == LinearUnary.CONJUGATE;
                add(p, note, r -> of(ofComplex ? complex(r, shape) : normal(r, shape)));
            }
            for (Arithmetic p : Arithmetic.values()) {
                if (p == Arithmetic.COMPLEX) add(p, note, r -> of(normal(r, shape).astype(FLOAT32), normal(r, shape).astype(FLOAT32)));
                else
                    add(p, note, r -> of(normal(r, shape), normal(r, shape)));
            }
            for (Binary p : Binary.values()) {
                switch (p) {
                    case BITWISE_AND, BITWISE_OR, BITWISE_XOR -> add(p, note,
                            r -> of(ints(r, shape, -50, 50, INT32), ints(r, shape, -50, 50, INT32)));
                    case LEFT_SHIFT, RIGHT_SHIFT -> add(p, note, r -> of(ints(r, shape, -50, 50, INT32), ints(r, shape, 0, 9, INT32)));
                    case POWER, DIVIDE, REMAINDER, FLOOR_DIVIDE, ARCTAN2 -> add(p, note,
                            r -> of(reals(r, shape, 0.3, 2.5), reals(r, shape, 0.4, 2)));
                    default -> add(p, note, r -> of(normal(r, shape), normal(r, shape)));
                }
            }
            add(new Select(), note, r -> of(ints(r, shape, 0, 2, BOOL), normal(r, shape), normal(r, shape)));
            add(new Cast(FLOAT64), note + ", from itself", r -> of(normal(r, shape)));
            add(new Cast(INT32), note, r -> of(reals(r, shape, 0.1, 5)));
            add(new Cast(FLOAT64), note + ", from int32", r -> of(ints(r, shape, -9, 9, INT32)));
            add(new StopGradient(), note, r -> of(normal(r, shape)));
            add(new Depends(), note, r -> of(normal(r, shape), normal(r, Shape.of(2))));
        }
        Shape long1 = Shape.of(1029);
        add(Unary.TANH, "longer than a tile", r -> of(normal(r, long1)));
        add(Arithmetic.MULTIPLY, "longer than a tile", r -> of(normal(r, long1), normal(r, long1)));
        add(Arithmetic.ADD, "of int64", r -> of(ints(r, Shape.of(4), -9, 9, INT64), ints(r, Shape.of(4), -9, 9, INT64)));
        for (Binary p : new Binary[]{Binary.MAXIMUM, Binary.MINIMUM}) {
            rough(p, "at ties", r -> {
                Array x = normal(r, Shape.of(4));
                return of(x, x);
            });
        }
        add(Binary.REMAINDER, "of negative numbers", r -> of(reals(r, Shape.of(5), -3, -2.1), reals(r, Shape.of(5), 0.9, 1)));
        add(Binary.POWER, "with exponent 2 of negative numbers",
                r -> of(reals(r, Shape.of(3), -2, -1), Ops.full(Shape.of(3), Ops.scalar(2, FLOAT64)))); // see exponentIsGiven
    }

    private static double low(Unary p) {
        return switch (p) {
            case SQRT, RSQRT, RECIPROCAL, LOG, LOG2, LOG10 -> 0.3;
            case ARCSIN, ARCCOS, ARCTANH, ERFINV, LOG1P -> -0.8;
            case ARCCOSH -> 1.2;
            case ABS -> 0.05;
            case TAN -> -1.1;
            default -> -2;
        };
    }

    private static double high(Unary p) {
        return switch (p) {
            case ARCSIN, ARCCOS, ARCTANH, ERFINV -> 0.8;
            case TAN -> 1.1;
            default -> 2.3;
        };
    }

    // the same elements elsewhere

    private void movement() {
        movement(new Broadcast(Shape.of(4)), Shape.SCALAR);
        movement(new Broadcast(Shape.of(2, 3)), Shape.of(3));
        movement(new Broadcast(Shape.of(2, 3, 4)), Shape.of(3, 1));
        movement(new Broadcast(Shape.of(3, 1, 2)), Shape.of(1, 1, 1));
        movement(new Broadcast(Shape.of(0, 3)), Shape.of(3));
        movement(new Broadcast(Shape.of(2, 0)), Shape.of(1, 0));
        movement(new Permute(Ints.of(1, 0)), Shape.of(2, 3));
        movement(new Permute(Ints.of(2, 0, 1)), Shape.of(2, 3, 1));
        movement(new Permute(Ints.of(3, 1, 0, 2)), Shape.of(2, 1, 3, 2));
        movement(new Permute(Ints.of(1, 0)), Shape.of(0, 3));
        movement(new Permute(Ints.of()), Shape.SCALAR);
        movement(new Reshape(Shape.of(6)), Shape.of(2, 3));
        movement(new Reshape(Shape.of(3, 1, 2)), Shape.of(2, 3));
        movement(new Reshape(Shape.of(1, 1)), Shape.SCALAR);
        movement(new Reshape(Shape.SCALAR), Shape.of(1, 1));
        movement(new Reshape(Shape.of(0, 5)), Shape.of(2, 0));
        slice(Shape.of(7), Ints.of(1), Ints.of(2), Shape.of(3));
        slice(Shape.of(7), Ints.of(6), Ints.of(-1), Shape.of(7));
        slice(Shape.of(7), Ints.of(5), Ints.of(-2), Shape.of(3));
        slice(Shape.of(3, 4), Ints.of(2, 0), Ints.of(-1, 3), Shape.of(2, 2));
        slice(Shape.of(2, 3, 2), Ints.of(1, 0, 1), Ints.of(1, 1, -1), Shape.of(1, 3, 2));
        slice(Shape.of(3, 4), Ints.of(0, 1), Ints.of(1, 1), Shape.of(3, 0));
        slice(Shape.SCALAR, Ints.of(), Ints.of(), Shape.SCALAR);
        concatenate(0, Shape.of(2), Shape.of(3));
        concatenate(0, Shape.of(1, 2), Shape.of(0, 2), Shape.of(3, 2));
        concatenate(1, Shape.of(2, 1), Shape.of(2, 3));
        concatenate(2, Shape.of(2, 3, 1), Shape.of(2, 3, 2));
        concatenate(1, Shape.of(0, 1), Shape.of(0, 2));
    }

    private void movement(Primitive p, Shape from) { add(p, "from " + from, r -> of(normal(r, from))); }

    private void slice(Shape from, Ints starts, Ints steps, Shape sizes) {
        movement(new Slice(starts, steps, sizes), from);
        add(new SliceUpdate(starts, steps), "of " + sizes + " in " + from, r -> of(normal(r, from), normal(r, sizes)));
    }

    private void concatenate(int axis, Shape... shapes) {
        add(new Concatenate(axis), "of " + List.of(shapes), r -> {
            Array[] in = new Array[shapes.length];
            for (int i = 0; i < in.length; i++) in[i] = normal(r, shapes[i]);
            return in;
        });
    }

    // many into one

    private void reductions() {
        reduce(Shape.of(5), 0);
        reduce(Shape.of(1), 0);
        reduce(Shape.of(2, 3), 0);
        reduce(Shape.of(2, 3), 1);
        reduce(Shape.of(2, 3), 0, 1);
        reduce(Shape.of(2, 3, 4), 0, 2);
        reduce(Shape.of(2, 1, 3, 2), 1, 2);
        reduce(Shape.of(40, 3), 0);
        reduce(Shape.of(3, 40), 1);
        reduce(Shape.of(0, 3), 1);
        add(new Sum(Ints.of(0)), "of nothing", r -> of(normal(r, Shape.of(0, 3))));
        add(new Prod(Ints.of(0)), "of nothing", r -> of(normal(r, Shape.of(0, 3))));
        add(new Prod(Ints.of(1)), "with one zero", r -> of(normal(r, Shape.of(2, 5)).at(Index.all(), Index.at(2)).set(0)));
        add(new Prod(Ints.of(0)), "with two zeros", r -> of(normal(r, Shape.of(5)).at(1).set(0).at(4).set(0)));
        add(new Prod(Ints.of(0)), "with three zeros", r -> of(normal(r, Shape.of(4)).at(0).set(0).at(1).set(0).at(2).set(0)));
        add(new Sum(Ints.of(0)), "of int32", r -> of(ints(r, Shape.of(4, 2), -9, 9, INT32)));
        for (boolean largest : new boolean[]{true, false}) {
            rough(new Extremum(largest, Ints.of(0)), "with a tie of two",
                    r -> {
                        double v = largest ? 3 : -3;
                        return of(normal(r, Shape.of(5, 2)).at(1).set(v).at(3).set(v));
                    });
            add(new Extremum(largest, Ints.of(0)), "of bools", r -> of(ints(r, Shape.of(3, 2), 0, 2, BOOL)));
        }
    }

    private void reduce(Shape shape, int... axes) {
        String note = "from " + shape;
        Function<Random, Array[]> one = r -> of(normal(r, shape));
        add(new Sum(Ints.of(axes)), note, one);
        add(new Prod(Ints.of(axes)), note, r -> of(reals(r, shape, 0.7, 1.4)));
        for (boolean largest : new boolean[]{true, false}) {
            add(new Extremum(largest, Ints.of(axes)), note, one);
            if (axes.length == 1) add(new ArgReduce(largest, axes[0]), note, one);
        }
    }

    private void cumulative() {
        for (boolean reverse : new boolean[]{false, true}) {
            cumulative(Shape.of(5), 0, reverse);
            cumulative(Shape.of(1), 0, reverse);
            cumulative(Shape.of(2, 3), 0, reverse);
            cumulative(Shape.of(2, 3), 1, reverse);
            cumulative(Shape.of(2, 3, 2), 1, reverse);
            cumulative(Shape.of(3, 70), 0, reverse);
            cumulative(Shape.of(2, 0), 1, reverse);
            add(new CumProd(0, reverse), "with two zeros", r -> of(normal(r, Shape.of(5)).at(1).set(0).at(3).set(0)));
            add(new CumSum(0, reverse), "of int32", r -> of(ints(r, Shape.of(4, 2), -9, 9, INT32)));
            add(new CumExtremum(true, 0, reverse), "of int32", r -> of(ints(r, Shape.of(4, 2), -9, 9, INT32)));
            add(new Recurrence(0, reverse), "that starts again", r -> of(normal(r, Shape.of(5)).at(2).set(0), normal(r, Shape.of(5))));
            for (boolean largest : new boolean[]{true, false}) {
                rough(new CumExtremum(largest, 0, reverse), "with a tie of two", r -> {
                    double v = largest ? 3 : -3;
                    return of(normal(r, Shape.of(5, 2)).at(1).set(v).at(3).set(v));
                });
            }
        }
    }

    private void cumulative(Shape shape, int axis, boolean reverse) {
        String note = "of " + shape;
        Function<Random, Array[]> one = r -> of(normal(r, shape));
        add(new CumSum(axis, reverse), note, one);
        add(new CumProd(axis, reverse), note, r -> of(reals(r, shape, 0.7, 1.4)));
        add(new CumLogSumExp(axis, reverse), note, one);
        for (boolean largest : new boolean[]{true, false}) add(new CumExtremum(largest, axis, reverse), note, one);
        add(new Recurrence(axis, reverse), note, r -> of(reals(r, shape, -1, 1), normal(r, shape)));
    }

    private void sorted() {
        for (int axis = 0; axis < 2; axis++) {
            for (Shape shape : new Shape[]{Shape.of(4, 3), Shape.of(1, 5), Shape.of(5, 1), Shape.of(0, 3), Shape.of(2, 3, 2)}) {
                add(new Sort(axis), "of " + shape, r -> of(normal(r, shape)));
                add(new ArgSort(axis), "of " + shape, r -> of(normal(r, shape)));
            }
        }
        add(new Sort(0), "of int32", r -> of(ints(r, Shape.of(6, 2), -3, 3, INT32)));
        add(new ArgSort(0), "of int32 with ties", r -> of(ints(r, Shape.of(6, 2), -3, 3, INT32)));
    }

    private void products() {
        matmul(Shape.of(2, 3), Shape.of(3, 2));
        matmul(Shape.of(1, 1), Shape.of(1, 1));
        matmul(Shape.of(1, 5), Shape.of(5, 1));
        matmul(Shape.of(5, 1), Shape.of(1, 4));
        matmul(Shape.of(2, 3, 2), Shape.of(2, 2, 5));
        matmul(Shape.of(2, 1, 3, 2), Shape.of(2, 1, 2, 3));
        matmul(Shape.of(2, 0), Shape.of(0, 3));
        matmul(Shape.of(0, 2), Shape.of(2, 3));
        matmul(Shape.of(0, 2, 2), Shape.of(0, 2, 3));
        add(new MatMul(), "of int32", r -> of(ints(r, Shape.of(2, 3), -5, 5, INT32), ints(r, Shape.of(3, 2), -5, 5, INT32)));
    }

    private void matmul(Shape x, Shape y) { add(new MatMul(), "of " + x + " and " + y, r -> of(normal(r, x), normal(r, y))); }

    private void convolutions() {
        Ints one = Ints.of(1), none = Ints.of(0);
        convolution(new Window(one, none, none, one, one, false), 1, Shape.of(2, 5, 2), Shape.of(3, 2, 2));
        convolution(new Window(Ints.of(2), one, none, one, one, true), 1, Shape.of(1, 6, 2), Shape.of(2, 3, 2));
        convolution(new Window(one, Ints.of(2), Ints.of(-1), Ints.of(2), Ints.of(3), false), 1, Shape.of(2, 3, 1), Shape.of(2, 2, 1));
        convolution(new Window(Ints.of(3), one, Ints.of(2), Ints.of(2), Ints.of(2), true), 2, Shape.of(1, 4, 4), Shape.of(6, 2, 2));
        convolution(new Window(one, none, none, one, one, false), 1, Shape.of(2, 3, 2), Shape.of(3, 1, 2));
        convolution(new Window(one, Ints.of(-1), Ints.of(-1), one, one, false), 1, Shape.of(2, 5, 1), Shape.of(1, 2, 1));
        convolution(new Window(one, one, one, one, one, false), 3, Shape.of(2, 4, 3), Shape.of(3, 3, 1));
        convolution(new Window(one, one, one, one, one, false), 1, Shape.of(0, 4, 3), Shape.of(2, 3, 3));
        convolution(new Window(one, one, one, one, one, false), 1, Shape.of(2, 4, 0), Shape.of(2, 3, 0));
        convolution(new Window(Ints.of(2, 1), Ints.of(1, 0), Ints.of(0, 1), Ints.of(1, 2), Ints.of(1, 2), false), 1, Shape.of(2, 4, 3, 2),
                Shape.of(3, 2, 2, 2));
        convolution(new Window(Ints.of(1, 2), Ints.of(1, 1), Ints.of(1, 1), Ints.of(1, 1), Ints.of(1, 1), true), 2, Shape.of(2, 3, 4, 2),
                Shape.of(2, 3, 3, 1));
        convolution(new Window(Ints.filled(3, 1), Ints.of(1, 0, 0), Ints.filled(3, 0), Ints.filled(3, 1), Ints.filled(3, 1), false), 1,
                Shape.of(1, 2, 3, 2, 2), Shape.of(2, 2, 1, 2, 2));
    }

    private void convolution(Window window, int groups, Shape x, Shape weight) {
        add(new Convolution(window, groups), "of " + x + " and " + weight, r -> of(normal(r, x), normal(r, weight)));
    }

    // by index arrays

    private void indexed() {
        gather(0, Shape.of(4), Shape.of(6), INT32);
        gather(0, Shape.of(4), Shape.of(0), INT32);
        gather(0, Shape.of(3, 2), Shape.of(5, 2), INT64);
        gather(1, Shape.of(2, 4), Shape.of(2, 3), INT32);
        gather(1, Shape.of(2, 3, 2), Shape.of(2, 4, 2), INT32);
        gather(2, Shape.of(1, 2, 3), Shape.of(1, 2, 1), INT32);
        add(new Gather(0), "by uint32", r -> of(normal(r, Shape.of(4)), ints(r, Shape.of(6), 0, 4, UINT32)));
        add(new Gather(0), "of rows by an index that is the same along the row",
                r -> of(normal(r, Shape.of(4, 3)), ints(r, Shape.of(5, 1), -4, 4, INT32).broadcastTo(Shape.of(5, 3))));
    }

    /** Gather, and both scatters, with indices from both ends of the axis, some of them more than once. */
    private void gather(int axis, Shape from, Shape index, DType dtype) {
        int n = from.dim(axis);
        String note = "of " + index + " in " + from;
        add(new Gather(axis), note, r -> of(normal(r, from), ints(r, index, -n, n, dtype)));
        for (Combine combine : Combine.values()) {
            add(new Scatter(axis, combine), note, r -> of(normal(r, from), ints(r, index, -n, n, dtype), normal(r, index)));
        }
    }

    // complex numbers

    private void complex() {
        for (Shape shape : new Shape[]{Shape.SCALAR, Shape.of(5), Shape.of(2, 3), Shape.of(0), Shape.of(1029)}) {
            String note = "of complex numbers of shape " + shape;
            Function<Random, Array[]> one = r -> of(complex(r, shape)), two = r -> of(complex(r, shape), complex(r, shape));
            for (Unary p : Unary.values()) if (onComplex(p)) add(p, note, one);
            for (LinearUnary p : LinearUnary.values()) add(p, note, one);
            for (Binary p : Binary.values()) if (onComplex(p)) add(p, note, two);
            for (Arithmetic p : Arithmetic.values()) if (p != Arithmetic.COMPLEX) add(p, note, two);
            add(new Select(), note, r -> of(ints(r, shape, 0, 2, BOOL), complex(r, shape), complex(r, shape)));
            for (DType to : new DType[]{FLOAT64, FLOAT32, INT32, BOOL}) add(new Cast(to), note, one);
            add(new Cast(COMPLEX64), "to complex64 of shape " + shape, r -> of(normal(r, shape).astype(FLOAT32)));
            add(new Cast(COMPLEX64), "from int32 to complex64 of shape " + shape, r -> of(ints(r, shape, -9, 9, INT32)));
            add(new StopGradient(), note, one);
        }
        complexes(new Broadcast(Shape.of(2, 3)), Shape.of(3));
        complexes(new Permute(Ints.of(2, 0, 1)), Shape.of(2, 3, 4));
        complexes(new Reshape(Shape.of(3, 2)), Shape.of(2, 3));
        complexes(new Slice(Ints.of(2, 0), Ints.of(-1, 3), Shape.of(2, 2)), Shape.of(3, 4));
        complexes(new SliceUpdate(Ints.of(2, 0), Ints.of(-1, 3)), Shape.of(3, 4), Shape.of(2, 2));
        complexes(new Concatenate(1), Shape.of(2, 1), Shape.of(2, 3));
        for (int axis = 0; axis < 3; axis++) complexes(new Sum(Ints.of(axis)), Shape.of(3, 40, 2));
        complexes(new Sum(Ints.of(0, 2)), Shape.of(3, 2, 2));
        complexes(new CumSum(0, false), Shape.of(4, 3));
        complexes(new CumSum(1, true), Shape.of(2, 40));
        complexes(new Prod(Ints.of(0)), Shape.of(3, 2));
        complexes(new Prod(Ints.of(0, 2)), Shape.of(2, 2, 2));
        complexes(new MatMul(), Shape.of(2, 3), Shape.of(3, 2));
        complexes(new MatMul(), Shape.of(2, 1, 5), Shape.of(2, 5, 1));
        complexes(new MatMul(), Shape.of(2, 0), Shape.of(0, 3));
        add(new Gather(0), "of complex numbers", r -> of(complex(r, Shape.of(4, 2)), ints(r, Shape.of(6, 2), -4, 4, INT32)));
        for (Combine combine : Combine.values()) {
            add(new Scatter(0, combine), "of complex numbers",
                    r -> of(complex(r, Shape.of(4)), ints(r, Shape.of(6), -4, 4, INT32), complex(r, Shape.of(6))));
        }
    }

    private static boolean onComplex(Primitive p) { return ((Lowered.Map) p.lower()).op().onComplex(); }

    private void complexes(Primitive p, Shape... shapes) {
        add(p, "of complex numbers of shapes " + List.of(shapes), r -> {
            Array[] in = new Array[shapes.length];
            for (int i = 0; i < in.length; i++) in[i] = complex(r, shapes[i]);
            return in;
        });
    }

    private void fourier() {
        for (int n : new int[]{1, 2, 3, 4, 5, 6, 16, 37, 70}) {
            for (int axis = 0; axis < 2; axis++) {
                int a = axis;
                Shape full = axis == 0 ? Shape.of(n, 3) : Shape.of(2, n), half = full.with(axis, n / 2 + 1);
                for (Dft dft : Dft.values()) {
                    add(new Fft(dft, a, n, 0.5), "of length " + n, r -> of(switch (dft) {
                        case FORWARD, INVERSE -> complex(r, full);
                        case REAL -> normal(r, full).astype(FLOAT32);
                        case REAL_INVERSE -> complex(r, half);
                    }));
                }
            }
        }
        add(new Fft(Dft.FORWARD, 0, 12, 1), "of many columns", r -> of(complex(r, Shape.of(12, 40))));
    }

    private void withoutDerivative() {
        add(new Iota(5, INT32), "", r -> of());
        add(new Iota(0, FLOAT32), "", r -> of());
        for (Lowered.RandomForm form : Lowered.RandomForm.values()) {
            add(new RandomBits(Shape.of(3), form), "of one key", r -> of(ints(r, Shape.of(2), 0, 999, UINT32)));
            add(new RandomBits(Shape.SCALAR, form), "of several keys", r -> of(ints(r, Shape.of(2, 3, 2), 0, 999, UINT32)));
            add(new RandomBits(Shape.of(2, 0), form), "no words", r -> of(ints(r, Shape.of(2), 0, 999, UINT32)));
        }
    }
}
