package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.protocol.StreamName;
import dev.jacobi.kernel.session.CellResult;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Cells that are no Java: documents, shell scripts, files. */
final class TextMagics {
    private static final long PATIENCE_MILLIS = 300;

    static List<Magic> magics() {
        return List.of(document("html", MimeBundle.HTML), document("HTML", MimeBundle.HTML), document("markdown", "text/markdown"),
                document("latex", "text/latex"), document("svg", "image/svg+xml"), document("javascript", "application/javascript"),
                document("js", "application/javascript"), shell("bash"), shell("sh"),
                Magic.cell("writefile", "[-a] FILE", "Writes the cell to a file; -a appends.", TextMagics::write));
    }

    private static Magic document(String name, String mime) {
        return Magic.cell(name, "", "Shows the cell as " + mime + ".", call -> {
            if (!call.line().isEmpty()) throw new UsageError("the document begins on the next line; nothing stands behind %%" + name);
            call.frontend().display(MimeBundle.text(call.body()).with(mime, call.body()));
            return CellResults.nothing();
        });
    }

    private static Magic shell(String name) {
        return Magic.both(name, "[OPTIONS] [ARGUMENTS]",
                "Runs the cell, or the rest of the line, by " + name + " and shows what it prints.\n"
                        + "Over a cell, words that begin with - are options of " + name + ", as in %%" + name
                        + " -e; the others are $1, $2, ...",
                call -> run(name, call));
    }

    private static CellResult run(String shell, MagicCall call) throws IOException, InterruptedException {
        String script = call.wholeCell() ? call.body() : call.line();
        List<String> words = call.wholeCell() && !call.line().isBlank() ? List.of(call.line().strip().split("\\s+")) : List.of();
        int options = 0;
        while (options < words.size() && words.get(options).startsWith("-")) options++;
        List<String> command = new ArrayList<>(List.of(shell));
        command.addAll(words.subList(0, options));
        command.addAll(List.of("-c", script, shell));
        command.addAll(words.subList(options, words.size()));
        Path directory = call.magics().directory().current();
        if (!Files.isDirectory(directory)) throw new UsageError("the directory " + directory + " is gone: change it by %cd");
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .start();
        try {
            Thread errors = copying(process.errorReader(StandardCharsets.UTF_8), call, StreamName.STDERR);
            Thread output = copying(process.inputReader(StandardCharsets.UTF_8), call, StreamName.STDOUT);
            int status = process.waitFor();
            output.join();
            errors.join();
            return status == 0 ? CellResults.nothing() : CellResults.error("ShellError", shell + " ended with exit status " + status);
        } finally {
            end(process);
        }
    }

    /** Asks it and what it has started to end, and ends what does not. */
    private static void end(Process process) throws InterruptedException {
        if (!process.isAlive()) return;
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    private static java.io.File nothing() {
        return new java.io.File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    private static Thread copying(Reader from, MagicCall call, StreamName to) {
        return Thread.ofPlatform().daemon().start(call.frontend().attributed(() -> {
            char[] part = new char[4096];
            try {
                for (int n = from.read(part); n >= 0; n = from.read(part)) call.frontend().stream(to, new String(part, 0, n));
            } catch (IOException e) {
                // the process is gone, and with it what it would have said
            }
        }));
    }

    private static CellResult write(MagicCall call) throws IOException {
        MagicOptions options = new MagicOptions(call.line(), "a");
        if (options.rest().isBlank()) throw new UsageError("it needs the name of a file: %%writefile [-a] FILE");
        Path file = call.file(options.rest());
        boolean there = Files.exists(file), append = options.has("a");
        String body = call.body().isEmpty() || call.body().endsWith("\n") ? call.body() : call.body() + "\n";
        if (append) Files.writeString(file, body, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        else
            Files.writeString(file, body);
        call.print((append ? "Appending to " : there ? "Overwriting " : "Writing ") + options.rest());
        return CellResults.nothing();
    }

    private TextMagics() {}
}
