package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that ends the process, as programs do that were not written to be libraries. */
class LibraryExitTest {
    private static final String SOURCE = """
            package lib;
            import java.util.function.*;
            public class Quits {
                public static int count;
                public static void now(int status) { System.exit(status); }
                public static void halt() { Runtime.getRuntime().halt(1); }
                public static Runnable later() { return () -> Runtime.getRuntime().exit(2); }
                public static IntConsumer reference() { return System::exit; }
                /** With branches that meet, and with types that do. */
                public static String main(String... args) {
                    CharSequence text = args.length > 1 ? new StringBuilder("many") : "few";
                    for (String a : args) {
                        if (a.equals("quit")) System.exit(args.length);
                        count++;
                    }
                    return text + " " + count;
                }
                static class Inner { static void quit() { System.exit(9); } }
                public static void handle() throws Throwable {
                    java.lang.invoke.MethodHandles.lookup().findStatic(System.class, "exit",
                            java.lang.invoke.MethodType.methodType(void.class, int.class)).invoke(5);
                }
                public static void inner() { Inner.quit(); }
            }
            """;
    /** Names no method that ends the process but as a text. */
    private static final String REFLECTS = """
            package lib;
            public class Reflects {
                public static void now() throws Exception { System.class.getMethod("exit", int.class).invoke(null, 1); }
            }
            """;
    /** Ends the process in a method that also needs a class that is not there. */
    private static final String LACKING = """
            package lib;
            public class Lacking {
                public static Object pick(boolean a) {
                    Object o = a ? (Object) new Gone() : new Gone.Other();
                    if (a) System.exit(1);
                    return o;
                }
                public static int fine() { return 7; }
            }
            """;

    @Test
    void isRefusedInTheCellThatCalledIt(@TempDir Path folder) throws IOException {
        try (Cells cells = Cells.plain()) {
            cells.session.addToClasspath(library(folder));
            for (String code : List.of("lib.Quits.now(3)", "lib.Quits.halt()", "lib.Quits.later().run()", "lib.Quits.reference().accept(4)",
                    "lib.Quits.main(\"a\", \"quit\")", "lib.Quits.inner()", "lib.Quits.handle()",
                    "lib.Reflects.now()")) {
                CellError e = cells.error(code);
                assertTrue(e.name().endsWith("ExitRefusedException"), () -> code + " -> " + e.traceback());
            }
            assertEquals("many 3", cells.value("lib.Quits.main(\"a\", \"b\")"));
        }
    }

    @Test
    void theClassIsOtherwiseAsItWas(@TempDir Path folder) throws IOException {
        Path jar = library(folder);
        try (Cells cells = Cells.plain()) {
            cells.session.addToClasspath(jar);
            assertEquals(jar.toUri().toURL().toString(),
                    cells.value("lib.Quits.class.getProtectionDomain().getCodeSource().getLocation().toString()"));
            assertEquals("1.2.3", cells.value("lib.Quits.class.getPackage().getImplementationVersion()"));
            assertEquals(true, cells.value("lib.Quits.class.getPackage() == lib.Lacking.class.getPackage()"));
            assertEquals(7, cells.value("lib.Lacking.fine()"));
        }
    }

    @Test
    void directoriesOfClassesToo(@TempDir Path folder) throws IOException {
        library(folder);
        try (Cells cells = Cells.plain()) {
            cells.session.addToClasspath(folder.resolve("classes"));
            assertTrue(cells.error("lib.Quits.now(3)").name().endsWith("ExitRefusedException"));
        }
    }

    private static Path library(Path folder) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source/lib"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(source.resolve("Quits.java"), SOURCE);
        Files.writeString(source.resolve("Lacking.java"), LACKING);
        Files.writeString(source.resolve("Reflects.java"), REFLECTS);
        Files.writeString(source.resolve("Gone.java"), "package lib; class Gone { static class Other { } }");
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(),
                source.resolve("Quits.java").toString(), source.resolve("Lacking.java").toString(),
                source.resolve("Reflects.java").toString(), source.resolve("Gone.java").toString());
        assertEquals(0, result);
        Files.delete(classes.resolve("lib/Gone.class"));
        Files.delete(classes.resolve("lib/Gone$Other.class"));
        Path jar = folder.resolve("lib.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest); Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }
}
