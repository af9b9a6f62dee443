package dev.jacobi.engine.cpu.gemm;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.jacobi.engine.cpu.emit.HiddenClass;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/** What emitted code for one element type and vector width is put together from. */
abstract class VectorEmitter {

    static final ClassDesc SEGMENT = desc(MemorySegment.class);
    static final ClassDesc VECTOR = desc(Vector.class);
    static final ClassDesc SPECIES = desc(VectorSpecies.class);
    static final ClassDesc ORDER = desc(ByteOrder.class);
    static final ClassDesc MEMORY = desc(OffHeap.class);
    static final ClassDesc TILE = desc(Tile.class);

    final Lanes lanes;
    final ClassDesc element;
    final ClassDesc elementArray;
    final ClassDesc vector;
    final ClassDesc layout;
    final String layoutName;
    final String tileField;

    VectorEmitter(Lanes lanes) {
        this.lanes = lanes;
        boolean isDouble = lanes.isDouble();
        element = isDouble ? CD_double : CD_float;
        elementArray = element.arrayType();
        vector = desc(lanes.vectorClass());
        layout = desc(isDouble ? ValueLayout.OfDouble.class : ValueLayout.OfFloat.class);
        layoutName = isDouble ? "JAVA_DOUBLE_UNALIGNED" : "JAVA_FLOAT_UNALIGNED";
        tileField = isDouble ? "doubles" : "floats";
    }

    final CodeBuilder species(CodeBuilder code) {
        return code.getstatic(vector, "SPECIES_" + lanes.bits(), SPECIES);
    }

    final CodeBuilder memory(CodeBuilder code) {
        return code.getstatic(MEMORY, "ALL", SEGMENT);
    }

    /** Tells the compiler that the address in a local needs no check: see {@link OffHeap#ADDRESS}. */
    static void nonNegative(CodeBuilder code, int address) {
        code.lload(address).loadConstant(OffHeap.ADDRESS).land().lstore(address);
    }

    /** Adds one local of a long to another. */
    static void add(CodeBuilder code, int sum, int increment) {
        code.lload(sum).lload(increment).ladd().lstore(sum);
    }

    /** So many new locals for vectors. */
    static int[] references(CodeBuilder code, int count) {
        int[] locals = new int[count];
        for (int i = 0; i < count; i++) {
            locals[i] = code.allocateLocal(TypeKind.REFERENCE);
        }
        return locals;
    }

    /** From species, segment and address on the stack to a vector. */
    final CodeBuilder loadVector(CodeBuilder code) {
        code.getstatic(MEMORY, "ORDER", ORDER);
        return code.invokestatic(vector, "fromMemorySegment", MethodTypeDesc.of(vector, SPECIES, SEGMENT, CD_long, ORDER));
    }

    interface LoopBody {
        void emit(int counter);
    }

    static void countedLoop(CodeBuilder code, Consumer<CodeBuilder> limit, LoopBody body) {
        int counter = code.allocateLocal(TypeKind.INT);
        Label head = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(counter).labelBinding(head).iload(counter);
        limit.accept(code);
        code.if_icmpge(end);
        body.emit(counter);
        code.iinc(counter, 1).goto_(head).labelBinding(end);
    }

    /** As {@link #countedLoop} where the limit is at least 1: it is asked for after the body. */
    static void countedLoopAtLeastOnce(CodeBuilder code, Consumer<CodeBuilder> limit, LoopBody body) {
        int counter = code.allocateLocal(TypeKind.INT);
        Label head = code.newLabel();
        code.iconst_0().istore(counter).labelBinding(head);
        body.emit(counter);
        code.iinc(counter, 1).iload(counter);
        limit.accept(code);
        code.if_icmplt(head);
    }

    /** From a vector, segment and address on the stack to memory. */
    final CodeBuilder storeVector(CodeBuilder code) {
        code.getstatic(MEMORY, "ORDER", ORDER);
        return code.invokevirtual(vector, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
    }

    /** An instance of a new hidden class that implements the one method of {@code type}. */
    final Object instance(Class<?> type, String name, Consumer<CodeBuilder> body) {
        return instance(type, name, List.of(), body);
    }

    /** The same, whose code has these objects as {@link HiddenClass#constant constants}. */
    final Object instance(Class<?> type, String name, List<?> constants, Consumer<CodeBuilder> body) {
        Method method = Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(name)).findFirst().orElseThrow();
        MethodTypeDesc signature = MethodTypeDesc.of(desc(method.getReturnType()),
                Arrays.stream(method.getParameterTypes()).map(VectorEmitter::desc).toList());
        try {
            return HiddenClass.instance(MethodHandles.lookup(), type, name, signature, constants, body);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("[gemm] the emitted " + type.getSimpleName() + " for " + lanes + " does not link", e);
        }
    }

    static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
