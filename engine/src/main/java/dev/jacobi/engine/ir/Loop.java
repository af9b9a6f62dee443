package dev.jacobi.engine.ir;

import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fused loop with everything but its data: what it reads, computes, stores and reduces for each element. It names no buffer, size or thread, so
 * equal loops share their code, and any backend can turn one into its own.
 *
 * @param body in an order in which it can run; an operand is the position of an earlier instruction
 * @param stores positions of what is written, one buffer each, row-major and of the instruction's dtype
 * @param folds what is reduced over all elements
 * @param nonPositive positions of values that are known to be at most 0 or NaN
 * @param chains how many partial results each fold has, which says in which order is added; 0: as many as suit a loop of this weight
 */
public record Loop(List<Instruction> body, Ints stores, List<Fold> folds, Ints nonPositive, int chains) {

    public Loop {
        body = List.copyOf(body);
        folds = List.copyOf(folds);
    }

    /** One value for each element. */
    public sealed interface Instruction {
        /** What it is computed in and rounded to. */
        DType dtype();
    }

    /**
     * The elements of a leaf. Leaves are numbered in the order of their loads, from 0 on, and loaded once.
     *
     * @param uniform whether one value serves all elements; the others lie side by side
     */
    public record Load(DType dtype, boolean uniform) implements Instruction {}

    /** {@code op} of values. */
    public record Apply(Op op, Ints in, DType dtype) implements Instruction {}

    /** A value as another dtype. */
    public record Convert(int in, DType dtype) implements Instruction {}

    /**
     * All elements of a value as one.
     *
     * @param loose whether a largest or smallest element may be found by comparisons, which pass over NaN and do not tell -0 from 0
     */
    public record Fold(Reduction reduction, int in, boolean loose) {
        /** One that is exact. */
        public Fold(Reduction reduction, int in) { this(reduction, in, false); }

        /** Whether it adds up, so that it begins anew from time to time. */
        public boolean isSum() { return reduction == Reduction.SUM; }
    }

    /** The same with so many partial results for each fold. */
    public Loop withChains(int chains) {
        return new Loop(body, stores, folds, nonPositive, chains);
    }

    /** Loops of equally many elements as one: it has the leaves of all of them, and then the stores and the folds of all, in their order. */
    public static Loop joined(List<Loop> loops) {
        Builder joined = new Builder();
        for (Loop loop : loops) {
            int first = joined.size();
            for (Instruction i : loop.body) {
                joined.body.add(switch (i) {
                    case Load load -> load;
                    case Apply(Op op, Ints in, DType dtype) ->
                        new Apply(op, Ints.of(Arrays.stream(in.toArray()).map(k -> first + k).toArray()), dtype);
                    case Convert(int in, DType dtype) -> new Convert(first + in, dtype);
                });
            }
            for (int k = 0; k < loop.stores.length(); k++) joined.store(first + loop.stores.at(k));
            for (Fold f : loop.folds) joined.folds.add(new Fold(f.reduction, first + f.in, f.loose));
            for (int k = 0; k < loop.nonPositive.length(); k++) joined.nonPositive(first + loop.nonPositive.at(k));
        }
        return joined.build();
    }

    /** How many leaves it loads. */
    public int leaves() {
        int n = 0;
        for (Instruction i : body) if (i instanceof Load) n++;
        return n;
    }

    /** Puts a loop together. */
    public static final class Builder {
        private final List<Instruction> body = new ArrayList<>();
        private final List<Integer> stores = new ArrayList<>();
        private final List<Fold> folds = new ArrayList<>();
        private final List<Integer> nonPositive = new ArrayList<>();

        /** The next leaf. */
        public int load(DType dtype, boolean uniform) { return add(new Load(dtype, uniform)); }

        /** {@code op} of values. */
        public int apply(Op op, DType dtype, int... in) { return add(new Apply(op, Ints.of(in), dtype)); }

        /** A value as another dtype. */
        public int convert(int in, DType dtype) { return add(new Convert(in, dtype)); }

        /** Stores a value in the next buffer. */
        public void store(int value) { stores.add(value); }

        /** Reduces a value. */
        public void fold(Reduction reduction, int value) { folds.add(new Fold(reduction, value)); }

        /** Tells that a value will be at most 0 or NaN, whatever the data. */
        public void nonPositive(int value) { nonPositive.add(value); }

        /** How many instructions so far. */
        public int size() { return body.size(); }

        /** The loop. */
        public Loop build() {
            return new Loop(body, ints(stores), folds, ints(nonPositive), 0);
        }

        private static Ints ints(List<Integer> list) { return Ints.of(list.stream().mapToInt(Integer::intValue).toArray()); }

        private int add(Instruction i) {
            body.add(i);
            return body.size() - 1;
        }
    }
}
