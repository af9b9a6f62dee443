package dev.jacobi.engine.cpu.fft;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Tables by length, made when they are first needed; those that were used last are kept, up to a number of bytes. */
final class Plans {
    private static final long MOST_BYTES = 64L << 20;
    private static final Plans SHARED = new Plans();

    private enum Kind {
        COLUMNS, FOUR_STEP, CONVOLUTION, REAL
    }

    private record Key(Kind kind, int n) {}

    private record Plan(Object tables, long bytes) {}

    private final Map<Key, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    static Columns columns(int n) {
        return (Columns) SHARED.plan(Kind.COLUMNS, n, Columns::new, c -> ((Columns) c).bytes());
    }

    static FourStep fourStep(int n) {
        return (FourStep) SHARED.plan(Kind.FOUR_STEP, n, FourStep::of, f -> ((FourStep) f).bytes());
    }

    static Convolution convolution(int n) {
        return (Convolution) SHARED.plan(Kind.CONVOLUTION, n, Convolution::new, c -> ((Convolution) c).bytes());
    }

    static RealPairs real(int n) {
        return (RealPairs) SHARED.plan(Kind.REAL, n, RealPairs::new, r -> ((RealPairs) r).bytes());
    }

    private Object plan(Kind kind, int n, IntFunction<Object> make, Function<Object, Long> size) {
        Key key = new Key(kind, n);
        synchronized (plans) {
            Plan known = plans.get(key);
            if (known != null) return known.tables;
        }
        Object tables = make.apply(n); // outside of the lock: it may need other plans, or time
        long own = size.apply(tables);
        synchronized (plans) {
            Plan before = plans.put(key, new Plan(tables, own));
            bytes += own - (before == null ? 0 : before.bytes);
            var oldest = plans.entrySet().iterator();
            while (bytes > MOST_BYTES && oldest.hasNext()) {
                var e = oldest.next();
                if (e.getKey().equals(key)) break;
                bytes -= e.getValue().bytes;
                oldest.remove();
            }
        }
        return tables;
    }

    /** What the tables take now. */
    static long bytesKept() {
        synchronized (SHARED.plans) {
            return SHARED.bytes;
        }
    }

    private Plans() {}
}
