package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import java.util.Arrays;

/**
 * In which order an executable's steps run: as the program has them, but a reduction to much less runs as soon as what it reads is there. That is still in the
 * caches then, where the product that the program has in between would leave nothing of it; and if nobody else reads it, its memory is free earlier.
 */
final class KernelOrder {
    /** A reduction's result is smaller than what it reads so many times at least: it may have to be kept for longer. */
    private static final int LESS = 8;

    private final Step[] steps;
    private final Fusion fusion;
    private final boolean[] done;
    private final int[] order;
    private int count;

    private KernelOrder(Step[] steps, Fusion fusion) {
        this.steps = steps;
        this.fusion = fusion;
        done = new boolean[steps.length];
        order = new int[steps.length];
    }

    /** All steps, each after what it reads. */
    static int[] of(Step[] steps, Fusion fusion) {
        KernelOrder all = new KernelOrder(steps, fusion);
        int n = steps.length;
        // for each step the first reduction that follows it at once, and for each of these the next; n: none
        int[] follows = new int[n], next = new int[n];
        Arrays.fill(follows, n);
        for (int i = n - 1; i >= 0; i--) {
            int made = all.isReduction(i) ? all.source(i) : -1;
            if (made < 0) continue;
            next[i] = follows[made];
            follows[made] = i;
        }
        for (int i = 0; i < n; i++) {
            all.add(i);
            for (int r = follows[i]; r < n; r = next[r]) all.add(r);
        }
        return all.order;
    }

    /** Whether it is a kernel that only reduces what is stored. */
    private boolean isReduction(int i) {
        if (!(steps[i].what() instanceof Lowered.Reduce) || fusion.isInlined(i)) return false;
        int in = steps[i].operands()[0];
        return !fusion.isInlined(in) && steps[i].shape().size() * LESS <= steps[in].shape().size();
    }

    /** The kernel that makes what a reduction sees; -1: it is given. */
    private int source(int i) {
        int made = steps[i].operands()[0];
        while (steps[made].what() instanceof Lowered.View) {
            made = steps[made].operands()[0];
            if (fusion.isInlined(made)) return -1;
        }
        return steps[made].what() instanceof Lowered.Given || steps[made].what() instanceof Lowered.Constant ? -1 : made;
    }

    /** A step, after the views of what is there that it reads. */
    private void add(int i) {
        if (done[i]) return;
        for (int in : steps[i].operands()) add(in);
        done[i] = true;
        order[count++] = i;
    }
}
