package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All magics by name, and cells that call them. */
public final class Magics {
    private final TreeMap<String, Magic> magics = new TreeMap<>();
    private final Session session;

    /** The magics of {@code session}. */
    public Magics(Session session) {
        this.session = session;
        magics.put("timeit", TimeMagics::timeit);
        magics.put("time", TimeMagics::time);
        magics.put("lsmagic", call -> CellResults
                .value(new Listing(magics.keySet().stream().map(n -> "%" + n).collect(Collectors.joining("  "))), "String"));
    }

    /** The names of all magics, without percent signs, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(magics.keySet());
    }

    private record Listing(String text) {
        @Override
        public String toString() { return "Available magics:\n" + text; }
    }

    /** Runs a cell: its Java in the session, its magics here; the value is that of the last piece. */
    public CellResult run(int cell, String code, Frontend frontend) {
        List<CellPart> parts = CellPart.of(code, magics::containsKey);
        CellResult last = CellResults.nothing();
        List<String> notes = new ArrayList<>(), declared = new ArrayList<>();
        for (CellPart part : parts) {
            last = switch (part) {
                case CellPart.Java j -> session.run(cell, j.code());
                case CellPart.Call c -> call(c, cell, frontend);
            };
            notes.addAll(last.notes());
            declared.addAll(last.declared());
            if (last.error().isPresent()) break;
        }
        return new CellResult(last.value(), last.error(), notes, declared);
    }

    private CellResult call(CellPart.Call c, int cell, Frontend frontend) {
        String sign = c.wholeCell() ? "%%" : "%";
        Magic magic = magics.get(c.name());
        if (magic == null) {
            return CellResults.error("UsageError", "magic " + sign + c.name() + " not found; there are "
                    + magics.keySet().stream().map(n -> "%" + n).collect(Collectors.joining(", ")));
        }
        try {
            return magic.run(new Magic.Call(c.line(), c.wholeCell(), c.body(), cell, session, frontend));
        } catch (MagicException e) {
            return CellResults.error("UsageError", sign + c.name() + ": " + e.getMessage());
        } catch (Exception e) {
            return CellResults.error(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
    }
}
