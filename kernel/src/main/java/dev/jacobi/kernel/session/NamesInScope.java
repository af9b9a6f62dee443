package dev.jacobi.kernel.session;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** The names a cell can use without qualification, and what classes stand behind them. */
final class NamesInScope {
    private static final int OVERLOADS = 4;

    private final JShell shell;
    private final ClassLoader loader;
    /** Of each name that was asked for; forgotten when imports change. */
    private final Map<String, Optional<Class<?>>> classes = new HashMap<>();
    private final ImportedTypes importedTypes = new ImportedTypes();
    private List<String> imports = List.of();

    NamesInScope(JShell shell, ClassLoader loader) {
        this.shell = shell;
        this.loader = loader;
    }

    /** Whether the session declared it. */
    boolean isOwn(String name) {
        return shell.variables().anyMatch(v -> v.name().equals(name)) || shell.methods().anyMatch(m -> m.name().equals(name))
                || shell.types().anyMatch(t -> t.name().equals(name));
    }

    boolean isVariable(String name) {
        return shell.variables().anyMatch(v -> v.name().equals(name));
    }

    /**
     * Whether a class is there for cells to use: not one of the libraries that the kernel is made of, which its own class loader loads. The JDK's, those that cells
     * brought, and the packages that the session imports from are.
     */
    boolean isForCells(String className) {
        Optional<Class<?>> type = load(className);
        if (type.isEmpty() || type.get().getClassLoader() != NamesInScope.class.getClassLoader()) {
            return true;
        }
        String root = className.substring(0, className.indexOf('.', className.indexOf('.') + 1) + 1);
        return shell.imports().anyMatch(i -> i.fullname().startsWith(root));
    }

    boolean isType(String name) {
        return !name.isEmpty() && (shell.types().anyMatch(t -> t.name().equals(name))
                || Character.isUpperCase(name.charAt(0)) && shell.variables().noneMatch(v -> v.name().equals(name))
                        && !name.equals(name.toUpperCase(java.util.Locale.ROOT)))
                || type(name).isPresent();
    }

    /** Everything that a person may have meant by a name that is not declared. */
    Set<String> all() {
        Set<String> names = new TreeSet<>(importedFunctions());
        shell.variables().map(VarSnippet::name).filter(n -> !n.startsWith("$")).forEach(names::add);
        shell.methods().forEach(m -> names.add(m.name()));
        shell.types().map(TypeDeclSnippet::name).forEach(names::add);
        shell.imports().filter(i -> !i.isStatic()).map(ImportSnippet::name).filter(n -> !n.contains("*")).forEach(names::add);
        return names;
    }

    /** The types that a cell can name. */
    Set<String> types() {
        Set<String> names = importedTypes.of(shell.imports());
        shell.types().map(TypeDeclSnippet::name).forEach(names::add);
        return names;
    }

