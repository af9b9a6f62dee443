package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Executable;
import dev.jacobi.engine.ir.Program;

/**
 * One call of a function that has been made a program: a lazy node, and when the first of its results is asked for all are computed by one run. Its operands
 * are what the program's first steps are given.
 */
public abstract class Call implements Bundle {
    private final Program program;
    private final Executable executable;
    private Array[] results;

    /** A call that runs {@code executable}, which was made from {@code program}. */
    protected Call(Program program, Executable executable) {
        this.program = program;
        this.executable = executable;
    }

    /** Makes the node: the results' nodes. */
    public static Array[] apply(Call call, Array[] in, Output[] outputs) {
        Array node = Array.apply(call, in);
        Array[] results = new Array[outputs.length];
        for (int i = 0; i < results.length; i++) results[i] = Array.apply(outputs[i], node);
        call.results = results;
        return results;
    }

    /** Computes all results; {@code in} have values. Two threads may do so at once, and find the same. */
    void run(Array[] in) {
        Data[] values = new Data[program.steps().size()];
        for (int i = 0; i < in.length; i++) values[i] = in[i].dataOrNull();
        executable.run(values);
        int[] outputs = program.outputs();
        for (int i = 0; i < outputs.length; i++) results[i].evaluated(values[outputs[i]]);
    }

    /** The call that {@code x} is a result of, if it has not been computed; or null. */
    static Call of(Array x) {
        if (!(x.primitive() instanceof Output)) return null;
        Array[] in = x.inputs();
        return in.length == 1 && in[0].primitive() instanceof Call call ? call : null;
    }
}
