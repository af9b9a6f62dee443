package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Lowering;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.TransformException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A program for all sizes of the arguments' axes. It was traced with three sets of sizes; the three programs are the same but for numbers, and each number is
 * an expression of the sizes that fits all three. Sizes that were equal stay equal, axes of one element or none stay so.
 */
final class Template {
    /** How many sets of sizes it is traced with. */
    static final int PROBES = 3;

    private final Array[] captured;
    private final int[] outputs;
    private final List<Part> parts = new ArrayList<>();
    private final long[][] sizes;

    /** A step for given sizes. */
    private interface Part {
        Step at(long[] sizes);
    }

    /**
     * @param traced the programs
     * @param sizes the sizes of each
     * @throws TransformException naming the operation whose numbers no expression of the sizes gives
     */
    Template(Lowering[] traced, long[][] sizes) {
        this.sizes = sizes;
        captured = traced[0].captured();
        Program[] programs = Arrays.stream(traced).map(Lowering::program).toArray(Program[]::new);
        outputs = programs[0].outputs();
        for (int p = 1; p < PROBES; p++) {
            if (programs[p].steps().size() != programs[0].steps().size() || !Arrays.equals(programs[p].outputs(), outputs))
                throw refused("the function computes something else when sizes change");
            for (int k = 0; k < captured.length; k++)
                if (!sameArray(captured[k], traced[p].captured()[k]))
                    throw refused("an array that the function makes, " + captured[k].dtype() + " " + captured[k].shape()
                            + ", depends on the sizes, or is another one at each call: make it outside");
        }
        for (int i = 0; i < programs[0].steps().size(); i++) {
            int at = i;
            parts.add(part(Arrays.stream(programs).map(p -> p.steps().get(at)).toArray(Step[]::new)));
        }
    }

    private static boolean sameArray(Array a, Array b) {
        return a == b || a.dtype() == b.dtype() && a.shape().equals(b.shape()) && !a.isBeingTraced() && a.arrayEqual(b);
    }

    /** The program for {@code sizes}. */
    Lowering at(long[] sizes) {
        return new Lowering(new Program(parts.stream().map(p -> p.at(sizes)).toList(), outputs), captured);
    }

    private static String name(Step s) { return Program.title(s).replaceAll("[ (].*", ""); }

    private Part part(Step[] s) {
        String name = name(s[0]);
        for (Step other : s) {
            if (!Arrays.equals(other.operands(), s[0].operands()) || other.dtype() != s[0].dtype()
                    || other.shape().rank() != s[0].shape().rank() || !name(other).equals(name))
                throw refused("the function computes " + name + " or " + name(other) + " there, depending on the sizes");
        }
        Ranges shape = numbers(name, s, x -> Ints.of(x.shape().toArray()));
        Part what = parameters(name, s);
        return n -> new Step(what.at(n).what(), s[0].operands(), Shape.of(shape.at(n).toArray()), s[0].dtype());
    }

    /** What the step does, in a step without a shape. */
    private Part parameters(String name, Step[] s) {
        switch (s[0].what()) {
            case Lowered.Constant c -> {
                DType dtype = s[0].dtype();
                if (Arrays.stream(s).allMatch(x -> x.what().equals(c))) return n -> s[0];
                Number number = constant(dtype, s);
                return n -> new Step(new Lowered.Constant(number.at(n)), s[0].operands(), Shape.SCALAR, dtype);
            }
            case Lowered.Slice c -> {
                Ranges starts = numbers(name, s, x -> ((Lowered.Slice) x.what()).starts());
                Ranges steps = numbers(name, s, x -> ((Lowered.Slice) x.what()).steps());
                return n -> new Step(new Lowered.Slice(starts.at(n), steps.at(n)), s[0].operands(), Shape.SCALAR, s[0].dtype());
            }
            case Lowered.SliceUpdate c -> {
                Ranges starts = numbers(name, s, x -> ((Lowered.SliceUpdate) x.what()).starts());
                Ranges steps = numbers(name, s, x -> ((Lowered.SliceUpdate) x.what()).steps());
                return n -> new Step(new Lowered.SliceUpdate(starts.at(n), steps.at(n)), s[0].operands(), Shape.SCALAR, s[0].dtype());
            }
            case Lowered.RandomBits c -> {
                Ranges shape = numbers(name, s, x -> Ints.of(((Lowered.RandomBits) x.what()).sizes().toArray()));
                return n -> new Step(new Lowered.RandomBits(Shape.of(shape.at(n).toArray()), c.form()), s[0].operands(), Shape.SCALAR,
                        s[0].dtype());
            }
            default -> {
                for (Step other : s)
                    if (!other.what().equals(s[0].what()))
                        throw refused(name + " is given numbers that depend on the sizes in a way it can't follow");
                return n -> s[0];
            }
        }
    }

    private interface Ranges {
        Ints at(long[] sizes);
    }

    private interface Numbers {
        Ints of(Step s);
    }

    private interface Number {
        long at(long[] sizes);
    }

    private Ranges numbers(String name, Step[] s, Numbers of) {
        int n = of.of(s[0]).length();
        Size[] all = new Size[n];
        for (int k = 0; k < n; k++) {
            int at = k;
            all[k] = size(name, s, x -> of.of(x).at(at));
        }
        return sizes -> {
            int[] r = new int[n];
            for (int k = 0; k < n; k++) r[k] = Math.toIntExact(all[k].at(sizes));
            return Ints.of(r);
        };
    }

    private Size size(String name, Step[] s, ToLongFunction<Step> of) {
        long[] values = Arrays.stream(s).mapToLong(of).toArray();
        return Size.of(sizes, values)
                .orElseThrow(() -> refused(name + " has a size of " + values[0] + ", and for other sizes of the arguments "
                        + values[1] + " and " + values[2] + ": it is neither a sum nor a product of them"));
    }

    /** A number computed from sizes in the function, such as the 1/n of a mean. */
    private Number constant(DType dtype, Step[] s) {
        double[] values = Arrays.stream(s).mapToDouble(x -> Scalars.toDouble(dtype, ((Lowered.Constant) x.what()).bits())).toArray();
        for (boolean inverse : new boolean[]{false, true}) {
            if (inverse && !dtype.isFloating()) continue;
            for (int sign = 1; sign >= -1; sign -= 2) {
                double factor = sign;
                long[] whole = Arrays.stream(values).mapToLong(v -> Math.round(inverse ? factor / v : factor * v)).toArray();
                var size = Size.of(sizes, whole);
                if (size.isEmpty()) continue;
                Number number = n -> {
                    double e = size.get().at(n);
                    return Scalars.of(dtype, inverse ? factor / e : factor * e);
                };
                boolean fits = true;
                for (int p = 0; p < PROBES; p++) fits &= number.at(sizes[p]) == ((Lowered.Constant) s[p].what()).bits();
                if (fits) return number;
            }
        }
        throw refused(
                "the function computes with the number " + values[0] + ", which for other sizes of the arguments is " + values[1] + " and "
                        + values[2] + ": it can't be told how it follows from them");
    }

    private static TransformException refused(String why) {
        return new TransformException("compile", "shapeless: " + why + "; compile it without shapeless(), once for each shape");
    }
}
