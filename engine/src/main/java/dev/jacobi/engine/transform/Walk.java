package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.NodeMap;
import dev.jacobi.engine.array.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The part of a graph that a trace has to look at. */
final class Walk {

    /** The nodes of {@code trace} that {@code outputs} (null ones are skipped) depend on, inputs first. Nodes of older traces are left out. */
    static List<Array> order(Trace trace, Array[] outputs) {
        List<Array> order = new ArrayList<>();
        NodeMap<Boolean> done = new NodeMap<>();
        ArrayDeque<Array> stack = new ArrayDeque<>();
        for (Array out : outputs) if (out != null && out.isCoveredBy(trace)) stack.push(out);
        while (!stack.isEmpty()) {
            Array top = stack.peek();
            Boolean finished = done.get(top);
            if (finished == null) {
                done.put(top, false);
                for (Array in : top.inputs()) if (in.isCoveredBy(trace) && done.get(in) == null) stack.push(in);
            } else {
                stack.pop();
                if (!finished) {
                    done.put(top, true);
                    order.add(top);
                }
            }
        }
        return order;
    }

    private Walk() {}
}