    /** The static methods that were imported. */
    Set<String> importedFunctions() {
        return staticImports().flatMap(i -> {
            String member = i.fullname().substring(i.fullname().lastIndexOf('.') + 1);
            return importedFrom(i).stream().filter(m -> member.equals("*") || member.equals(m.getName()));
        }).map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The signatures of a function that is used by its simple name. */
    String signatures(String function) {
        List<String> own = shell.methods().filter(m -> m.name().equals(function))
                .map(m -> "(" + m.parameterTypes() + ") -> " + m.signature().substring(m.signature().indexOf(')') + 1)).toList();
        return own.isEmpty() ? text(staticImports().flatMap(i -> importedFrom(i).stream()).filter(m -> m.getName().equals(function)))
                : String.join("\n", own);
    }

    /** The signatures of a method of a class. */
    String signatures(Optional<Class<?>> owner, String method) {
        return owner.map(c -> text(methods(c).filter(m -> m.getName().equals(method)))).orElse("");
    }

    /** The class whose members can follow this text, which ends with a dot or two colons, as far as that is cheap to know. */
    Optional<Class<?>> owner(String textBefore) {
        String text = textBefore.stripTrailing().replaceAll("(\\.|::)$", "").stripTrailing();
        int start = text.length();
        while (start > 0 && (Character.isJavaIdentifierPart(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        String receiver = text.substring(start);
        if (receiver.isEmpty() || !Character.isJavaIdentifierStart(receiver.charAt(0))) {
            return Optional.empty();
        }
        if (Pattern.compile("\\b" + Pattern.quote(receiver) + "\\b[^()]*\\)?\\s*->").matcher(text).find()) {
            return Optional.empty(); // the parameter of a lambda
        }
        return shell.variables().filter(v -> v.name().equals(receiver)).findFirst().map(VarSnippet::typeName)
                .or(() -> Optional.of(receiver))
                .flatMap(this::type);
    }

    /** Public methods and fields of a class. */
    Set<String> members(Class<?> type) {
        Set<String> names = methods(type).map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
        Arrays.stream(type.getFields()).forEach(f -> names.add(f.getName()));
        return names;
    }

    /** The class that a type's text means here; type arguments are left out. */
    Optional<Class<?>> type(String text) {
        String name = text.replaceAll("<.*>", "");
        if (name.isEmpty() || name.contains("[")) {
            return Optional.empty();
        }
        List<String> now = shell.imports().map(ImportSnippet::fullname).toList();
        if (!now.equals(imports)) {
            imports = now;
            classes.clear();
        }
        return classes.computeIfAbsent(name, this::find);
    }

    private Optional<Class<?>> find(String name) {
        String outer = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        String inner = name.substring(outer.length()).replace('.', '$');
        Stream<String> packages = Stream.concat(Stream.of("java.lang."), shell.imports().filter(i -> !i.isStatic())
                .sorted(Comparator.comparing(NamesInScope::breadth)).flatMap(i -> packages(i, outer)));
        return Stream.concat(Stream.of(name), packages.map(p -> p + outer + inner)).map(this::load).flatMap(Optional::stream).findFirst();
    }

    /** A class's own import goes before that of its package, and that before a module's. */
    private static int breadth(ImportSnippet i) {
        return isModule(i) ? 2 : i.fullname().endsWith("*") ? 1 : 0;
    }

    private static boolean isModule(ImportSnippet i) {
        return i.source().strip().startsWith("import module");
    }

    /** Where an import lets this simple name come from, with the dot. */
    private static Stream<String> packages(ImportSnippet i, String simpleName) {
        String from = i.fullname();
        if (isModule(i)) {
            return ModuleLayer.boot().findModule(from).stream()
                    .flatMap(m -> m.getDescriptor().exports().stream().filter(e -> !e.isQualified()).map(e -> e.source() + "."));
        }
        boolean fits = from.endsWith(".*") || from.endsWith("." + simpleName);
        return fits ? Stream.of(from.substring(0, from.lastIndexOf('.') + 1)) : Stream.empty();
    }

    private Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) { // a wrong case of a file name is a LinkageError
            return Optional.empty();
        }
    }

    private Stream<ImportSnippet> staticImports() {
        return shell.imports().filter(ImportSnippet::isStatic);
    }

    private List<Method> importedFrom(ImportSnippet i) {
        return load(i.fullname().substring(0, i.fullname().lastIndexOf('.'))).stream().flatMap(NamesInScope::methods)
                .filter(m -> Modifier.isStatic(m.getModifiers())).toList();
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(m -> !m.isSynthetic());
    }

    private static String text(Stream<Method> overloads) {
        return overloads.map(NamesInScope::text).distinct().sorted().limit(OVERLOADS).collect(Collectors.joining("\n"));
    }

    private static String text(Method m) {
        String parameters = Arrays.stream(m.getParameters())
                .map(p -> p.getType().getSimpleName() + (p.isNamePresent() ? " " + p.getName() : "")).collect(Collectors.joining(", "));
        return "(" + parameters + ") -> " + m.getReturnType().getSimpleName();
    }
}
