package dev.jacobi.engine.cpu;

import java.util.Optional;
import java.util.function.Supplier;
import dev.jacobi.engine.ir.Backend;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Executable;
import dev.jacobi.engine.ir.KernelWatch;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;

/** Runs a program on vectorised loops over tiles that stay in the first-level cache; chains of element-wise steps, and sums of them, are one loop. */
public final class CpuBackend implements Backend {

    private final RecentPrograms recent = new RecentPrograms();

    @Override
    public Executable prepare(Program program) { return new CpuExecutable(program); }

    @Override
    public void run(Program program, Data[] values) { recent.executable(program).run(values); }

    @Override
    public void runEach(Program program, Supplier<Optional<Sets>> found) {
        if (!KernelWatch.isOn()) {
            SmallLoops.run(program, found);
            return;
        }
        long begin = System.nanoTime();
        SmallLoops.run(program, found);
        CpuExecutable names = recent.executable(program);
        KernelWatch.ran(i -> "for many operands, " + names.kernelName(i), program.outputs()[0], System.nanoTime() - begin);
    }

    /** Runs one step that is not element-wise. */
    static Data run(Step step, Operand[] in) {
        // Often the first step of a process, and the first switch over types takes it 10 ms.
        if (step.what() instanceof Lowered.MatMul) return MatMuls.run(in[0], in[1], step.shape(), step.dtype());
        return switch (step.what()) {
            case Lowered.Given g -> throw new AssertionError("a given value is missing");
            case Lowered.Constant(long bits) -> new Data.Scalar(bits);
            case Lowered.View v -> Views.of(v, in[0], step.shape());
            case Lowered.Map m -> throw new AssertionError("element-wise steps run fused");
            case Lowered.Cast c -> throw new AssertionError("element-wise steps run fused");
            case Lowered.Reduce(var reduction, var axes) -> Reductions.run(reduction, axes, in[0], step.shape(), step.dtype());
            case Lowered.ArgReduce(boolean largest, int axis) -> ArgReductions.run(largest, axis, in[0], step.shape());
            case Lowered.Scan(var what, int axis, boolean reverse) -> Scans.run(what, axis, reverse, in[0]);
            case Lowered.Recurrence(int axis, boolean reverse) -> Recurrences.run(axis, reverse, in[0], in[1]);
            case Lowered.Sort(int axis) -> Sorting.sort(axis, in[0]);
            case Lowered.ArgSort(int axis) -> Sorting.argSort(axis, in[0]);
            case Lowered.MatMul m -> throw new AssertionError("a product runs without the switch");
            case Lowered.Fft(var dft, int axis, double scale) -> Ffts.run(dft, axis, scale, in[0], step.shape());
            case Lowered.Convolve(var window, int groups) -> Convolutions.run(window, groups, in[0], in[1], step.shape(), step.dtype());
            case Lowered.Gather(int axis) -> Indexed.gather(axis, in[0], in[1], step.shape());
            case Lowered.Scatter(int axis, var combine) -> Indexed.scatter(axis, combine, in[0], in[1], in[2]);
            case Lowered.SliceUpdate(var starts, var steps) -> Copies.sliceUpdate(starts, steps, in[0], in[1]);
            case Lowered.Concatenate(int axis) -> Copies.concatenate(axis, in, step.shape(), step.dtype());
            case Lowered.Iota i -> Elementwise.iota(step.shape(), step.dtype());
            case Lowered.RandomBits(var sizes, var form) -> Threefry.run(in[0], sizes, form, step.shape());
        };
    }
}
