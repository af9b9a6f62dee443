package dev.jacobi.kernel.notebook;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An .ipynb file of nbformat 4. */
public final class NotebookFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private final ObjectNode root;

    private NotebookFile(ObjectNode root) { this.root = root; }

    /**
     * Reads a notebook.
     *
     * @throws IOException if the file can't be read, or is no notebook of nbformat 4
     */
    public static NotebookFile read(Path file) throws IOException {
        JsonNode root = JSON.readTree(Files.readAllBytes(file));
        if (root == null || !root.path("cells").isArray() || root.path("nbformat").asInt() != 4) {
            throw new IOException(file + " is no notebook of nbformat 4");
        }
        return new NotebookFile((ObjectNode) root);
    }

    /** Writes it as Jupyter does: one space of indent, and a newline at the end. */
    public void write(Path file) throws IOException {
        var indenter = new DefaultIndenter(" ", "\n");
        var printer = new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("").withArrayEmptySeparator("")).withObjectIndenter(indenter).withArrayIndenter(indenter);
        Files.writeString(file, JSON.writer(printer).writeValueAsString(root) + "\n");
    }

    /** The code cells in order. */
    public List<Cell> codeCells() {
        List<Cell> cells = new ArrayList<>();
        for (JsonNode c : root.path("cells")) if (c.path("cell_type").asText().equals("code")) cells.add(new Cell((ObjectNode) c));
        return cells;
    }

    /** A code cell of a notebook. */
    public static final class Cell {
        private final ObjectNode node;

        private Cell(ObjectNode node) { this.node = node; }

        /** Its code. */
        public String source() { return text(node.path("source")); }

        /** Whether it carries {@code tag}: {@code timing} marks output that differs from run to run, {@code raises-exception} a wanted error. */
        public boolean hasTag(String tag) {
            for (JsonNode t : node.path("metadata").path("tags")) if (t.asText().equals(tag)) return true;
            return false;
        }

        /** What it shows, as text: streams, the plain text of results and displays, and errors, in order. */
        public String shownText() {
            StringBuilder shown = new StringBuilder();
            for (JsonNode out : node.path("outputs")) {
                switch (out.path("output_type").asText()) {
                    case "stream" -> shown.append(text(out.path("text")));
                    case "error" -> shown.append(error(out)).append('\n');
                    default -> shown.append(text(out.path("data").path("text/plain"))).append('\n');
                }
            }
            return shown.toString();
        }

        /** Replaces what it shows. */
        void outputs(ArrayNode outputs, int count) {
            node.set("outputs", outputs);
            node.put("execution_count", count);
        }

        /** The lines that point at the mistake and give hints, without colours; of other programs' notebooks there may be none. */
        private static String error(JsonNode out) {
            List<String> lines = new ArrayList<>();
            for (JsonNode line : out.path("traceback")) lines.add(COLOUR.matcher(line.asText()).replaceAll(""));
            return lines.isEmpty() ? out.path("ename").asText() + ": " + out.path("evalue").asText() : String.join("\n", lines);
        }

        private static String text(JsonNode lines) {
            if (!lines.isArray()) return lines.asText();
            StringBuilder all = new StringBuilder();
            for (JsonNode line : lines) all.append(line.asText());
            return all.toString();
        }
    }

    /** Text as nbformat keeps it: a list of lines with their ends. */
    static ArrayNode lines(String text) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (int from = 0; from < text.length();) {
            int end = text.indexOf('\n', from) + 1;
            if (end == 0) end = text.length();
            lines.add(text.substring(from, end));
            from = end;
        }
        return lines;
    }
}
