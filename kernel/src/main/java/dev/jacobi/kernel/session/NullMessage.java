package dev.jacobi.kernel.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The virtual machine's explanation of a null where an object was needed, in the words of the cell. */
final class NullMessage {
    private static final String BROKEN_OFF = " because \"";
    private static final Pattern INVOKED = Pattern.compile("Cannot invoke \"(?:[\\w$]+\\.)*(\\w+)\\(");

    /** {@code source} gives the line of a cell that a frame stands in. */
    static String of(String message, StackTraceElement[] frames, Function<StackTraceElement, Optional<String>> source) {
        if (frames.length > 0 && frames[0].getClassName().endsWith(".ArrayOperators")) {
            return "an operand is null: a variable has no array yet";
        }
        if (!message.endsWith(BROKEN_OFF)) {
            return message;
        }
        // a variable of the session is read by a call site, which the virtual machine has no name for: it breaks off there
        Matcher invoked = INVOKED.matcher(message);
        Optional<String> line = frames.length == 0 ? Optional.empty() : source.apply(frames[0]);
        Optional<String> name = line.isPresent() && invoked.find() ? receiver(line.get(), invoked.group(1)) : Optional.empty();
        return message.substring(0, message.length() - 1) + name.map(n -> '"' + n + "\" is null").orElse("the value is null");
    }

    /** The one variable of which the line calls this method. */
    private static Optional<String> receiver(String line, String method) {
        List<String> names = Pattern.compile("(?<![.\\w)\\]])(\\w+)\\s*\\.\\s*" + method + "\\s*\\(").matcher(line).results()
                .map((MatchResult r) -> r.group(1)).distinct().toList();
        return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
    }

    private NullMessage() {
    }
}
