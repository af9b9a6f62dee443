package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Executable;
import dev.jacobi.engine.ir.KernelWatch;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.EvaluationInterruptedException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A program's kernels in order, and for each the stored values that it reads, so that a run knows when a value has had its last reader: then its memory is
 * given back, or is where an element-wise kernel writes its result. Views share the memory of what they look into.
 */
final class CpuExecutable implements Executable, KernelWatch.Source {
    private final Program program;
    private final Step[] steps;
    private final Fusion fusion;
    /** All steps as they run. */
    private final int[] order;
    /** For each kernel the stored steps that it reads, each once. */
    private final int[][] reads;
    /** For each stored step how many kernels read it. */
    private final int[] readers;
    /** Given, wanted or kept: never given back. */
    private final boolean[] stays;
    /** Kernels of nothing but element-wise steps: element k of what they read is not needed after element k has been written. */
    private final boolean[] pointwise;

    CpuExecutable(Program program) {
        this.program = program;
        steps = program.steps().toArray(new Step[0]);
        fusion = new Fusion(program);
        order = KernelOrder.of(steps, fusion);
        int n = steps.length;
        reads = new int[n][];
        readers = new int[n];
        stays = new boolean[n];
        pointwise = new boolean[n];
        for (int out : program.outputs()) stays[out] = true;
        for (int i = 0; i < n; i++) {
            stays[i] |= steps[i].what() instanceof Lowered.Given || program.kept().get(i);
            if (fusion.isInlined(i)) continue;
            BitSet read = new BitSet(i);
            pointwise[i] = collect(i, read, new BitSet(i)) && Fusion.isElementwise(steps[i]);
            reads[i] = members(read);
            for (int in : reads[i]) readers[in]++;
        }
    }

    /** A loop, where a stream would do: each evaluation comes here, and the JIT takes a tenth of a second to make a stream fast. */
    private static int[] members(BitSet set) {
        int[] r = new int[set.cardinality()];
        for (int n = 0, k = set.nextSetBit(0); k >= 0; k = set.nextSetBit(k + 1)) r[n++] = k;
        return r;
    }

    /** Puts what kernel {@code i} reads into {@code to}; whether all that is computed inside of it is element-wise. */
    private boolean collect(int i, BitSet to, BitSet seen) {
        boolean elementwise = true;
        for (int in : steps[i].operands()) {
            if (seen.get(in)) continue;
            seen.set(in);
            if (fusion.isInlined(in)) elementwise &= Fusion.isElementwise(steps[in]) & collect(in, to, seen);
            else
                to.set(in);
        }
        return elementwise;
    }

    /** Whether it makes its first operand with some elements replaced. */
    private static boolean isUpdate(Step step) {
        return step.what() instanceof Lowered.Scatter || step.what() instanceof Lowered.SliceUpdate;
    }

    @Override
    public void run(Data[] values) {
        try {
            new Run(values).all();
        } finally {
            HeadStart.evaluationEnded();
        }
    }

    /** One run: who has which memory. */
    private final class Run {
        private final Data[] values;
        private final Thread thread = Thread.currentThread();
        /** The step that made the memory into which a step's value looks; -1: none. */
        private final int[] owner = new int[steps.length];
        /** For each owner how many kernels have still to read its memory. */
        private final int[] left = new int[steps.length];
        private final boolean[] pinned = new boolean[steps.length];

        Run(Data[] values) { this.values = values; }

        void all() {
            for (int i : order) {
                owner[i] = -1;
                if (values[i] != null) continue;
                if (steps[i].what() instanceof Lowered.Constant(long bits)) values[i] = new Data.Scalar(bits);
                else if (!scalar(i) && !fusion.isInlined(i)) watched(i);
            }
            for (int i = 0; i < steps.length; i++) if (!stays[i]) values[i] = null;
        }

