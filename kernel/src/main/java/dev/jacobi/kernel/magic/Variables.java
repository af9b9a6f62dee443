package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import javax.lang.model.SourceVersion;

/** Values of magics in variables of the session. */
final class Variables {

    /** The name must be one. */
    static void check(String name) {
        if (!SourceVersion.isName(name) || name.indexOf('.') >= 0) throw new UsageError(name + " is no name of a variable");
    }

    /** Puts {@code value} into a variable, which is declared if there is none of that name and type. */
    static CellResult assign(MagicCall call, String name, Object value, String type) {
        check(name);
        String declaration = call.part().target().filter(name::equals).map(t -> declaration(call)).orElse("var " + name);
        try (var ticket = Handover.open(value)) {
            CellResult result = call
                    .runOwn(declaration + " = (" + type + ") dev.jacobi.kernel.magic.Handover.value(" + ticket.number() + ");");
            if (!CellResults.failed(result, CellError.Kind.COMPILATION)) return result;
            throw new UsageError(declaration + " can't have its value, which is of type " + type);
        }
    }

    /** What stands before the equals sign; a name alone becomes a variable of the value's type. */
    private static String declaration(MagicCall call) {
        String text = call.text();
        int begin = text.lastIndexOf('\n', call.part().line() - 1) + 1;
        String declaration = text.substring(begin, text.indexOf('=', begin)).strip();
        return declaration.equals(call.part().target().orElseThrow()) ? "var " + declaration : declaration;
    }

    private Variables() {}
}
