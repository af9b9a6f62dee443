package dev.jacobi.kernel.session;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** What the woven code of cells calls. Public because that code lives in another class loader; not for people. */
public final class SnippetRuntime {
    private SnippetRuntime() {
    }

    /** Links a check of the interrupt switch. */
    public static CallSite check(MethodHandles.Lookup lookup, String name, MethodType type) {
        return loader(lookup).links().interruptSwitch().site();
    }

    /** Links the reading of a variable of the session. */
    public static CallSite read(MethodHandles.Lookup lookup, String name, MethodType type) {
        return loader(lookup).links().reader(name, type.returnType());
    }

    /** Links the writing of a variable of the session. */
    public static CallSite write(MethodHandles.Lookup lookup, String name, MethodType type) {
        return loader(lookup).links().writer(name, type.parameterType(0));
    }

    /** Links a call of a method of the session. */
    public static CallSite call(MethodHandles.Lookup lookup, String name, MethodType type) {
        return loader(lookup).links().caller(name, type);
    }

    /** Stands for {@link System#exit}. */
    public static void exit(int status) { throw ExitRefusedException.of(String.valueOf(status)); }

    /** Stands for {@link Runtime#exit} and {@link Runtime#halt}. */
    public static void exit(Runtime runtime, int status) { exit(status); }

    private static SnippetLoader loader(MethodHandles.Lookup lookup) {
        return (SnippetLoader) lookup.lookupClass().getClassLoader();
    }
}
