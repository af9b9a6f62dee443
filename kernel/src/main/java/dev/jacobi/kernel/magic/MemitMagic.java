package dev.jacobi.kernel.magic;

import dev.jacobi.engine.memory.Memory;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.timing.TimeText;
import dev.jacobi.kernel.timing.Timed;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code %memit}: what a statement allocates and keeps. */
final class MemitMagic {
    private static final Comparator<MemitResult> LEAST = Comparator.comparingLong(MemitResult::allocated)
            .thenComparingLong(MemitResult::retained);

    /**
     * Bytes of one run of a statement.
     *
     * @param allocated on the heap, by all threads
     * @param arrays the most that arrays held at once, beyond what they held before
     * @param peak the same of heap and arrays together; garbage counts until it is collected
     * @param retained what is still held afterwards, garbage collected; less than 1 KiB is the measuring's own, and told as 0
     */
    record MemitResult(long allocated, long arrays, long peak, long retained) {
        @Override
        public String toString() {
            return "allocated " + TimeText.bytes(allocated) + " on heap, " + TimeText.bytes(arrays) + " in arrays; peak +"
                    + TimeText.bytes(peak) + "; retained " + TimeText.bytes(retained);
        }
    }

    static Magic magic() {
        return Magic.both("memit", "[-r RUNS] [-qo] STATEMENTS",
                """
                        Measures the memory of statements: what they allocate on the heap, the most that arrays held at once, the most of both, and what is
                        still held when they are done. Of several runs (2), the one that allocates and keeps least counts, since the first also loads classes.
                          -r RUNS  runs (2)
                          -q, -o   print nothing; return the result""",
                MemitMagic::run);
    }

    private static CellResult run(MagicCall call) {
        MagicOptions options = MagicOptions.beforeStatements(call.line(), "r:qo");
        Statement onLine = Statement.in(call.text(), call.part().line() + options.restFrom(), call.part().lineEnd());
        Statement statement = call.wholeCell() ? Statement.in(call.text(), call.part().body(), call.part().end()) : onLine;
        if (statement.isEmpty()) return CellResults.nothing();
        long runs = options.whole("r", 1, Integer.MAX_VALUE, 2);
        MemitResult[] least = new MemitResult[1];
        CellResult ran = new LoopCode(call, call.wholeCell() ? Optional.of(onLine) : Optional.empty(), false).hand(statement, loops -> {
            for (int i = 0; i < runs; i++) {
                MemitResult one = measure(loops[0]);
                if (least[0] == null || LEAST.compare(one, least[0]) < 0) least[0] = one;
            }
        });
        if (ran.error().isPresent()) return ran;
        if (!options.has("q")) call.print(least[0].toString());
        return options.has("o") || call.assigned() ? CellResults.value(least[0], "Object") : CellResults.nothing();
    }

    private static MemitResult measure(Timed timed) throws Throwable {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Memory arrays = Memory.shared();
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream().filter(p -> p.getType() == MemoryType.HEAP)
                .toList();
        long before = held(arrays, heap), heapBefore = used(), arraysBefore = arrays.activeMemory();
        long collections = collections();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        arrays.resetPeakMemory();
        long[] nanos = new long[1];
        long allocated = threads.getTotalThreadAllocatedBytes();
        timed.run(1, nanos);
        allocated = threads.getTotalThreadAllocatedBytes() - allocated;
        long pools = Math.max(0, heap.stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum() - heapBefore);
        long heapPeak = collections() == collections ? allocated : Math.min(allocated, pools);
        long arraysPeak = Math.max(0, arrays.peakMemory() - arraysBefore);
        dev.jacobi.kernel.timing.Sink.keep((Object) null);
        long grown = held(arrays, heap) - before;
        return new MemitResult(allocated, arraysPeak, heapPeak + arraysPeak, grown < 1024 ? 0 : grown);
    }

    /** What is reachable, on the heap and in arrays; twice, since arrays are freed when the first collection has found their owners dead. */
    private static long held(Memory arrays, List<MemoryPoolMXBean> heap) {
        System.gc();
        System.gc();
        // Not what is used now: threads that begin to allocate again take a MiB each from the heap, which would count as held.
        return heap.stream().map(MemoryPoolMXBean::getCollectionUsage).filter(Objects::nonNull).mapToLong(MemoryUsage::getUsed).sum()
                + arrays.activeMemory();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    private static long used() { return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(); }

    private MemitMagic() {}
}
