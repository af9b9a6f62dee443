package dev.jacobi.kernel.timing;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.jacobi.engine.memory.Memory;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;

/** Those of this virtual machine. */
final class JvmMeters implements Meters {
    private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

    @Override
    public long nanos() { return System.nanoTime(); }

    @Override
    public long threadCpuNanos() { return threads.getCurrentThreadCpuTime(); }

    @Override
    public long processCpuNanos() { return system.getProcessCpuTime(); }

    @Override
    public long waits() { return threads.getThreadInfo(Thread.currentThread().threadId()).getWaitedCount(); }

    @Override
    public long allocatedBytes() { return threads.getTotalThreadAllocatedBytes(); }

    @Override
    public long arrayBytes() { return Memory.shared().allocatedMemory(); }

    @Override
    public long collections() { return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum(); }

    @Override
    public long collectionMillis() { return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum(); }

    @Override
    public long compilationMillis() { return compiler == null ? 0 : compiler.getTotalCompilationTime(); }

    @Override
    public boolean isCompiling() {
        try {
            String text = (String) ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName(DIAGNOSTICS), "compilerQueue", null,
                    null);
            return text.lines().map(String::strip)
                    .anyMatch(l -> l.contains("CompilerThread") || !l.isEmpty() && Character.isDigit(l.charAt(0)));
        } catch (JMException e) { // a virtual machine without this command: what has ended must do
            return false;
        }
    }

    @Override
    public void collectGarbage() { System.gc(); }
}
