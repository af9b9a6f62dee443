package dev.jacobi.kernel.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a line such as {@code Array ArrayOps.sum(Array x, int... axes)} names, in the words in which JShell prints it.
 *
 * @param names the names from the outermost: perhaps packages, then classes, then perhaps a method or field
 * @param parameters of a method or constructor: its parameters' types without packages and type arguments
 */
record Signature(List<String> names, Optional<List<String>> parameters) {

    static Signature of(String line) {
        String text = withoutTypeArguments(line);
        int open = text.indexOf('('), close = text.lastIndexOf(')');
        if (open < 0 || close < open) {
            int colon = text.indexOf(':');
            return new Signature(List.of((colon < 0 ? text : text.substring(0, colon)).strip().split("\\.")), Optional.empty());
        }
        String[] words = text.substring(0, open).strip().split("\\s+");
        List<String> types = new ArrayList<>();
        for (String parameter : text.substring(open + 1, close).split(",")) {
            String p = parameter.strip();
            int name = p.lastIndexOf(' ');
            if (!p.isEmpty()) types.add(simpleType(name < 0 ? p : p.substring(0, name)));
        }
        return new Signature(List.of(words[words.length - 1].split("\\.")), Optional.of(types));
    }

    /** A type as both sources and JShell can say it: no annotations, packages or type arguments; dots of a last parameter are an array. */
    static String simpleType(String type) {
        String t = withoutTypeArguments(type).replace("...", "[]").replaceAll("@[\\w.]+(\\([^)]*\\))?", "").replaceAll("\\s+", "");
        int brackets = t.indexOf('[') < 0 ? t.length() : t.indexOf('[');
        return t.substring(t.lastIndexOf('.', brackets) + 1);
    }

    private static String withoutTypeArguments(String text) {
        StringBuilder kept = new StringBuilder();
        int depth = 0;
        for (char c : text.toCharArray()) {
            if (c == '<') depth++;
            if (depth == 0) kept.append(c);
            if (c == '>') depth--;
        }
        return kept.toString();
    }
}
