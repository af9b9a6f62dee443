package dev.jacobi.kernel.session;

import java.io.ByteArrayInputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Changes the byte code of cells before it is loaded: checks of the interrupt switch at back edges and method entries,
 * variables and methods of the session reached through {@link SnippetLinks}, {@code System.exit} refused.
 */
final class SnippetWeaver {
    private static final ClassDesc RUNTIME = ClassDesc.of(SnippetRuntime.class.getName());
    private static final DirectMethodHandleDesc READ = bootstrap("read");
    private static final DirectMethodHandleDesc WRITE = bootstrap("write");
    private static final DirectMethodHandleDesc CALL = bootstrap("call");
    private static final DynamicCallSiteDesc CHECK = DynamicCallSiteDesc.of(bootstrap("check"), "check", ConstantDescs.MTD_void);

    private final ClassFile classFile;

    /** The classes are loaded together, so they may name each other; others are asked of the loader. */
    SnippetWeaver(Map<String, byte[]> together, ClassLoader loader) {
        ClassHierarchyResolver own = ClassHierarchyResolver.ofResourceParsing(c -> {
            byte[] bytes = together.get(binaryName(c));
            return bytes == null ? null : new ByteArrayInputStream(bytes);
        });
        classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(own.orElse(ClassHierarchyResolver.defaultResolver())
                .orElse(ClassHierarchyResolver.ofResourceParsing(loader)).orElse(ClassHierarchyResolver.ofClassLoading(loader))));
    }

    byte[] weave(byte[] bytes) {
        var model = classFile.parse(bytes);
        String self = model.thisClass().asInternalName();
        return classFile.transformClass(model, (builder, element) -> {
            if (element instanceof MethodModel method) {
                boolean entry = !method.methodName().equalsString(SnippetLinks.RUN_METHOD);
                builder.transformMethod(method, MethodTransform.transformingCode(
                        CodeTransform.ofStateful(() -> new Body(self, entry))));
            } else {
                builder.with(element);
            }
        });
    }

    private static String binaryName(ClassDesc c) {
        String descriptor = c.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }

    private static DirectMethodHandleDesc bootstrap(String name) {
        return ConstantDescs.ofCallsiteBootstrap(RUNTIME, name, ConstantDescs.CD_CallSite);
    }

    private static final class Body implements CodeTransform {
        private final String self;
        private final boolean checkEntry;
        private final Set<Label> passed = new HashSet<>();

        Body(String self, boolean checkEntry) {
            this.self = self;
            this.checkEntry = checkEntry;
        }

        @Override
        public void atStart(CodeBuilder code) {
            if (checkEntry) {
                code.invokedynamic(CHECK);
            }
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            switch (element) {
                case LabelTarget label -> {
                    passed.add(label.label());
                    code.with(element);
                }
                case BranchInstruction branch when passed.contains(branch.target()) -> {
                    code.invokedynamic(CHECK);
                    code.with(element);
                }
                case FieldInstruction field when isSessionVariable(field) -> linkVariable(code, field);
                case InvokeInstruction call when isSessionMethod(call) ->
                    code.invokedynamic(DynamicCallSiteDesc.of(CALL, call.name().stringValue(), call.typeSymbol()));
                default -> {
                    if (!ExitRefusal.replaced(code, element) && !ExitRefusal.checked(code, element)) {
                        code.with(element);
                    }
                }
            }
        }

        private static boolean isSessionVariable(FieldInstruction field) {
            return (field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC)
                    && SnippetNames.isWrapper(field.owner().asInternalName()) && !field.name().equalsString("$assertionsDisabled");
        }

        private static void linkVariable(CodeBuilder code, FieldInstruction field) {
            String name = field.name().stringValue();
            code.invokedynamic(field.opcode() == Opcode.GETSTATIC
                    ? DynamicCallSiteDesc.of(READ, name, MethodTypeDesc.of(field.typeSymbol()))
                    : DynamicCallSiteDesc.of(WRITE, name, MethodTypeDesc.of(ConstantDescs.CD_void, field.typeSymbol())));
        }

        /** Calls inside one wrapper stay as they are: a recursion finishes in the version it began in. */
        private boolean isSessionMethod(InvokeInstruction call) {
            String owner = call.owner().asInternalName();
            return call.opcode() == Opcode.INVOKESTATIC && SnippetNames.isWrapper(owner) && !owner.equals(self)
                    && !call.name().stringValue().startsWith("lambda$") && !call.name().equalsString(SnippetLinks.RUN_METHOD);
        }
    }
}
