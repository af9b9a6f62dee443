package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

/** The ways to the end of the process. One that is not refused ends these tests. */
class ExitTest {
    private static Cells cells;

    @BeforeAll
    static void open() {
        ExitGuard.install();
        cells = Cells.plain();
        cells.ok(
                """
                        import java.lang.constant.*;
                        import java.lang.invoke.*;
                        import java.lang.reflect.*;
                        interface Finder { MethodHandle find(Class<?> owner, String name, MethodType type) throws Exception; }
                        interface FreeFinder { MethodHandle find(MethodHandles.Lookup lookup, Class<?> owner, String name, MethodType type) throws Exception; }
                        interface Binder { MethodHandle bind(Object receiver, String name, MethodType type) throws Exception; }
                        interface Caller { Object call(Object receiver, Object... arguments) throws Exception; }
                        interface FreeCaller { Object call(Method method, Object receiver, Object... arguments) throws Exception; }
                        interface Unreflecter { MethodHandle of(Method method) throws Exception; }
                        var EXIT = MethodType.methodType(void.class, int.class);
                        var FIND = MethodType.methodType(MethodHandle.class, Class.class, String.class, MethodType.class);
                        var lookup = MethodHandles.lookup();
                        var kept = "state";""");
    }

    @AfterAll
    static void close() { cells.close(); }

    @ParameterizedTest
    @ValueSource(strings = {"System.exit(1)", "Runtime.getRuntime().exit(1)", "Runtime.getRuntime().halt(1)",
            "Runnable r = () -> System.exit(3);\nr.run();",
            "var halt = Runtime.class.getMethod(\"halt\", int.class);\nfor (Object o : List.of(Runtime.getRuntime())) halt.invoke(o, 1);",
            "IntConsumer f = System::exit; f.accept(1);", "IntConsumer f = Runtime.getRuntime()::halt; f.accept(1);",
            "System.class.getMethod(\"exit\", int.class).invoke(null, 1)",
            "Runtime.class.getMethod(\"halt\", int.class).invoke(Runtime.getRuntime(), 1)",
            "lookup.findStatic(System.class, \"exit\", EXIT).invoke(1)",
            "lookup.findVirtual(Runtime.class, \"halt\", EXIT).invoke(Runtime.getRuntime(), 1)",
            "lookup.bind(Runtime.getRuntime(), \"halt\", EXIT).invoke(1)",
            "lookup.unreflect(System.class.getMethod(\"exit\", int.class)).invoke(1)",
            "Finder f = lookup::findStatic; f.find(System.class, \"exit\", EXIT).invoke(1);",
            "Finder f = lookup::findVirtual; f.find(Runtime.class, \"halt\", EXIT).invoke(Runtime.getRuntime(), 1);",
            "FreeFinder f = MethodHandles.Lookup::findStatic; f.find(lookup, System.class, \"exit\", EXIT).invoke(1);",
            "Binder f = lookup::bind; f.bind(Runtime.getRuntime(), \"halt\", EXIT).invoke(1);",
            "Unreflecter f = lookup::unreflect; f.of(Runtime.class.getMethod(\"halt\", int.class)).invoke(Runtime.getRuntime(), 1);",
            "Caller f = Runtime.class.getMethod(\"halt\", int.class)::invoke; f.call(Runtime.getRuntime(), 1);",
            "FreeCaller f = Method::invoke; f.call(Runtime.class.getMethod(\"halt\", int.class), Runtime.getRuntime(), 1);",
            "var find = MethodHandles.Lookup.class.getMethod(\"findStatic\", Class.class, String.class, MethodType.class);\n"
                    + "((MethodHandle) find.invoke(lookup, System.class, \"exit\", EXIT)).invoke(1);",
            "var invoke = Method.class.getMethod(\"invoke\", Object.class, Object[].class);\n"
                    + "invoke.invoke(Runtime.class.getMethod(\"halt\", int.class), Runtime.getRuntime(), new Object[] {1});",
            "var find = lookup.findVirtual(MethodHandles.Lookup.class, \"findVirtual\", FIND);\n"
                    + "((MethodHandle) find.invoke(lookup, Runtime.class, \"halt\", EXIT)).invoke(Runtime.getRuntime(), 1);",
            "var find = lookup.bind(lookup, \"findVirtual\", FIND);\n"
                    + "((MethodHandle) find.invoke(Runtime.class, \"halt\", EXIT)).invoke(Runtime.getRuntime(), 1);",
            "var call = lookup.unreflect(Method.class.getMethod(\"invoke\", Object.class, Object[].class));\n"
                    + "call.invoke(Runtime.class.getMethod(\"halt\", int.class), Runtime.getRuntime(), 1);",
            "((MethodHandle) MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.VIRTUAL, ClassDesc.of(\"java.lang.Runtime\"), \"halt\",\n"
                    + "    MethodTypeDesc.ofDescriptor(\"(I)V\")).resolveConstantDesc(lookup)).invoke(Runtime.getRuntime(), 1);",
            // through classes that no one weaves: these are kept from happening by the guard
            "new java.beans.Statement(System.class, \"exit\", new Object[] {3}).execute()",
            "new java.beans.Statement(Runtime.getRuntime(), \"exit\", new Object[] {3}).execute()"})
    void isRefused(String code) {
        CellError e = cells.error(code);
        assertTrue(e.name().endsWith("ExitRefusedException"), () -> code + " -> " + e.traceback());
        assertTrue(e.traceback().stream().anyMatch(l -> l.contains("at cell " + cells.count() + ":")), e.traceback().toString());
        assertTrue(e.traceback().stream().noneMatch(l -> l.contains("in dev.jacobi.")), e.traceback().toString());
        assertEquals("state", cells.value("kept"));
    }

