package dev.jacobi.kernel.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The compiler's messages as people read them: on one line, with the names of types as they are written in cells, without what only the kernel
 * knows of.
 */
final class CompilerWords {
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$[0-9]+[A-Z]*\\.");
    private static final Pattern QUALIFIED = Pattern.compile("\\b((?:[a-z_][a-zA-Z0-9_]*\\.)+)([A-Z][\\w$]*|mx\\b)");
    /** What a bare function name became: the compiler abbreviates its text. */
    private static final Pattern FUNCTION = Pattern.compile("\\((?:[\\w.<>\\[\\]]+ )?\\$a(?:0\\b.*|\\[\\.{3}\\]\\()\\$a\\d+\\)");
    /** After its first line such a message lists every candidate with what it lacks, which can be pages. */
    private static final String CANDIDATES = "no suitable ";

    /** Of one candidate; it may take several lines. */
    private static final Pattern MISMATCH = Pattern.compile("mismatch;(.*?)\\)+\\s*(?=(?:method|constructor) |\\z)", Pattern.DOTALL);

    private CompilerWords() {
    }

    static String plain(String message) {
        String text = WRAPPER.matcher(message).replaceAll("");
        if (text.startsWith(CANDIDATES)) {
            text = text.lines().findFirst().orElse(text);
        }
        text = text.lines().filter(l -> !l.contains("location: class")).map(String::strip)
                .reduce((a, b) -> a.replaceFirst(";$", ":") + (a.endsWith(":") || a.endsWith(";") ? " " : ", ") + b).orElse(text);
        text = text.replaceAll("symbol:\\s+", "").replaceAll("\\s+", " ").replace("<nulltype>", "null").replace("<null>", "null");
        return shortNames(FUNCTION.matcher(text).replaceAll("a function"));
    }

    /** Why the candidates of a call did not fit, each reason once; that they take another number of arguments says little. */
    static List<String> reasons(String message) {
        return message.startsWith(CANDIDATES) ? MISMATCH.matcher(message).results().map(m -> plain(m.group(1).strip())).distinct().toList()
                : List.of();
    }

    /** Types by their simple names, but for two of the same simple name. */
    static String shortNames(String text) {
        Map<String, Set<String>> packages = new HashMap<>();
        Matcher m = QUALIFIED.matcher(text);
        while (m.find()) {
            packages.computeIfAbsent(m.group(2), k -> new HashSet<>()).add(m.group(1));
        }
        Set<String> clear = packages.entrySet().stream().filter(e -> e.getValue().size() == 1).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return QUALIFIED.matcher(text).replaceAll(f -> Matcher.quoteReplacement(clear.contains(f.group(2)) ? f.group(2) : f.group()));
    }
}
