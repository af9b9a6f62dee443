package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopCost;
import dev.jacobi.engine.cpu.codegen.LoopEmitter;
import dev.jacobi.engine.cpu.codegen.LoopKernel;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The code of one loop: tiles that an interpreter runs, at once, and a compiled kernel as soon as the loop has turned out to be worth one. Both give the
 * same results, bit for bit where no function of the JDK's own is involved.
 */
final class LoopCode {
    /** The system property that keeps loops {@code interpreted}, or has them {@code generated} before they first run; for tests. */
    static final String PROPERTY = "jacobi.cpu.loops";

    /** How loops are run. */
    enum Tiers {
        AUTOMATIC, INTERPRETED, GENERATED
    }

    private static volatile Tiers tiers = configured();
    /** Loops whose code is kept; more, and those that have run least are dropped. */
    private static final int KEPT = 1024;
    private static final ConcurrentHashMap<Loop, LoopCode> CODES = new ConcurrentHashMap<>();

    /** Nanoseconds that an interpreted loop may take in all before a kernel is made for it. */
    private static final double WORTH_A_KERNEL = 2e6;
    /** Nanoseconds that an interpreted run takes at least beside its elements: tiles are made for it, and each operation is looked up. */
    private static final double EACH_RUN = 1_000;
    /** Nanoseconds that an element of a cheap operation takes in a tile, and a vector instruction of a function. */
    private static final double CHEAP = 0.1, OF_A_FUNCTION = 0.015;
    /** A kernel's run is slow if it takes more nanoseconds than this and so many times what its elements should: far more than in compiled code. */
    private static final double SLOW_RUN = 30_000, SLOW = 100;
    private static final int SLOW_RUNS = 4;

    final Loop loop;
    final int leaves, lanes, accumulators, longest;
    /** Where its folds are among its arguments, and how many of these are places: see {@link LoopKernel#run}. */
    final int folds, pointers;
    /** Whether it has folds, which begin anew from time to time. */
    final boolean isCut;
    /** Where the elements of a segment, and whether totals are wanted, are among its arguments, if it is cut. */
    final int segment, totals;
    private final boolean hasTotals;
    /** Whether its kernel can turn down arguments. */
    final boolean mayDecline;
    /** Which tile the interpreter keeps each value in, and what each tile holds. */
    final int[] register;
    final DType[] registers;
    private final double interpreted, generated;
    private volatile LoopKernel kernel;
    private volatile boolean requested, warming;
    // threads may race on these: losing some does no harm
    private double spent;
    private int slowRuns;

    private LoopCode(Loop loop) {
        this.loop = loop;
        leaves = loop.leaves();
        lanes = LoopCost.lanes(loop);
        accumulators = LoopCost.accumulators(loop);
        longest = LoopCost.longest(loop);
        folds = leaves + loop.stores().length();
        pointers = folds + loop.folds().size();
        segment = pointers;
        totals = segment + 1;
        isCut = !loop.folds().isEmpty();
        mayDecline = LoopEmitter.mayDecline(loop);
        hasTotals = LoopEmitter.hasTotals(loop);
        double nanos = 0.05 * loop.stores().length() + 0.06 * loop.folds().size();
        for (Loop.Instruction i : loop.body()) {
            nanos += i instanceof Loop.Load l ? l.uniform() ? 0 : 0.05
                    : i instanceof Loop.Apply(var op, var in, var type) ? Math.max(CHEAP, OF_A_FUNCTION * LoopCost.weight(op)) : CHEAP;
        }
        interpreted = nanos;
        generated = 0.03 + 0.15 / lanes * LoopCost.weight(loop);
        register = new int[loop.body().size()];
        registers = allocate();
    }

