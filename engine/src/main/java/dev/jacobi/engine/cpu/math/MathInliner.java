package dev.jacobi.engine.cpu.math;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.Instruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.Map;

/**
 * Copies the code of the vector math functions into a loop, down to the calls of the Vector API. C2 stops inlining helper methods in large bodies and
 * then boxes their vectors; and there is one source of each polynomial, so generated loops give the bits that the precompiled ones give.
 */
public final class MathInliner {
    /** The package whose methods are copied. */
    public static final String PACKAGE = FloatMath.class.getPackageName();
    private static final Map<String, ClassModel> CLASSES = new ConcurrentHashMap<>();
    private static final Map<String, Integer> WEIGHTS = new ConcurrentHashMap<>();

    /** Emits the body of a static method of the math package: its arguments are on the stack, its result will be. */
    public static void inline(CodeBuilder code, ClassDesc owner, String name, MethodTypeDesc type) {
        int[] slots = new int[0];
        List<ClassDesc> parameters = type.parameterList();
        for (int k = parameters.size() - 1; k >= 0; k--) {
            TypeKind kind = TypeKind.from(parameters.get(k));
            int slot = code.allocateLocal(kind);
            code.storeLocal(kind, slot);
            slots = with(slots, k, slot);
        }
        int[] renamed = new int[256];
        java.util.Arrays.fill(renamed, -1);
        for (int k = 0, at = 0; k < parameters.size(); k++) {
            renamed[at] = slots[k];
            at += TypeKind.from(parameters.get(k)).slotSize();
        }
        for (CodeElement element : body(owner, name, type)) {
            switch (element) {
                case LoadInstruction load -> code.loadLocal(load.typeKind(), renamed[load.slot()]);
                case StoreInstruction store -> {
                    // a fresh local each time: a local that is written twice would only lengthen live ranges
                    renamed[store.slot()] = code.allocateLocal(store.typeKind());
                    code.storeLocal(store.typeKind(), renamed[store.slot()]);
                }
                case InvokeInstruction call when isOurs(call) -> inline(code, call.owner().asSymbol(), call.name().stringValue(),
                        call.typeSymbol());
                case ReturnInstruction end -> {
                }
                case BranchInstruction branch -> throw new IllegalStateException("[codegen] " + name + " branches: it can't be copied");
                case Instruction instruction -> code.with(instruction);
                default -> {
                }
            }
        }
    }

    /** How many calls of the Vector API a function makes. */
    public static int weight(ClassDesc owner, String name, MethodTypeDesc type) {
        String key = owner.displayName() + "." + name + type.displayDescriptor();
        Integer known = WEIGHTS.get(key);
        if (known != null) return known;
        int weight = 0;
        for (CodeElement element : body(owner, name, type)) {
            if (element instanceof InvokeInstruction call)
                weight += isOurs(call) ? weight(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol()) : 1;
        }
        WEIGHTS.put(key, weight);
        return weight;
    }

    private static boolean isOurs(InvokeInstruction call) { return call.owner().asSymbol().packageName().equals(PACKAGE); }

    /** The code of a static method of the math package. */
    public static CodeModel body(ClassDesc owner, String name, MethodTypeDesc type) {
        for (MethodModel method : CLASSES.computeIfAbsent(owner.displayName(), MathInliner::read).methods()) {
            if (method.methodName().equalsString(name) && method.methodTypeSymbol().equals(type)) return method.code().orElseThrow();
        }
        throw new IllegalStateException("[codegen] there is no " + owner.displayName() + "." + name + type.displayDescriptor());
    }

    private static ClassModel read(String name) {
        try (InputStream in = FloatMath.class.getResourceAsStream(name + ".class")) {
            if (in == null) throw new IllegalStateException("[codegen] the class file of " + name + " can't be found");
            return ClassFile.of().parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] with(int[] a, int at, int value) {
        int[] r = java.util.Arrays.copyOf(a, Math.max(a.length, at + 1));
        r[at] = value;
        return r;
    }

    private MathInliner() {}
}