    @Test
    void anotherThreadOfACell() {
        cells.ok("""
                Throwable[] end = new Throwable[1];
                var done = new java.util.concurrent.CountDownLatch(1);
                var leaving = new Thread(() -> {
                    try { new java.beans.Statement(System.class, "exit", new Object[] {3}).execute(); } catch (Exception e) { }
                });
                leaving.setUncaughtExceptionHandler((t, e) -> { end[0] = e; done.countDown(); });
                leaving.start();
                done.await();""");
        assertTrue(cells.value("end[0].getMessage()").toString().startsWith("System.exit(3) would end"));
    }

    @Test
    void classesOfALoaderOfTheCellsOwn() {
        cells.ok(
                """
                        var code = javax.tools.ToolProvider.getSystemJavaCompiler();
                        var folder = java.nio.file.Files.createTempDirectory("exit");
                        java.nio.file.Files.writeString(folder.resolve("Foreign.java"), "public class Foreign implements Runnable { public void run() { System.exit(4); } }");
                        code.run(null, null, null, "-d", folder.toString(), folder.resolve("Foreign.java").toString());
                        var foreign = (Runnable) new java.net.URLClassLoader(new java.net.URL[] {folder.toUri().toURL()}).loadClass("Foreign").getConstructor().newInstance();
                        """);
        CellError e = cells.error("var before = 1;\nforeign.run();");
        assertTrue(e.name().endsWith("ExitRefusedException"), e.traceback().toString());
        assertEquals(1, cells.value("before"));
    }

    @Test
    void otherMethodsAreFoundAsEver() {
        assertEquals(List.of("3", "3", "3", "3", "5", "3"), cells
                .value("""
                        var type = MethodType.methodType(int.class);
                        var parse = MethodType.methodType(int.class, String.class);
                        Finder finder = lookup::findStatic;
                        Caller caller = Integer.class.getMethod("parseInt", String.class)::invoke;
                        var finds = lookup.findVirtual(MethodHandles.Lookup.class, "findStatic", FIND);
                        static class Own { private static int five() { return 5; } }
                        var desc = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, ClassDesc.of("java.lang.Integer"), "parseInt",
                                MethodTypeDesc.ofDescriptor("(Ljava/lang/String;)I"));
                        Stream.of((int) lookup.findVirtual(String.class, "length", type).invoke("abc"), (int) finder.find(Integer.class, "parseInt", parse).invoke("3"),
                                (int) caller.call(null, "3"), (int) ((MethodHandle) finds.invoke(lookup, Integer.class, "parseInt", parse)).invoke("3"),
                                (int) Stream.of(Own.class.getDeclaredMethods()).filter(m -> m.getName().equals("five")).peek(m -> m.setAccessible(true))
                                        .findFirst().get().invoke(null),
                                (int) ((MethodHandle) desc.resolveConstantDesc(lookup)).invoke("3")).map(String::valueOf).toList()"""));
    }

    @Test
    void otherMethodsAreFoundWhereTheyAreSought() throws Throwable {
        assertEquals("c", cells.value("(String) MethodHandles.lookup().findVirtual(String.class, \"substring\","
                + " MethodType.methodType(String.class, int.class)).invokeExact(\"abc\", 2)"));
        assertEquals(7, cells.value("(int) MethodHandles.publicLookup().unreflect(Math.class.getMethod(\"abs\", int.class)).invoke(-7)"));
        assertEquals("java.lang.NoSuchMethodException",
                cells.error("MethodHandles.lookup().findStatic(System.class, \"exit2\", MethodType.methodType(void.class))").name());
    }
}
