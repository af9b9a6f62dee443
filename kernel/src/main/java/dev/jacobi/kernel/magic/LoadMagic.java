package dev.jacobi.kernel.magic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.timing.TimeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code %load}: runs a file here. */
final class LoadMagic {
    private static final long MOST_BYTES = 4 << 20;
    /** The files that are being run, the outermost first. */
    private static final ScopedValue<List<Path>> LOADING = ScopedValue.newInstance();
    private static final List<String> ENDINGS = List.of(".jsh", ".jshell", ".java", ".ipynb");

    static Magic magic() {
        return Magic.line("load", "FILE", "Runs a file of Java or JShell, or the code cells of a notebook, as if its text stood here.",
                LoadMagic::run);
    }

    private static CellResult run(MagicCall call) throws Exception {
        if (call.line().isEmpty()) throw new UsageError("it needs the name of a file");
        Path file = find(call);
        List<Path> loading = LOADING.orElse(List.of()), deeper = new ArrayList<>(loading);
        Path real = file.toRealPath();
        if (loading.contains(real)) throw new UsageError(file + " loads itself, and would without end");
        deeper.add(real);
        return ScopedValue.where(LOADING, deeper).call(() -> load(call, file));
    }

    private static CellResult load(MagicCall call, Path file) throws IOException {
        CellResult result = CellResults.nothing();
        for (String part : parts(file)) {
            result = call.magics().run(call.cell(), part, call.frontend());
            if (result.error().isPresent()) return in(file, result);
        }
        return result;
    }

    /** Its error tells lines of the file, not of the cell. */
    private static CellResult in(Path file, CellResult result) {
        CellError e = result.error().orElseThrow();
        List<String> lines = new ArrayList<>(e.traceback());
        lines.add("  lines are those of " + file);
        return new CellResult(result.value(), Optional.of(new CellError(e.kind(), e.name(), e.message(), lines, e.position(), e.hints())),
                result.notes(), result.declared());
    }

    /** The file, or the one with an ending that was left out. */
    private static Path find(MagicCall call) {
        String name = call.line();
        Path plain = call.file(name);
        if (Files.isRegularFile(plain)) return plain;
        if (Files.isDirectory(plain)) throw new UsageError(plain + " is a directory; it needs the name of a file");
        return ENDINGS.stream().map(e -> call.file(name + e)).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new UsageError(
                        "there is no file " + plain + ", also not with " + String.join(", ", ENDINGS)));
    }

    private static List<String> parts(Path file) throws IOException {
        if (!file.toString().endsWith(".ipynb")) {
            if (Files.size(file) > MOST_BYTES)
                throw new UsageError(file + " has " + TimeText.bytes(Files.size(file)) + ", which is more than source code has; at most "
                        + TimeText.bytes(MOST_BYTES) + " are read");
            return List.of(withoutCommands(Files.readString(file)));
        }
        List<String> cells = new ArrayList<>();
        for (JsonNode cell : cells(file)) {
            if (!cell.path("cell_type").asText().equals("code")) continue;
            StringBuilder source = new StringBuilder();
            if (cell.path("source").isArray()) cell.path("source").forEach(line -> source.append(line.asText()));
            else
                source.append(cell.path("source").asText());
            cells.add(source.toString());
        }
        return cells;
    }

    private static JsonNode cells(Path file) throws IOException {
        try {
            JsonNode notebook = new ObjectMapper().readTree(file.toFile());
            if (notebook.path("cells").isArray() && notebook.path("nbformat").asInt() == 4) return notebook.path("cells");
        } catch (JsonProcessingException e) {
            throw new UsageError(file + " is no notebook: it is no JSON at line " + e.getLocation().getLineNr());
        }
        throw new UsageError(file + " is no notebook of nbformat 4");
    }

    /** Commands of the jshell tool, and a package declaration, are no part of a session. */
    private static String withoutCommands(String text) {
        StringBuilder java = new StringBuilder();
        text.lines().forEach(line -> {
            boolean command = line.startsWith("/") && line.length() > 1 && Character.isLetter(line.charAt(1));
            boolean declaration = line.startsWith("package ") && line.strip().endsWith(";");
            java.append(command || declaration ? "" : line).append('\n');
        });
        return java.toString();
    }

    private LoadMagic() {}
}
