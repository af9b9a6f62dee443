package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.timing.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** {@code %prun}: where the time of a statement goes. */
final class PrunMagic {
    /** How the order is called here, and by IPython's users. */
    private static final Set<String> SELF = Set.of("self", "time", "tottime"), TOTAL = Set.of("total", "cumulative", "cumtime");

    static Magic magic() {
        return Magic.both("prun", "[-l LINES] [-s self|total] [-T FILE] [-D FILE] [-qr] STATEMENTS",
                """
                        Runs statements until they are compiled, then for at least a second under the flight recorder of the virtual machine,
                        and lists what the time goes to: methods, and the kernels that compute arrays, with the primitives in each, as compile(f).explain() names them.
                          -l LINES       methods in the list (20)
                          -s self|total  by the time in the method itself, or in it and what it calls
                          -T FILE        write the list to a file
                          -D FILE        keep the recording, for JDK Mission Control
                          -q, -r         print nothing; return the profile""",
                PrunMagic::run);
    }

    private static CellResult run(MagicCall call) throws Exception {
        MagicOptions options = MagicOptions.beforeStatements(call.line(), "l:s:T:D:qr");
        String by = options.value("s").orElse("self");
        boolean byTotal = TOTAL.contains(by);
        if (!byTotal && !SELF.contains(by)) throw new UsageError("option -s needs self or total, not " + by);
        Statement onLine = Statement.in(call.text(), call.part().line() + options.restFrom(), call.part().lineEnd());
        Statement statement = call.wholeCell() ? Statement.in(call.text(), call.part().body(), call.part().end()) : onLine;
        if (statement.isEmpty()) return CellResults.nothing();
        int limit = (int) options.whole("l", 1, Integer.MAX_VALUE, 20);
        Optional<Path> list = file(call, options, "T"), kept = file(call, options, "D");
        Path recording = kept.isPresent() ? kept.get() : Profile.temporaryFile();
        CellResult ran;
        Optional<Profile> profile;
        try (var recorder = new Profile.Recorder()) {
            ran = new LoopCode(call, call.wholeCell() ? Optional.of(onLine) : Optional.empty(), false).hand(statement,
                    loops -> recorder.run(loops[0]));
            if (ran.error().isPresent() && !CellResults.failed(ran, CellError.Kind.INTERRUPTED)) return ran;
            profile = profile(recorder, recording);
        } finally {
            if (kept.isEmpty()) Files.deleteIfExists(recording);
        }
        if (profile.isEmpty()) return ran;
        String text = profile.get().text(limit, byTotal);
        if (list.isPresent()) Files.writeString(list.get(), text + "\n");
        if (!options.has("q")) call.print(text);
        if (ran.error().isPresent()) return ran;
        return options.has("r") || call.assigned() ? CellResults.value(profile.get(), Profile.class.getName()) : CellResults.nothing();
    }

    /** On a thread of its own: the interrupt that ended the statement may still reach this one, and files are closed by it. */
    private static Optional<Profile> profile(Profile.Recorder recorder, Path recording) throws IOException {
        try {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return recorder.profile(recording);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, task -> Thread.ofPlatform().daemon().start(task)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException u ? u.getCause() : new IOException(e.getCause());
        }
    }

    /** The file that an option names, in a directory that is there: told before anything runs, so that no result is lost. */
    private static Optional<Path> file(MagicCall call, MagicOptions options, String option) {
        Optional<Path> file = options.value(option).map(call::file);
        file.filter(f -> f.getParent() == null || Files.isDirectory(f) || !Files.isDirectory(f.getParent())).ifPresent(f -> {
            throw new UsageError("option -" + option + " needs the name of a file in a directory that exists, not " + f);
        });
        return file;
    }

    private PrunMagic() {}
}
