package dev.jacobi.kernel.notebook;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** An .ipynb file of nbformat 4. What this does not know in it stays as it is. */
public final class NotebookFile {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int FORMAT = 4;
    /** From this minor version on each cell has an id. */
    private static final int WITH_IDS = 5;
    /** Python writes NaN where JSON has no word for it; other numbers keep their digits. */
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();
    private final ObjectNode root;

    private NotebookFile(ObjectNode root) { this.root = root; }

    /**
     * Reads a notebook.
     *
     * @throws IOException if the file can't be read, or is no notebook of nbformat 4; its message is a sentence for a person
     */
    public static NotebookFile read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException(file + " can't be read: " + (Files.isDirectory(file) ? "it is a directory" : SafeWrite.reason(e)), e);
        }
        try {
            return of(file, JSON.readTree(bytes));
        } catch (JsonProcessingException | CharConversionException e) {
            String message = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
            throw new IOException(file + " is no notebook: it is not JSON in UTF-8: " + message.lines().findFirst().orElse("")
                    + (e instanceof JsonProcessingException j && j.getLocation() != null
                            ? " (line " + j.getLocation().getLineNr() + ", column " + j.getLocation().getColumnNr() + ")"
                            : ""),
                    e);
        }
    }

    private static NotebookFile of(Path file, JsonNode json) throws IOException {
        if (!(json instanceof ObjectNode root) || !root.path("nbformat").isIntegralNumber()) {
            throw new IOException(file + " is no notebook: it has no nbformat");
        }
        int format = root.path("nbformat").intValue();
        if (format != FORMAT) {
            throw new IOException(file + " is a notebook of nbformat " + format + ", needed is " + FORMAT
                    + (format < FORMAT ? ": jupyter nbconvert --to notebook --inplace makes it one" : ""));
        }
        if (!root.path("cells").isArray()) throw new IOException(file + " is no notebook: it has no list of cells");
        for (JsonNode cell : root.path("cells"))
            if (!cell.isObject()) throw new IOException(file + " is no notebook: one of its cells is no object");
        return new NotebookFile(root);
    }

    /**
     * Writes it as Jupyter does: one space of indent, and a newline at the end. A file that is there is replaced at once or stays as it is.
     *
     * @throws IOException if that is not possible; its message is a sentence for a person
     */
    public void write(Path file) throws IOException {
        complete();
        var indenter = new DefaultIndenter(" ", "\n");
        var printer = new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("").withArrayEmptySeparator("")).withObjectIndenter(indenter).withArrayIndenter(indenter);
        SafeWrite.to(file, out -> {
            // A writer, since it writes half of a surrogate pair as a question mark, where bytes would be an error.
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            JSON.writer(printer).without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(writer, root);
            writer.write('\n');
            writer.flush();
        });
    }

    /**
     * Finds out whether {@link #write} can work, before a notebook runs for hours.
     *
     * @throws IOException saying why not
     */
    public static void requireWritable(Path file) throws IOException {
        SafeWrite.check(file);
    }

    /** What the format wants and another program has left out. */
    private void complete() {
        root.withObject("metadata");
        boolean withIds = root.path("nbformat_minor").asInt() >= WITH_IDS;
        for (JsonNode cell : root.path("cells")) {
            ((ObjectNode) cell).withObject("metadata");
            if (isCode(cell)) {
                if (!cell.has("outputs")) ((ObjectNode) cell).putArray("outputs");
                if (!cell.has("execution_count")) ((ObjectNode) cell).putNull("execution_count");
            }
            if (!cell.path("source").isTextual() && !cell.path("source").isArray()) ((ObjectNode) cell).put("source", "");
            if (withIds && !cell.path("id").isTextual()) ((ObjectNode) cell).put("id", UUID.randomUUID().toString().substring(0, 8));
        }
    }

    /** The code cells in order. */
    public List<Cell> codeCells() {
        List<Cell> cells = new ArrayList<>();
        for (JsonNode c : root.path("cells")) if (isCode(c)) cells.add(new Cell((ObjectNode) c));
        return cells;
    }

    private static boolean isCode(JsonNode cell) {
        return cell.path("cell_type").asText().equals("code");
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
            if (!lines.isArray()) return lines.asText("");
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
