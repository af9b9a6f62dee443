package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.timing.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code %prun}: where the time of a statement goes. */
final class PrunMagic {

    static Magic magic() {
        return Magic.both("prun", "[-l LINES] [-s self|total] [-T FILE] [-D FILE] [-qr] STATEMENTS",
                """
                        Runs statements for at least a second under the flight recorder of the virtual machine and lists the methods that the time goes to.
                          -l LINES       methods in the list (20)
                          -s self|total  by the time in the method itself, or in it and what it calls
                          -T FILE        write the list to a file
                          -D FILE        keep the recording, for JDK Mission Control
                          -q, -r         print nothing; return the profile""",
                PrunMagic::run);
    }

    private static CellResult run(MagicCall call) throws Exception {
        MagicOptions options = new MagicOptions(call.line(), "l:s:T:D:qr");
        String by = options.value("s").orElse("self");
        if (!by.equals("self") && !by.equals("total")) throw new UsageError("option -s needs self or total, not " + by);
        Statement onLine = Statement.in(call.text(), call.part().line() + options.restFrom(), call.part().lineEnd());
        Statement statement = call.wholeCell() ? Statement.in(call.text(), call.part().body(), call.part().end()) : onLine;
        if (statement.isEmpty()) return CellResults.nothing();
        Path recording = options.value("D").isPresent() ? Path.of(options.value("D").get()).toAbsolutePath() : Profile.temporaryFile();
        Profile[] made = new Profile[1];
        CellResult ran = new LoopCode(call, call.wholeCell() ? Optional.of(onLine) : Optional.empty(), false).hand(statement,
                loops -> made[0] = Profile.of(loops[0], recording));
        if (options.value("D").isEmpty()) Files.deleteIfExists(recording);
        if (ran.error().isPresent()) return ran;
        String text = made[0].text((int) options.whole("l", 1, 20), by.equals("total"));
        if (options.value("T").isPresent()) Files.writeString(Path.of(options.value("T").get()), text + "\n");
        if (!options.has("q")) call.print(text);
        return options.has("r") || call.assigned() ? CellResults.value(made[0], Profile.class.getName()) : CellResults.nothing();
    }

    private PrunMagic() {}
}
