package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.Session;
import javax.lang.model.SourceVersion;

/** Values of magics in variables of the session. */
final class Variables {

    /** The name must be one. */
    static void check(String name) {
        if (!SourceVersion.isName(name) || name.indexOf('.') >= 0) throw new UsageError(name + " is no name of a variable");
    }

    /** Puts {@code value} into a variable, which is declared if there is none of that name and type. */
    static CellResult assign(MagicCall call, String name, Object value, String type) {
        return assign(call.session(), name, value, type);
    }

    static CellResult assign(Session session, String name, Object value, String type) {
        check(name);
        try (var ticket = Handover.open(value)) {
            return session.run(0, "var " + name + " = (" + type + ") dev.jacobi.kernel.magic.Handover.value(" + ticket.number() + ");");
        }
    }

    private Variables() {}
}
