package dev.jacobi.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.Comms;
import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.HistoryEntry;
import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.protocol.StdinNotAllowedException;
import dev.jacobi.kernel.protocol.StreamName;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A front end that keeps what a cell shows, as a notebook file does. Any thread may show; what comes late belongs to the cell that runs then. */
class CellOutputs implements Frontend {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Printed text as it is kept. */
    private final UnaryOperator<String> readable;
    private ArrayNode outputs = JSON.arrayNode();
    private final Map<String, ObjectNode> shown = new HashMap<>();
    private boolean clearNext;
    /** The stream that is being written, whose text grows apart: appended to the output itself, each line would copy all lines before. */
    private Optional<ObjectNode> written = Optional.empty();
    private final StringBuilder text = new StringBuilder();

    CellOutputs() { this(UnaryOperator.identity()); }

    /** With printed text rewritten by {@link dev.jacobi.kernel.protocol.Interpreter#shown}, say. */
    CellOutputs(UnaryOperator<String> readable) {
        this.readable = readable;
    }

    /** What has been shown since the last call. */
    synchronized ArrayNode take() {
        endStream();
        ArrayNode all = outputs;
        outputs = JSON.arrayNode();
        for (JsonNode out : all)
            if (out.path("output_type").asText().equals("stream"))
                ((ObjectNode) out).set("text", NotebookFile.lines(out.path("text").asText()));
        return all;
    }

    private void add(ObjectNode output) {
        endStream();
        if (clearNext) outputs.removeAll();
        clearNext = false;
        outputs.add(output);
    }

    @Override
    public synchronized void stream(StreamName stream, CharSequence more) {
        String name = stream == StreamName.STDOUT ? "stdout" : "stderr";
        if (clearNext || written.isEmpty() || !written.get().path("name").asText().equals(name)) {
            ObjectNode output = JSON.objectNode().put("output_type", "stream").put("name", name);
            add(output);
            written = Optional.of(output);
        }
        text.append(more);
    }

    private void endStream() {
        written.ifPresent(output -> output.put("text", readable.apply(text.toString())));
        written = Optional.empty();
        text.setLength(0);
    }

    @Override
    public synchronized void display(MimeBundle bundle) { add(shown("display_data", bundle)); }

    @Override
    public synchronized void display(MimeBundle bundle, String displayId) {
        ObjectNode output = shown("display_data", bundle);
        shown.put(displayId, output);
        add(output);
    }

    @Override
    public synchronized void updateDisplay(MimeBundle bundle, String displayId) {
        ObjectNode output = shown.get(displayId);
        if (output != null) output.setAll(shown("display_data", bundle));
    }

    /** A cell's result. */
    synchronized void result(MimeBundle bundle, int count) {
        add(shown("execute_result", bundle).put("execution_count", count));
    }

    /** A cell's error. */
    synchronized void error(String name, String message, List<String> traceback) {
        ObjectNode output = JSON.objectNode().put("output_type", "error").put("ename", name).put("evalue", message);
        traceback.forEach(output.putArray("traceback")::add);
        add(output);
    }

    private static ObjectNode shown(String type, MimeBundle bundle) {
        ObjectNode output = JSON.objectNode().put("output_type", type);
        ObjectNode data = output.putObject("data");
        bundle.data().forEach((mime, value) -> data.set(mime,
                mime.startsWith("text/") && value.isTextual() ? NotebookFile.lines(value.asText()) : value));
        output.putObject("metadata");
        return output;
    }

    @Override
    public synchronized void clearOutput(boolean wait) {
        if (wait) clearNext = true;
        else {
            endStream();
            outputs.removeAll();
        }
    }

    @Override
    public String input(String prompt, boolean password) throws IOException {
        throw new StdinNotAllowedException("[input] nobody answers here: a notebook that runs by itself takes no input");
    }

    @Override
    public void payload(ObjectNode payload) {}

    @Override
    public Comms comms() { throw new UnsupportedOperationException("[notebook] a notebook that runs by itself has no widgets"); }

    @Override
    public List<HistoryEntry> history() { return List.of(); }

    @Override
    public Runnable attributed(Runnable task) { return task; }

    @Override
    public void flush() {}
}
