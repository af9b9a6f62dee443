package dev.jacobi.engine.cpu.emit;

import static java.lang.constant.ConstantDescs.CD_Object;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.Consumer;

/** Objects of one method whose code is emitted. */
public final class HiddenClass {

    private static final DirectMethodHandleDesc CLASS_DATA_AT = ConstantDescs.ofConstantBootstrap(
            ClassDesc.of(MethodHandles.class.getName()), "classDataAt", CD_Object, ConstantDescs.CD_int);

    /**
     * An instance of a new hidden class, beside the class of {@code home}, that implements the one method of {@code type}.
     *
     * @throws ReflectiveOperationException if the code does not link
     */
    public static <T> T instance(MethodHandles.Lookup home, Class<T> type, String method, MethodTypeDesc signature,
            Consumer<CodeBuilder> body) throws ReflectiveOperationException {
        return instance(home, type, method, signature, List.of(), body);
    }

    /** The same, whose code can load these objects as {@link #constant constants}, which the compiler knows as it does literals. */
    public static <T> T instance(MethodHandles.Lookup home, Class<T> type, String method, MethodTypeDesc signature, List<?> constants,
            Consumer<CodeBuilder> body) throws ReflectiveOperationException {
        ClassDesc self = ClassDesc.of(home.lookupClass().getPackageName(), "Emitted" + type.getSimpleName());
        byte[] bytes = ClassFile.of().build(self, builder -> {
            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(type.describeConstable().orElseThrow());
            builder.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC,
                    code -> code.aload(0).invokespecial(CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_());
            builder.withMethodBody(method, signature, ClassFile.ACC_PUBLIC, body);
        });
        MethodHandles.Lookup made = constants.isEmpty() ? home.defineHiddenClass(bytes, true)
                : home.defineHiddenClassWithClassData(bytes, constants, true);
        return type.cast(made.lookupClass().getConstructor().newInstance());
    }

    /** What loads the object at a place in the list of constants. */
    public static ConstantDesc constant(int index, ClassDesc type) {
        return DynamicConstantDesc.ofNamed(CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type, index);
    }

    private HiddenClass() {}
}
