package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.CellValue;
import dev.jacobi.kernel.session.EmbeddedJava;
import dev.jacobi.kernel.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** All magics by name, and cells that call them. */
public final class Magics {
    private final TreeMap<String, Magic> magics = new TreeMap<>();
    private final Session session;
    private final Directory directory = new Directory();
    /** The thread that runs a magic outside of the session. */
    private volatile Optional<Thread> working = Optional.empty();

    /** The magics of {@code session}. */
    public Magics(Session session) {
        this.session = session;
        add(TimeitMagic.magic());
        add(TimeMagic.magic());
        add(CompareMagic.magic());
        add(MemitMagic.magic());
        add(PrunMagic.magic());
        add(directory.cd());
        add(directory.pwd());
        TextMagics.magics().forEach(this::add);
        SessionMagics.magics().forEach(this::add);
        new LibraryMagics().magics().forEach(this::add);
        add(LoadMagic.magic());
        HelpMagics.magics().forEach(this::add);
    }

    /** The names of all magics, without percent signs, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(magics.keySet());
    }

    /** How the magic of that name, which is one of {@link #names}, is called, and what it does. */
    public String page(String name) {
        return named(name).page();
    }

    private void add(Magic magic) { magics.put(magic.name(), magic); }

    Directory directory() { return directory; }

    Collection<Magic> all() { return magics.values(); }

    /** The magic of that name. */
    Magic named(String name) {
        Magic magic = magics.get(name);
        if (magic != null) return magic;
        Optional<String> instead = FamiliarMagics.instead(name);
        if (instead.isPresent()) throw new UsageError("there is no such magic; " + instead.get());
        List<String> near = Names.nearest(name, magics.keySet()).stream().map(n -> magics.get(n).written()).toList();
        throw new UsageError("there is no such magic" + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?")
                + " (%lsmagic lists them all)");
    }

    /** Whether a cell calls a magic, so that it is not Java alone. */
    public boolean calledIn(String code) {
        return CellPart.of(code, magics::containsKey).stream().anyMatch(CellPart.Call.class::isInstance);
    }

    /** Runs a cell: its Java in the session, its magics here; the value is that of the last piece. */
    public CellResult run(int cell, String code, Frontend frontend) {
        List<CellPart> parts = CellPart.of(code, magics::containsKey);
        Optional<String> wrong = Misplaced.in(code, parts, magics);
        if (wrong.isPresent()) return CellResults.error("UsageError", wrong.get());
        CellResult last = CellResults.nothing();
        List<String> notes = new ArrayList<>(), declared = new ArrayList<>();
        for (CellPart part : parts) {
            last = switch (part) {
                case CellPart.Java j -> session.run(cell, EmbeddedJava.range(code, j.from(), j.to()), frontend::interrupted);
                case CellPart.Call c -> call(new MagicCall(c, code, cell, session, frontend, this, false));
            };
            notes.addAll(last.notes());
            declared.addAll(last.declared());
            if (last.error().isPresent()) break;
        }
        return new CellResult(last.value(), last.error(), notes, declared);
    }

    /** Calls one magic as a cell does, for its value. */
    public CellResult value(String code, Frontend frontend) {
        List<CellPart> parts = CellPart.of(code, magics::containsKey);
        if (parts.size() != 1 || !(parts.getFirst() instanceof CellPart.Call c))
            return CellResults.error("UsageError", code.lines().findFirst().orElse("") + " is no call of one magic");
        return call(new MagicCall(c, code, 0, session, frontend, this, true));
    }

    /** Stops what runs. */
    public void interrupt() {
        session.interrupt();
        working.ifPresent(Thread::interrupt);
    }

    private CellResult call(MagicCall call) {
        CellPart.Call part = call.part();
        if (call.frontend().interrupted()) return CellResults.interrupted(part.sign() + " was stopped before it began");
        try {
            if (part.name().endsWith("?")) return help(part.name());
            Magic magic = named(part.name());
            if (part.wholeCell() && magic.form() == Magic.Form.LINE)
                throw new UsageError("it works on a line, not over a cell: %" + magic.name() + " " + magic.usage());
            if (!part.wholeCell() && magic.form() == Magic.Form.CELL)
                throw new UsageError("it works over a cell, as its first line: %%" + magic.name() + " " + magic.usage());
            if (magic.form() == Magic.Form.LINE && magic.usage().isEmpty() && !call.line().isEmpty())
                throw new UsageError("it takes nothing, not " + call.line());
            CellResult result = run(magic, call);
            return part.target().isPresent() ? assigned(call, result) : result;
        } catch (UsageError e) {
            return CellResults.error("UsageError", part.sign() + ": " + e.getMessage());
        } catch (InterruptedException | java.io.InterruptedIOException | java.nio.channels.ClosedByInterruptException e) {
            return CellResults.interrupted(part.sign() + " was stopped");
        } catch (Exception e) {
            return CellResults.error(e.getClass().getSimpleName(), part.sign() + ": " + Failures.words(e));
        }
    }

    private static CellResult assigned(MagicCall call, CellResult result) {
        String name = call.part().target().orElseThrow();
        if (result.error().isPresent() || result.declared().contains(name)) return result;
        CellValue value = result.value().orElseThrow(() -> new UsageError("it gives no value that " + name + " could have"));
        return Variables.assign(call, name, value.object(), value.typeName());
    }

    private CellResult run(Magic magic, MagicCall call) throws Exception {
        Optional<Thread> outer = working;
        working = Optional.of(Thread.currentThread());
        try {
            return magic.body().run(call);
        } finally {
            working = outer;
            Thread.interrupted(); // meant for what has ended
        }
    }

    private CellResult help(String name) {
        return CellResults.value(page(name.replace("?", "")), "String");
    }
}
