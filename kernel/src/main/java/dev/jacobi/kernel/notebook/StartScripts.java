package dev.jacobi.kernel.notebook;

import dev.jacobi.kernel.magic.Magics;
import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.StreamName;
import dev.jacobi.kernel.session.CellResult;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Code that a person wants run before the first cell of each notebook: the files of {@code JACOBI_STARTUP_SCRIPTS_PATH}, as {@code %load} runs them, then
 * the text of {@code JACOBI_STARTUP_SCRIPT}. One that fails is told in the first cell, and the notebook goes on.
 */
final class StartScripts {
    private static final String FILES = "JACOBI_STARTUP_SCRIPTS_PATH", CODE = "JACOBI_STARTUP_SCRIPT";

    private final List<String> cells = new ArrayList<>();

    StartScripts(Map<String, String> environment) {
        for (String file : environment.getOrDefault(FILES, "").split(File.pathSeparator))
            if (!file.isBlank()) cells.add("%load " + file.strip());
        Optional.ofNullable(environment.get(CODE)).filter(c -> !c.isBlank()).ifPresent(cells::add);
    }

    /** Runs them, if that has not been done yet. */
    void run(Magics magics, Frontend frontend) {
        while (!cells.isEmpty()) {
            CellResult result = magics.run(0, cells.removeFirst(), frontend);
            result.error().ifPresent(
                    e -> frontend.stream(StreamName.STDERR, "A start-up script failed: " + String.join("\n", e.traceback()) + "\n"));
        }
    }
}
