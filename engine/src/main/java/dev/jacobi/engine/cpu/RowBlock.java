package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.type.DType;

/** A few rows that one thread works on together: their values, and memory for what is kept of their elements. */
final class RowBlock implements AutoCloseable {
    private final RowGroups group;
    /** For each node with one value a row those values. */
    private final Tile[] values;
    /** For each node that is computed row by row the values that it is computed from. */
    private final Tile[][] operands;
    private final Cursor[] cursors;
    private final Places[] places;
    private final Buffer memory;
    private final long[] kept;
    /** The first row, and how many there are. */
    private long first;
    private int count;
    /** The level up to which values of rows are known. */
    private int level;

    /** For {@code together} rows, of which {@code length} elements are worked on at a time. */
    RowBlock(RowGroups group, int together, long length) {
        this.group = group;
        int n = group.nodes.length;
        values = new Tile[n];
        operands = new Tile[n][];
        cursors = new Cursor[n];
        for (int i = 0; i < n; i++) {
            Group.Node node = group.nodes[i];
            if (!node.perRow()) continue;
            values[i] = new Tile(node.dtype(), together);
            operands[i] = new Tile[node.in().length()];
            for (int k = 0; k < operands[i].length; k++) operands[i][k] = values[node.in().at(k)];
            if (node.leaf() >= 0) cursors[i] = new Cursor(group.group.leaves().get(node.leaf()));
        }
        kept = new long[group.plan.kept.size()];
        long bytes = 0;
        for (int k = 0; k < kept.length; k++) {
            kept[k] = bytes;
            if (k != group.plan.inPlace) bytes += (length * together * group.plan.kept.get(k).bytes() + 127) / 64 * 64;
        }
        memory = Memory.shared().allocate(bytes);
        for (int k = 0; k < kept.length; k++) kept[k] += memory.address();
        places = group.plan.passes.stream().map(this::places).toArray(Places[]::new);
    }

    int count() { return count; }

    /** Turns to {@code count} rows from {@code row} on. */
    void begin(long row, int count) {
        first = row;
        this.count = count;
        for (int i = 0; i < values.length; i++) if (cursors[i] != null) values[i].load(cursors[i], row, count, 0);
        perRow(level = 0);
    }

    /** Computes what is known of rows after a pass. */
    void after(RowPlan.Pass pass) {
        if (pass.folds().length == 0) return;
        int next = group.plan.level[pass.folds()[0]];
        while (level < next) perRow(++level);
    }

    /** Computes what is known of rows so far once more. */
    void again() {
        for (int k = 1; k <= level; k++) perRow(k);
    }

    private void perRow(int level) {
        for (int i : group.plan.computed[level]) {
            Group.Node node = group.nodes[i];
            if (node.op() == null) Elementwise.convert(operands[i][0], values[i], count);
            else {
                TileOps.apply(node.op(), operands[i], values[i], count);
                values[i].round(count);
            }
        }
    }

    /** Sets what a pass has reduced the r-th row to. */
    void put(RowPlan.Pass pass, int r, long[] totals) {
        for (int f = 0; f < totals.length; f++) put(pass.folds()[f], r, totals[f]);
    }

    /** Sets what a pass has reduced the rows to, from what a run over all of them gives for fold {@code f}. */
    void putRows(RowPlan.Pass pass, int f, long at) {
        LoopCode code = pass.code();
        int node = pass.folds()[f];
        Tile tile = values[node];
        long segments = code.partials(group.length);
        if (segments == 1 && code.givesTotals(group.length) && tile.dtype == DType.FLOAT32) {
            // no sum is -0, but an extremum may be
            double nothing = group.nodes[node].reduction() == Reduction.SUM ? 0 : -0.0;
            for (int r = 0; r < count; r++) tile.f[r] = (float) (nothing + OffHeap.doubleAt(at + (long) r * Double.BYTES));
            return;
        }
        long bytes = segments * code.bytesOfSegment(group.length);
        for (int r = 0; r < count; r++) put(node, r, LoopInterpreter.total(code, f, at + r * bytes, group.length, pass.nothing()[f]));
    }

