package dev.jacobi.kernel.session;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;

/** Replaces in byte code the calls that would end the process, which is the kernel's, by ones that throw {@link ExitRefusedException}. */
final class ExitRefusal {
    private static final ClassDesc RUNTIME = ClassDesc.of(SnippetRuntime.class.getName());
    private static final ClassDesc FOUND = ClassDesc.of(FoundMethods.class.getName());
    private static final ClassDesc METHOD = ClassDesc.of(Method.class.getName());
    private static final ClassDesc CONSTANT = ClassDesc.of(ConstantDesc.class.getName());
    private static final MethodTypeDesc CALLED = MethodTypeDesc.of(ConstantDescs.CD_void, METHOD, ConstantDescs.CD_Object,
            ConstantDescs.CD_Object.arrayType());
    private static final MethodTypeDesc EXIT = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc EXIT_OF = MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of("java.lang.Runtime"),
            ConstantDescs.CD_int);

    private ExitRefusal() {
    }

    /** Writes what stands for a call or a reference to a method that ends the process; false, and nothing is written, for all else. */
    static boolean replaced(CodeBuilder code, CodeElement element) {
        switch (element) {
            case InvokeInstruction call when exits(call.owner().asInternalName(), call.name().stringValue()) ->
                code.invokestatic(RUNTIME, "exit", call.opcode() == Opcode.INVOKESTATIC ? EXIT : EXIT_OF);
            case InvokeInstruction call when isLookup(call.owner().asInternalName(), call.name().stringValue()) ->
                code.invokestatic(FOUND, call.name().stringValue(),
                        call.typeSymbol().insertParameterTypes(0, ConstantDescs.CD_MethodHandles_Lookup));
            case InvokeInstruction call when resolves(call.owner().asInternalName(), call.name().stringValue()) ->
                code.invokestatic(FOUND, call.name().stringValue(), call.typeSymbol().insertParameterTypes(0, CONSTANT)
                        .changeReturnType(ConstantDescs.CD_Object)).checkcast(call.typeSymbol().returnType());
            case InvokeDynamicInstruction dynamic when mentionsExit(dynamic) -> code.invokedynamic(withoutExit(dynamic));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The same for a call by reflection: what it calls is known only when it runs. */
    static boolean checked(CodeBuilder code, CodeElement element) {
        if (!(element instanceof InvokeInstruction call) || !isReflective(call.owner().asInternalName(), call.name().stringValue())) {
            return false;
        }
        int arguments = code.allocateLocal(TypeKind.REFERENCE);
        int receiver = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(arguments).astore(receiver).dup().aload(receiver).aload(arguments).invokestatic(FOUND, "refuseExit", CALLED)
                .aload(receiver).aload(arguments).with(call);
        return true;
    }

    private static boolean isReflective(String owner, String name) {
        return owner.equals("java/lang/reflect/Method") && name.equals("invoke");
    }

    /** Whether it makes a method handle of what is known only when it runs. */
    private static boolean isLookup(String owner, String name) {
        return owner.equals("java/lang/invoke/MethodHandles$Lookup") && FoundMethods.LOOKUPS.contains(name);
    }

    /** Whether it makes what a constant describes, of the constants of method handles or of all. */
    private static boolean resolves(String owner, String name) {
        return name.equals("resolveConstantDesc") && owner.startsWith("java/lang/constant/") && owner.endsWith("Desc");
    }

    /** The class of a library without such calls; nothing if it has none, which is so of nearly all, or can't be changed. */
    static Optional<byte[]> inLibrary(byte[] bytes, ClassLoader loader) {
        try {
            ClassFile classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.defaultResolver()
                    .orElse(ClassHierarchyResolver.ofResourceParsing(loader)).orElse(ClassHierarchyResolver.ofClassLoading(loader))));
            ClassModel model = classFile.parse(bytes);
            if (!mentionsExit(model)) {
                return Optional.empty();
            }
            return Optional.of(
                    classFile.transformClass(model, ClassTransform.transformingMethodBodies(ExitRefusal::mentionsExit, (code, element) -> {
                        if (!replaced(code, element) && !checked(code, element)) {
                            code.with(element);
                        }
                    })));
        } catch (IllegalArgumentException | IllegalStateException | LinkageError e) {
            return Optional.empty(); // it is damaged, or names classes that are not there: as it is, then
        }
    }

    private static boolean mentionsExit(ClassModel model) {
        boolean calls = false, names = false;
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case MemberRefEntry m when exits(m.owner().asInternalName(), m.name().stringValue()) -> {
                    return true;
                }
                case MemberRefEntry m -> calls |= findsMethods(m.owner().asInternalName(), m.name().stringValue());
                case StringEntry text -> names |= text.equalsString("exit") || text.equalsString("halt");
                default -> {
                }
            }
        }
        return calls && names;
    }

    private static boolean findsMethods(String owner, String name) {
        return isLookup(owner, name) || isReflective(owner, name) || resolves(owner, name);
    }

    private static boolean mentionsExit(MethodModel method) {
        return method.code().stream().flatMap(CodeModel::elementStream).anyMatch(e -> switch (e) {
            case InvokeInstruction call -> exits(call.owner().asInternalName(), call.name().stringValue())
                    || findsMethods(call.owner().asInternalName(), call.name().stringValue());
            case InvokeDynamicInstruction dynamic -> mentionsExit(dynamic);
            default -> false;
        });
    }

    static boolean exits(String owner, String method) {
        return owner.equals("java/lang/System") && method.equals("exit")
                || owner.equals("java/lang/Runtime") && (method.equals("exit") || method.equals("halt"));
    }

    private static boolean mentionsExit(InvokeDynamicInstruction dynamic) {
        return dynamic.bootstrapArgs().stream().anyMatch(a -> !harmless(a).equals(a));
    }

    /** {@code System::exit} as a method reference is a constant of the call site that makes the function, and so is {@code lookup::findStatic}. */
    private static DynamicCallSiteDesc withoutExit(InvokeDynamicInstruction dynamic) {
        return DynamicCallSiteDesc.of(dynamic.bootstrapMethod(), dynamic.name().stringValue(), dynamic.typeSymbol(),
                dynamic.bootstrapArgs().stream().map(ExitRefusal::harmless).toArray(ConstantDesc[]::new));
    }

    /** The constant, or what stands for it if it is a method that ends the process or finds others. */
    private static ConstantDesc harmless(ConstantDesc constant) {
        if (!(constant instanceof DirectMethodHandleDesc handle)) {
            return constant;
        }
        String owner = internalName(handle.owner());
        MethodTypeDesc type = handle.invocationType(); // with the receiver
        if (exits(owner, handle.methodName())) {
            return MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, RUNTIME, "exit", type);
        }
        return findsMethods(owner, handle.methodName()) && !resolves(owner, handle.methodName())
                ? MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, FOUND, handle.methodName(), type)
                : constant;
    }

    private static String internalName(ClassDesc c) {
        String descriptor = c.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }
}
