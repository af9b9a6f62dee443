package dev.jacobi.kernel.command;

import dev.jacobi.kernel.notebook.NotebookFile;
import dev.jacobi.kernel.notebook.NotebookRunner;
import java.io.PrintStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a notebook's cells and writes what they show back. */
@Command(name = "run", description = "Runs the cells of a notebook and writes their outputs into it.", mixinStandardHelpOptions = true, exitCodeListHeading = "Exit codes:%n", exitCodeList = {
        "0:all cells ran", "1:a cell failed; what ran is written, the cells after it did not run",
        "2:nothing ran: the file is no notebook of nbformat 4, or can't be read or written"})
final class RunNotebook implements Callable<Integer> {
    @Parameters(paramLabel = "NOTEBOOK", description = "The .ipynb file.")
    private Path notebook;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Write to another file.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--print", description = "Print each cell and what it shows, and write nothing.")
    private boolean print;

    @Override
    public Integer call() {
        try {
            return run();
        } catch (IOException e) { // whose message says what is wrong
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private int run() throws IOException {
        PrintStream out = System.out;
        NotebookFile file = NotebookFile.read(notebook);
        Path target = output.orElse(notebook);
        if (!print) NotebookFile.requireWritable(target);
        Optional<NotebookFile.Cell> failed = NotebookRunner.run(file, cell -> {
            if (print) out.println(cell.source().strip().indent(2).replaceFirst("^ ", ">") + cell.shownText());
        });
        if (!print) file.write(target);
        failed.ifPresent(cell -> System.err.println("A cell failed:\n" + cell.source() + "\n" + cell.shownText()));
        return failed.isPresent() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }
}