    void put(int node, int r, long sum) { Elementwise.put(values[node], r, RowGroups.result(group.nodes[node].dtype(), sum)); }

    /** Writes the last node's values, if it has one a row. */
    void store() {
        if (group.last().perRow()) values[values.length - 1].store(group.out.segment(), first, count);
    }

    /** Sets the arguments that are a pass's leaves, from {@code leaf} on, and its stores, from {@code store} on, to elements {@code start .. start + n - 1} of the r-th row. */
    void point(RowPlan.Pass pass, int r, long start, int n, Layout.Reader reader, long[] arguments, int leaf, int store) {
        Places places = this.places[pass.number()];
        int leaves = pass.numbers().length;
        for (int k = 0; k < places.kind.length; k++) {
            long at = switch (places.kind[k]) {
                case Places.OF_ALL_ROWS -> places.base[k] + (first + r) * places.rowBytes[k] + start * places.bytes[k];
                case Places.OF_ROWS_IN_WORK -> places.base[k] + r * places.rowBytes[k] + start * places.bytes[k];
                case Places.VALUE_OF_ROW -> values[pass.numbers()[k]].bits(r);
                default -> reader.at(pass.numbers()[k], first + r, start, n);
            };
            arguments[k < leaves ? leaf + k : store + k - leaves] = at;
        }
    }

    /** What a pass reads and writes. */
    private Places places(RowPlan.Pass pass) {
        int leaves = pass.numbers().length, stores = pass.kept().length;
        Places places = new Places(leaves + stores);
        for (int k = 0; k < leaves; k++) {
            int number = pass.numbers()[k];
            switch (pass.sources()[k]) {
                case LEAF -> {
                    Data.Strided evenly = group.layout.evenRows(number).orElse(null);
                    if (evenly == null) places.kind[k] = Places.ELSEWHERE;
                    else {
                        int bytes = group.group.leaves().get(number).dtype().bytes();
                        places.set(k, Places.OF_ALL_ROWS, evenly.buffer().address() + (long) evenly.offset() * bytes,
                                (long) evenly.strides().at(0) * bytes, bytes);
                    }
                }
                case ROW -> places.kind[k] = Places.VALUE_OF_ROW;
                case KEPT -> setKept(places, k, number);
            }
        }
        for (int k = 0; k < stores; k++) {
            if (pass.kept()[k] == RowPlan.RESULT)
                places.set(leaves + k, Places.OF_ALL_ROWS, group.out.address(), group.length * group.dtype.bytes(), group.dtype.bytes());
            else
                setKept(places, leaves + k, pass.kept()[k]);
        }
        return places;
    }

    /** Where a kept value lies; the first that the result can take the place of lies there, so that its memory is fetched while there is much to compute. */
    private void setKept(Places places, int k, int number) {
        int size = group.plan.kept.get(number).bytes();
        if (number == group.plan.inPlace) places.set(k, Places.OF_ALL_ROWS, group.out.address(), group.length * size, size);
        else
            places.set(k, Places.OF_ROWS_IN_WORK, kept[number], group.length * size, size);
    }

    @Override
    public void close() { memory.release(); }

    /** For each argument of a pass where it lies in any row; worked out once, since a row of some thousand elements is read in 0.3 us. */
    private static final class Places {
        static final int OF_ALL_ROWS = 0, OF_ROWS_IN_WORK = 1, VALUE_OF_ROW = 2, ELSEWHERE = 3;

        final int[] kind, bytes;
        final long[] base, rowBytes;

        Places(int n) {
            kind = new int[n];
            bytes = new int[n];
            base = new long[n];
            rowBytes = new long[n];
        }

        /** Element {@code start} of a row lies {@code row * rowBytes + start * bytes} after {@code base}. */
        void set(int k, int kind, long base, long rowBytes, int bytes) {
            this.kind[k] = kind;
            this.base[k] = base;
            this.rowBytes[k] = rowBytes;
            this.bytes[k] = bytes;
        }
    }
}
