package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.session.ExecutionTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/** Processor time of the threads that compute for a cell beside its own: the engine's workers, and those of parallel streams. */
final class HelperTime {
    private static final String[] NAMES = {"jacobi-worker-", "ForkJoinPool.commonPool-worker-"};

    /** Processor time and the part of it in a thread's own code, by the thread. */
    private final Map<Long, long[]> began = now();

    /** Since this was made; threads that have ended meanwhile do not count. */
    ExecutionTime spent() {
        ExecutionTime sum = ExecutionTime.NONE;
        for (var thread : now().entrySet()) {
            long[] before = began.getOrDefault(thread.getKey(), new long[2]), after = thread.getValue();
            sum = sum.plus(ExecutionTime.of(0, after[0] - before[0], after[1] - before[1]));
        }
        return sum;
    }

    private static Map<Long, long[]> now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, long[]> times = new HashMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread == null || !helps(thread.getThreadName())) continue;
            long cpu = threads.getThreadCpuTime(thread.getThreadId()), user = threads.getThreadUserTime(thread.getThreadId());
            if (cpu >= 0) times.put(thread.getThreadId(), new long[]{cpu, Math.max(0, user)});
        }
        return times;
    }

    private static boolean helps(String name) {
        for (String n : NAMES) if (name.startsWith(n)) return true;
        return false;
    }
}
