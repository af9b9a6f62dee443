package dev.jacobi.kernel.magic;

import dev.jacobi.engine.mx;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.kernel.session.CellFailure;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.EmbeddedJava;
import dev.jacobi.kernel.session.ExecutionTime;
import dev.jacobi.kernel.timing.TimeText;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code %time}: runs Java once, as a cell would, and says how long that took. */
final class TimeMagic {
    private static final double WORTH_TELLING = 0.1;
    private static final int DIGITS = 3;

    static Magic magic() {
        return Magic.both("time", "[--no-raise-error] STATEMENTS",
                """
                        Runs statements once and prints the processor time, of the thread and of those that compute
                        for it, and the wall clock; compilation does not count, and is told apart.
                        What they declare stays, their value is the cell's. A lazy value is evaluated, which counts.
                          --no-raise-error  an error is printed, and the cell goes on""",
                TimeMagic::run);
    }

    private static CellResult run(MagicCall call) {
        MagicOptions options = MagicOptions.beforeStatements(call.line(), "", "no-raise-error");
        int from = call.part().line() + options.restFrom(), to = call.part().lineEnd();
        if (call.wholeCell()) {
            if (from < to) throw new UsageError("Can't use statement directly after '%%time'!");
            from = call.part().body();
            to = call.part().end();
        }
        var helpers = new HelperTime();
        long collecting = collecting(), begin = System.nanoTime();
        CellResult result = call.run(EmbeddedJava.range(call.text(), from, to));
        long all = System.nanoTime() - begin;
        ExecutionTime code = call.session().lastExecution();
        ExecutionTime evaluation = ExecutionTime.NONE;
        if (result.value().isPresent()) {
            Object value = result.value().get().object();
            try {
                evaluation = call.attend(() -> evaluate(value));
            } catch (CellFailure e) {
                result = new CellResult(Optional.empty(), Optional.of(e.error()), result.notes(), result.declared());
            }
        }
        if (result.error().isEmpty() || code.wallNanos() > 0) {
            lines(code.plus(evaluation).plus(helpers.spent()), evaluation, (all - code.wallNanos()) * 1e-9,
                    (collecting() - collecting) * 1e-3)
                    .forEach(call::print);
        }
        if (result.error().isPresent() && options.has("no-raise-error")) {
            result.error().get().traceback().forEach(call::print);
            return CellResults.nothing();
        }
        return result;
    }

    /** What is told, the compiler and collections only if they took long; seconds, but for the first two. */
    static List<String> lines(ExecutionTime time, ExecutionTime evaluation, double compiling, double collecting) {
        List<String> lines = new ArrayList<>();
        lines.add("CPU times: user " + text(time.userNanos() * 1e-9) + ", sys: " + text(time.systemNanos() * 1e-9) + ", total: "
                + text((time.userNanos() + time.systemNanos()) * 1e-9));
        lines.add("Wall time: " + text(time.wallNanos() * 1e-9));
        if (evaluation.wallNanos() > 0) lines.add("Evaluated lazily: " + text(evaluation.wallNanos() * 1e-9) + " of it in eval");
        if (compiling > WORTH_TELLING) lines.add("Compiler : " + text(compiling));
        if (collecting > 0) lines.add("GC       : " + text(collecting));
        return lines;
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
