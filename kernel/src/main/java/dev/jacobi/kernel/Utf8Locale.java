package dev.jacobi.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process in the C locale, as many containers start it, can name no file beyond ASCII: what stands for such letters in its arguments is lost. The same
 * command in a UTF-8 locale has them. Its words are taken as they were given from where the system keeps them.
 */
final class Utf8Locale {
    /** What xargs ends with if the command ended with any other code than 0. */
    private static final int FAILED = 123;
    private static final char LOST = '\uFFFD';

    /** Whether letters were lost that can be had. */
    static boolean isNeeded(String[] args) {
        return String.join("", args).indexOf(LOST) >= 0 && !System.getenv().containsKey(ParentWatch.MAIN) && Files.exists(words());
    }

    private static Path words() {
        return Path.of("/proc/" + ProcessHandle.current().pid() + "/cmdline");
    }

    /** Runs this process' command once more, and gives its exit code, 1 for any that is not 0. */
    static int again() throws IOException, InterruptedException {
        var builder = new ProcessBuilder("sh", "-c", "xargs -0 env LC_ALL=C.UTF-8 < " + words())
                .inheritIO();
        builder.environment().put(ParentWatch.MAIN, Long.toString(ProcessHandle.current().pid()));
        int code = builder.start().waitFor();
        return code == FAILED ? 1 : code;
    }

    private Utf8Locale() {}
}