        /** Where each operand is one value everywhere, so is the result of an element-wise step or a view. */
        private boolean scalar(int i) {
            int[] in = steps[i].operands();
            if (in.length == 0) return false;
            for (int k : in) if (!(values[k] instanceof Data.Scalar)) return false;
            Lowered what = steps[i].what();
            if (what instanceof Lowered.View) values[i] = values[in[0]];
            else if (what instanceof Lowered.Cast)
                values[i] = new Data.Scalar(Scalars.cast(steps[in[0]].dtype(), steps[i].dtype(), bits(in[0])));
            else if (what instanceof Lowered.Map(var op)) {
                long a = bits(in[0]);
                values[i] = new Data.Scalar(switch (op.arity()) {
                    case 1 -> Scalars.apply(op, steps[in[0]].dtype(), steps[i].dtype(), a);
                    case 2 -> Scalars.apply(op, steps[in[0]].dtype(), steps[i].dtype(), a, bits(in[1]));
                    default -> a != 0 ? bits(in[1]) : bits(in[2]);
                });
            } else
                return false;
            if (!fusion.isInlined(i)) readAll(i);
            return true;
        }

        private long bits(int i) { return ((Data.Scalar) values[i]).bits(); }

        private void watched(int i) {
            if (!KernelWatch.isOn() || steps[i].what() instanceof Lowered.View) {
                kernel(i);
                return;
            }
            long begin = System.nanoTime();
            kernel(i);
            KernelWatch.ran(CpuExecutable.this, i, System.nanoTime() - begin);
        }

        private void kernel(int i) {
            EvaluationInterruptedException.check(thread);
            Step step = steps[i];
            if (fusion.isRows(i)) {
                values[i] = RowGroups.run(fusion.group(i, values), fusion.domain(i), fusion.inner(i), step.shape(), step.dtype());
            } else if (Fusion.isElementwise(step)) {
                Buffer target = pointwise[i] ? dying(i) : null;
                if (target == null) target = Memory.shared().allocate(step.shape().size() * step.dtype().bytes());
                values[i] = Fusion.isComplex(program, step) ? ComplexElementwise.run(step, operands(step), target)
                        : Elementwise.run(fusion.group(i, values), step.shape(), step.dtype(), target);
            } else if (isUpdate(step) && isLastReader(step.operands()[0])) {
                Operand[] in = operands(step);
                Data.Strided out = (Data.Strided) in[0].data();
                values[i] = switch (step.what()) {
                    case Lowered.Scatter(int axis, var combine) -> Indexed.scatterInto(out, axis, combine, in[0], in[1], in[2]);
                    case Lowered.SliceUpdate(var starts, var by) -> Copies.updateInto(out, starts, by, in[0], in[1]);
                    default -> throw new AssertionError(step.what());
                };
            } else {
                values[i] = CpuBackend.run(step, operands(step));
            }
            own(i);
            readAll(i);
        }

        /** Whether the memory of {@code in} is all its own, row by row, and its next reader its last. */
        private boolean isLastReader(int in) {
            int o = owner[in];
            return o >= 0 && !pinned[o] && left[o] == 1 && values[in] instanceof Data.Strided s && s.isRowMajor(steps[in].shape())
                    && s.buffer().byteSize() == bytes(in);
        }

        private Operand[] operands(Step step) {
            Operand[] r = new Operand[step.operands().length];
            for (int k = 0; k < r.length; k++) {
                int at = step.operands()[k];
                r[k] = new Operand(values[at], steps[at].shape(), steps[at].dtype());
            }
            return r;
        }

        /** The value of {@code i} has memory of its own, or looks into an operand's. */
        private void own(int i) {
            if (!(values[i] instanceof Data.Strided(Buffer buffer, long offset, var strides))) return;
            owner[i] = i;
            for (int in : steps[i].operands()) {
                if (values[in] instanceof Data.Strided s && s.buffer() == buffer && !(pointwise[i])) owner[i] = owner[in];
            }
            if (owner[i] < 0) return; // it looks into what was given
            left[owner[i]] += readers[i];
            pinned[owner[i]] |= stays[i];
        }

        /** Kernel {@code i} has read its operands; and nobody may have a use for its result. */
        private void readAll(int i) {
            for (int in : reads[i]) {
                if (owner[in] >= 0) {
                    left[owner[in]]--;
                    giveBackIfUnread(owner[in]);
                }
            }
            if (owner[i] >= 0) giveBackIfUnread(owner[i]);
        }

