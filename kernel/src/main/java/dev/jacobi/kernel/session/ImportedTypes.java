package dev.jacobi.kernel.session;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import jdk.jshell.ImportSnippet;

/** The simple names of the types that imports of whole packages and modules bring, for hints: looked for only when a name was wrong. */
final class ImportedTypes {
    private final Map<String, Set<String>> known = new HashMap<>();

    /** Of all these imports. */
    Set<String> of(Stream<ImportSnippet> imports) {
        Set<String> names = new TreeSet<>(inPackage("java.lang"));
        imports.filter(i -> !i.isStatic()).forEach(i -> {
            if (i.source().strip().startsWith("import module")) {
                names.addAll(known.computeIfAbsent("module " + i.fullname(), m -> inModule(i.fullname())));
            } else if (i.fullname().endsWith(".*")) {
                names.addAll(inPackage(i.fullname().substring(0, i.fullname().length() - 2)));
            }
        });
        return names;
    }

    private Set<String> inPackage(String name) {
        return known.computeIfAbsent(name, p -> {
            Set<String> found = new HashSet<>();
            ModuleLayer.boot().modules().stream().filter(m -> m.getPackages().contains(p) && m.isExported(p)).findFirst()
                    .ifPresent(m -> found.addAll(types(m.getName(), Set.of(p))));
            found.addAll(onClassPath(p));
            return found;
        });
    }

    private static Set<String> inModule(String name) {
        return ModuleLayer.boot().findModule(name).map(m -> types(name, m.getDescriptor().exports().stream().filter(e -> !e.isQualified())
                .map(e -> e.source()).collect(Collectors.toSet()))).orElse(Set.of());
    }

    /** The top-level types of packages of a module of the run-time image. */
    private static Set<String> types(String module, Set<String> packages) {
        ModuleReference reference = ModuleFinder.ofSystem().find(module).orElse(null);
        if (reference == null) {
            return Set.of();
        }
        try (ModuleReader reader = reference.open(); Stream<String> resources = reader.list()) {
            return resources.filter(r -> r.endsWith(".class") && r.indexOf('$') < 0 && r.indexOf('/') > 0)
                    .filter(r -> packages.contains(r.substring(0, r.lastIndexOf('/')).replace('/', '.')))
                    .map(r -> r.substring(r.lastIndexOf('/') + 1, r.length() - ".class".length())).collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of(); // no hints then
        }
    }

    private static List<String> onClassPath(String name) {
        try (JavaFileManager files = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            List<String> names = new java.util.ArrayList<>();
            for (JavaFileObject file : files.list(StandardLocation.CLASS_PATH, name, Set.of(JavaFileObject.Kind.CLASS), false)) {
                String binary = files.inferBinaryName(StandardLocation.CLASS_PATH, file);
                if (binary.indexOf('$') < 0) {
                    names.add(binary.substring(binary.lastIndexOf('.') + 1));
                }
            }
            return names;
        } catch (IOException e) {
            return List.of();
        }
    }
}
