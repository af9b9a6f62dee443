package dev.jacobi.kernel.magic;

import dev.jacobi.engine.mx;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.EmbeddedJava;
import dev.jacobi.kernel.session.ExecutionTime;
import dev.jacobi.kernel.timing.TimeText;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** {@code %time}: runs Java once, as a cell would, and says how long that took. */
final class TimeMagic {
    private static final double WORTH_TELLING = 0.1;
    private static final int DIGITS = 3;

    static Magic magic() {
        return Magic.both("time", "[--no-raise-error] STATEMENTS",
                """
                        Runs statements once and prints the processor time of the thread and the wall clock; compilation does not count, and is told apart.
                        What they declare stays, their value is the cell's. A lazy value is evaluated, which counts.
                          --no-raise-error  an error is printed, and the cell goes on""",
                TimeMagic::run);
    }

    private static CellResult run(MagicCall call) {
        MagicOptions options = new MagicOptions(call.line(), "", "no-raise-error");
        int from = call.part().line() + options.restFrom(), to = call.part().lineEnd();
        if (call.wholeCell()) {
            if (from < to) throw new UsageError("Can't use statement directly after '%%time'!");
            from = call.part().body();
            to = call.part().end();
        }
        long collecting = collecting(), begin = System.nanoTime();
        CellResult result = call.run(EmbeddedJava.range(call.text(), from, to));
        long all = System.nanoTime() - begin;
        ExecutionTime code = call.session().lastExecution();
        ExecutionTime evaluation = result.value().map(v -> evaluate(v.object())).orElse(ExecutionTime.NONE);
        print(call, code.plus(evaluation), evaluation, (all - code.wallNanos()) * 1e-9, (collecting() - collecting) * 1e-3);
        if (result.error().isPresent() && options.has("no-raise-error")) {
            result.error().get().traceback().forEach(call::print);
            return CellResults.nothing();
        }
        return result;
    }

    private static void print(MagicCall call, ExecutionTime time, ExecutionTime evaluation, double compiling, double collecting) {
        call.print("CPU times: user " + text(time.userNanos() * 1e-9) + ", sys: " + text(time.systemNanos() * 1e-9) + ", total: "
                + text((time.userNanos() + time.systemNanos()) * 1e-9));
        call.print("Wall time: " + text(time.wallNanos() * 1e-9));
        if (evaluation.wallNanos() > 0) call.print("Evaluated lazily: " + text(evaluation.wallNanos() * 1e-9) + " of it in eval");
        if (compiling > WORTH_TELLING) call.print("Compiler : " + text(compiling));
        if (collecting > 0) call.print("GC       : " + text(collecting));
    }

    private static ExecutionTime evaluate(Object value) {
        if (value == null || Tree.of(value).leaves().isEmpty()) return ExecutionTime.NONE;
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime(), user = threads.getCurrentThreadUserTime(), wall = System.nanoTime();
        mx.eval(value);
        wall = System.nanoTime() - wall;
        user = threads.getCurrentThreadUserTime() - user;
        cpu = threads.getCurrentThreadCpuTime() - cpu;
        return ExecutionTime.of(wall, cpu, user);
    }

    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
    }

    private static String text(double seconds) { return TimeText.of(seconds, DIGITS); }

    private TimeMagic() {}
}
