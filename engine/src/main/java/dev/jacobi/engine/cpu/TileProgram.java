package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several element-wise operations in a row on tiles that stay in the first-level cache: nothing between them is stored. Built once for a group of steps,
 * then run by each thread on its own tiles.
 */
final class TileProgram {
    /** Nanoseconds that an element of a cheap operation takes, and of a transcendental one. */
    private static final double CHEAP = 0.12, DEAR = 0.5;

    /**
     * One operation; without an op it converts its operand to its dtype, and without operands it loads leaf {@code leaf}.
     *
     * @param in the values that it reads, by the number of the instruction that made them
     */
    private record Instruction(Op op, int leaf, int[] in, DType dtype) {}

    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Operand> leaves = new ArrayList<>();
    private final Map<Integer, Integer> loaded = new HashMap<>();
    private double nanosEach = 0.1;
    private int[] register;
    private DType[] registers;

    /** The value of step {@code step}, which is given or has been computed: loaded once. */
    int load(int step, Operand x) {
        Integer known = loaded.get(step);
        if (known != null) return known;
        leaves.add(x);
        nanosEach += 0.05;
        instructions.add(new Instruction(null, leaves.size() - 1, new int[0], x.dtype()));
        loaded.put(step, instructions.size() - 1);
        return instructions.size() - 1;
    }

    /** {@code op} of values. */
    int apply(Op op, int[] in, DType dtype) {
        nanosEach += TileOps.isTranscendental(op) ? DEAR : CHEAP;
        instructions.add(new Instruction(op, -1, in, dtype));
        return instructions.size() - 1;
    }

    /** A value as another dtype. */
    int cast(int in, DType dtype) {
        nanosEach += CHEAP;
        instructions.add(new Instruction(null, -1, new int[]{in}, dtype));
        return instructions.size() - 1;
    }

    /** How many instructions it has. */
    int size() { return instructions.size(); }

    /** What it loads. */
    List<Operand> leaves() { return leaves; }

    /** About how long an element takes. */
    double nanosEach() { return nanosEach; }

    /** Gives each value a tile; a tile is free again after the last instruction that reads it. */
    TileProgram finish() {
        int n = instructions.size();
        int[] last = new int[n];
        for (int i = 0; i < n; i++) for (int in : instructions.get(i).in) last[in] = i;
        last[n - 1] = n;
        register = new int[n];
        List<DType> types = new ArrayList<>();
        List<Boolean> free = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int in : instructions.get(i).in) if (last[in] == i) free.set(register[in], true);
            DType dtype = instructions.get(i).dtype;
            int r = 0;
            while (r < types.size() && !(free.get(r) && types.get(r) == dtype)) r++;
            if (r == types.size()) {
                types.add(dtype);
                free.add(false);
            }
            free.set(r, false);
            register[i] = r;
        }
        registers = types.toArray(DType[]::new);
        return this;
    }

    /** Fills a tile with elements of a leaf. */
    interface Loader {
        void load(int leaf, Tile into);
    }

    /** The tiles of one thread. */
    final class Run {
        private final Tile[] tiles = new Tile[registers.length];
        private final Tile[][] operands = new Tile[instructions.size()][];

        Run(long elements) {
            for (int r = 0; r < tiles.length; r++) tiles[r] = new Tile(registers[r], elements);
            for (int i = 0; i < operands.length; i++) {
                int[] in = instructions.get(i).in;
                operands[i] = new Tile[in.length];
                for (int k = 0; k < in.length; k++) operands[i][k] = tiles[register[in[k]]];
            }
        }

        /** The result for {@code n} elements that {@code loader} gives; valid until the next call. */
        Tile apply(Loader loader, int n) {
            Tile result = null;
            for (int i = 0; i < operands.length; i++) {
                Instruction instruction = instructions.get(i);
                result = tiles[register[i]];
                if (instruction.leaf >= 0) {
                    loader.load(instruction.leaf, result);
                } else if (instruction.op == null) {
                    Elementwise.convert(operands[i][0], result, n);
                } else {
                    TileOps.apply(instruction.op, operands[i], result, n);
                    result.round(n);
                }
            }
            return result;
        }
    }
}