    private static Tiers configured() {
        String text = System.getProperty(PROPERTY, Tiers.AUTOMATIC.name()).strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(Tiers.values()).filter(t -> t.name().equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "[loops] " + PROPERTY + "=" + text + " is none of " + Arrays.toString(Tiers.values())));
    }

    /** The code of a loop, made when first asked for. */
    static LoopCode of(Loop loop) {
        LoopCode known = CODES.get(loop);
        if (known != null) return known;
        if (CODES.size() >= KEPT) forgetRare();
        return CODES.computeIfAbsent(loop, LoopCode::new);
    }

    private static synchronized void forgetRare() {
        if (CODES.size() < KEPT) return;
        double[] spent = CODES.values().stream().mapToDouble(c -> c.spent).sorted().toArray();
        double limit = spent[spent.length / 2];
        CODES.values().removeIf(c -> c.spent <= limit);
        RowPlan.forgetAll();
        CODES.values().forEach(c -> c.spent = Math.min(c.spent, WORTH_A_KERNEL) / 2);
    }

    /** How loops are run. */
    static Tiers tiers() { return tiers; }

    /** Chooses how loops are run from now on; for tests. */
    static Tiers use(Tiers choice) {
        Tiers before = tiers;
        tiers = choice;
        CODES.clear();
        RowPlan.forgetAll();
        return before;
    }

    /** What there is, for a person to read: each loop, and whether it has a kernel yet. */
    static String report() {
        StringBuilder text = new StringBuilder();
        CODES.forEach((loop, code) -> text.append(code.kernel != null ? "generated" : code.requested ? "requested" : "interpreted")
                .append(' ').append(loop)
                .append('\n'));
        return text.toString();
    }

    /** About how long an element takes. */
    double nanosEach() { return kernel != null ? generated : interpreted; }

    /** How long an element takes a kernel at most, once it is compiled. */
    double nanosOfKernel() { return generated; }

    /** How many vectors of partial results a run over so many elements gives at most. */
    long partials(long elements) {
        return Math.max(1, Math.ceilDiv(elements, longest));
    }

    /** Whether a run over so many elements gives totals, and not vectors of partial results: if it has whole vectors only. */
    boolean givesTotals(long elements) {
        return hasTotals && elements % lanes == 0;
    }

    /** Bytes from what a run over so many elements gives for one of its segments to what it gives for the next. */
    long bytesOfSegment(long elements) {
        return givesTotals(elements) ? Double.BYTES : LoopKernel.PARTIALS;
    }

    /** The kernel if there is one by now. */
    Optional<LoopKernel> kernel() { return Optional.ofNullable(kernel); }

    /** Whether its kernel is being compiled now. */
    boolean isWarming() { return warming; }

    void setWarming(boolean now) { warming = now; }

    /** Tells that the loop is about to run over {@code elements}: a kernel is made in time. */
    void expect(long elements) {
        if (requested) {
            spent += 1;
            return;
        }
        switch (tiers) {
            case INTERPRETED -> {
            }
            case GENERATED -> {
                kernel = LoopEmitter.emit(loop).orElse(null);
                requested = true;
            }
            case AUTOMATIC -> {
                spent += EACH_RUN + elements * interpreted;
                if (spent > WORTH_A_KERNEL) request();
            }
        }
    }

    private synchronized void request() {
        if (requested) return;
        requested = true;
        if (LoopEmitter.isSupported(loop) && LoopEmitter.isFast(loop)) LoopWarmUp.request(this);
    }

    /** Puts a kernel into place. */
    void promote(LoopKernel compiled) { kernel = compiled; }

    /**
     * Takes a kernel out of service that was slow so many times in a row: the JVM throws compiled code away when a class that it counted on is loaded, and
     * until it is compiled again the interpreter of tiles is a hundred times faster. Slow once is nothing: the thread had to wait, or memory was new.
     */
    void watch(LoopKernel used, int elements, long nanos) {
        if (nanos < SLOW_RUN + SLOW * generated * elements) {
            if (slowRuns != 0) slowRuns = 0;
            return;
        }
        if (++slowRuns < SLOW_RUNS || tiers != Tiers.AUTOMATIC) return;
        synchronized (this) {
            slowRuns = 0;
            if (kernel != used) return;
            kernel = null;
            LoopWarmUp.request(this, used);
        }
    }

    /** Gives each value a tile; a tile is free again after the last instruction that reads it. */
    private DType[] allocate() {
        List<Loop.Instruction> body = loop.body();
        int n = body.size();
        int[] last = new int[n];
        for (int i = 0; i < n; i++) {
            if (body.get(i) instanceof Loop.Load l && l.uniform()) last[i] = n;
            for (int in : operands(body.get(i))) last[in] = Math.max(last[in], i);
        }
        for (int k = 0; k < loop.stores().length(); k++) last[loop.stores().at(k)] = n;
        for (Loop.Fold f : loop.folds()) last[f.in()] = n;
        List<DType> types = new ArrayList<>();
        List<Boolean> free = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int in : operands(body.get(i))) if (last[in] == i) free.set(register[in], true);
            DType dtype = body.get(i).dtype();
            // what is the same for all tiles is filled once, so nothing else may have used its tile before
            int r = body.get(i) instanceof Loop.Load l && l.uniform() ? types.size() : 0;
            while (r < types.size() && !(free.get(r) && types.get(r) == dtype)) r++;
            if (r == types.size()) {
                types.add(dtype);
                free.add(false);
            }
            free.set(r, false);
            register[i] = r;
        }
        return types.toArray(DType[]::new);
    }

    static int[] operands(Loop.Instruction i) {
        return switch (i) {
            case Loop.Load l -> new int[0];
            case Loop.Apply(var op, Ints in, var type) -> in.toArray();
            case Loop.Convert(int in, var type) -> new int[]{in};
        };
    }
}
