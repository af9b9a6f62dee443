package dev.jacobi.kernel.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar kernel.jar COMMAND}. */
@Command(name = "jacobi", description = "Java notebooks with composable function transforms.", mixinStandardHelpOptions = true, version = "0.1.0", subcommands = {
        RunNotebook.class, Train.class})
public final class Jacobi {

    /** Runs a command and gives the process' exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new Jacobi()).execute(arguments);
    }
}