        private void giveBackIfUnread(int o) {
            if (left[o] == 0 && !pinned[o] && values[o] instanceof Data.Strided s) {
                values[o] = null;
                s.buffer().release();
            }
        }

        /** Memory of an operand that nobody else reads any more, whose elements lie as those of the result of {@code i} will; or null. */
        private Buffer dying(int i) {
            long bytes = steps[i].shape().size() * steps[i].dtype().bytes();
            for (int in : reads[i]) {
                int o = owner[in];
                if (o < 0 || pinned[o] || !(values[in] instanceof Data.Strided s) || s.buffer().byteSize() != bytes) continue;
                int here = 0;
                boolean same = true;
                for (int k : reads[i]) {
                    if (owner[k] != o) continue;
                    here++;
                    same &= steps[k].dtype().bytes() == steps[i].dtype().bytes() && steps[k].shape().equals(steps[i].shape())
                            && ((Data.Strided) values[k]).isRowMajor(steps[k].shape());
                }
                if (!same || left[o] != here) continue;
                for (int k : reads[i]) if (owner[k] == o) owner[k] = -1;
                return s.buffer();
            }
            return null;
        }
    }

    @Override
    public String explain() {
        StringBuilder text = new StringBuilder();
        for (int i : order) {
            if (fusion.isInlined(i) || steps[i].what() instanceof Lowered.Given || steps[i].what() instanceof Lowered.Constant
                    || steps[i].what() instanceof Lowered.View)
                continue;
            text.append(kernelName(i)).append('\n');
        }
        return text.toString();
    }

    @Override
    public String kernelName(int i) {
        StringBuilder inside = new StringBuilder();
        int count = describe(i, inside, new BitSet());
        return (count > 1 ? "one loop: " : "") + inside + " -> " + steps[i].dtype() + " " + steps[i].shape();
    }

    /** Names what is computed in the kernel of {@code i}, in order. */
    private int describe(int i, StringBuilder to, BitSet done) {
        int count = 1;
        for (int in : steps[i].operands()) {
            if (!fusion.isInlined(in) || done.get(in)) continue;
            done.set(in);
            count += describe(in, to, done);
        }
        to.append(to.isEmpty() ? "" : ", ").append(Program.title(steps[i]));
        return count;
    }

    /** As a run does, by sizes alone: a view costs nothing, an element-wise kernel writes into what it reads last. */
    @Override
    public long plannedPeak() {
        int[] owner = new int[steps.length], left = new int[steps.length];
        boolean[] pinned = new boolean[steps.length];
        long live = 0, peak = 0;
        for (int i : order) {
            owner[i] = -1;
            if (steps[i].what() instanceof Lowered.Given || steps[i].what() instanceof Lowered.Constant || fusion.isInlined(i)) continue;
            int into = steps[i].what() instanceof Lowered.View ? owner[steps[i].operands()[0]] : -1;
            if (into < 0 && (pointwise[i] || isUpdate(steps[i]))) into = dyingOf(i, owner, left, pinned);
            if (steps[i].what() instanceof Lowered.View) owner[i] = into;
            else {
                owner[i] = into < 0 ? i : into;
                if (into < 0) live += bytes(i);
            }
            peak = Math.max(peak, live);
            if (owner[i] >= 0) {
                left[owner[i]] += readers[i];
                pinned[owner[i]] |= stays[i];
            }
            for (int in : reads[i]) if (owner[in] >= 0 && --left[owner[in]] == 0 && !pinned[owner[in]]) live -= bytes(owner[in]);
        }
        return peak;
    }

    private int dyingOf(int i, int[] owner, int[] left, boolean[] pinned) {
        for (int in : reads[i]) {
            int o = owner[in];
            if (o >= 0 && !pinned[o] && left[o] == 1 && bytes(o) == bytes(i)) return o;
        }
        return -1;
    }

    private long bytes(int i) { return steps[i].shape().size() * steps[i].dtype().bytes(); }

    @Override
    public String toString() { return "CpuExecutable[" + Arrays.toString(program.outputs()) + "]"; }
}
