package dev.jacobi.kernel.source;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Finds the documentation comment of what a signature names, in all sources that are known. */
public final class Sources {
    private static final int FILES_KEPT = 64, MOST_STEPS_UP = 4;

    private final List<SourceFinder> finders = new CopyOnWriteArrayList<>();
    private final Map<String, List<Declaration>> read = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Declaration>> eldest) { return size() > FILES_KEPT; }
    };

    /** Looks there too from now on, after the places that there are. */
    public void add(SourceFinder finder) { finders.add(finder); }

    /** The comment of what JShell prints so, without its stars; empty if it has none or its source is not there. */
    public String comment(String signature) {
        Signature s = Signature.of(signature);
        return comment(s.names(), s.parameters(), MOST_STEPS_UP);
    }

    /** Where packages end is not to be seen in a name: the outermost name that is a file's is the class. */
    private String comment(List<String> names, Optional<List<String>> parameters, int steps) {
        for (int top = 0; top < names.size(); top++) {
            String simple = names.get(top), folder = String.join("/", names.subList(0, top));
            for (SourceFinder finder : finders) {
                for (SourceArchive archive : finder.archives(simple)) {
                    for (String file : archive.files(simple)) {
                        String in = file.substring(0, Math.max(0, file.lastIndexOf('/')));
                        if (!folder.isEmpty() && !in.equals(folder) && !in.endsWith("/" + folder)) continue;
                        String found = comment(declarations(archive, file), names.subList(top, names.size()), parameters, steps);
                        if (!found.isEmpty()) return found;
                    }
                }
            }
        }
        return "";
    }

    private String comment(List<Declaration> all, List<String> names, Optional<List<String>> parameters, int steps) {
        Optional<Declaration> exact = all.stream().filter(d -> d.names().equals(names) && d.parameters().equals(parameters)).findFirst();
        String own = exact.map(Declaration::comment).orElse("");
        if (!own.isEmpty()) return own;
        List<String> owner = names.subList(0, names.size() - 1);
        if (parameters.isPresent()) { // a record's own constructor has the record's comment, a method that implements one perhaps that one's
            Optional<Declaration> type = all.stream().filter(d -> d.isClass() && d.names().equals(names)).findFirst();
            if (type.isPresent()) return exact.isPresent() ? "" : type.get().comment();
            if (exact.isPresent() && steps > 0) return inherited(all, owner, names.getLast(), parameters, steps - 1);
        }
        return "";
    }

    private String inherited(List<Declaration> all, List<String> owner, String method, Optional<List<String>> parameters, int steps) {
        List<String> supertypes = all.stream().filter(d -> d.isClass() && d.names().equals(owner)).findFirst().map(Declaration::supertypes)
                .orElse(List.of());
        for (String type : supertypes) {
            String found = comment(List.of(type, method), parameters, steps);
            if (!found.isEmpty()) return found;
        }
        return "";
    }

    private List<Declaration> declarations(SourceArchive archive, String file) {
        synchronized (read) {
            return read.computeIfAbsent(archive + file, k -> {
                try {
                    return SourceFile.declarations(archive.read(file));
                } catch (IOException e) { // it was there when the archive was listed; without it there is no comment
                    return List.of();
                }
            });
        }
    }
}
