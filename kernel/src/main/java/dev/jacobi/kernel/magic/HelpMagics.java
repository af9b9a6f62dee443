package dev.jacobi.kernel.magic;

import java.util.List;
import java.util.stream.Collectors;

/** What there is, and how it is called. */
final class HelpMagics {

    static List<Magic> magics() {
        return List.of(Magic.line("lsmagic", "", "Lists all magics.", call -> CellResults.value(list(call.magics()), "String")),
                Magic.line("magic", "[NAME]", "Explains all magics, or one; %NAME? does so too.", HelpMagics::explain));
    }

    private static dev.jacobi.kernel.session.CellResult explain(MagicCall call) {
        if (!call.line().isEmpty()) return CellResults.value(call.magics().named(call.line().replace("%", "")).page(), "String");
        return CellResults.value(call.magics().all().stream().map(Magic::page).collect(Collectors.joining("\n\n")), "String");
    }

    private static String list(Magics magics) {
        return "Available line magics:\n" + names(magics, Magic.Form.CELL, "%") + "\n\nAvailable cell magics:\n"
                + names(magics, Magic.Form.LINE, "%%");
    }

    private static String names(Magics magics, Magic.Form without, String sign) {
        return magics.all().stream().filter(m -> m.form() != without).map(m -> sign + m.name()).collect(Collectors.joining("  "));
    }

    private HelpMagics() {}
}
