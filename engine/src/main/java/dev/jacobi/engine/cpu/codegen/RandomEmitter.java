package dev.jacobi.engine.cpu.codegen;

import static dev.jacobi.engine.cpu.codegen.LoopEmitter.desc;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.jacobi.engine.cpu.emit.HiddenClass;
import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Writes the kernels of Threefry: a loop over two vectors of counters side by side, since each step of a block waits for the one before it. */
public final class RandomEmitter {
    /** The constants of the cipher: how far each round rotates, and what the third word of the key is made with. */
    public static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};
    public static final int PARITY = 0x1BD11BDA;
    /** Every so many rounds a part of the key comes in. */
    public static final int ROUNDS = 20, ROUNDS_PER_KEY = 4;

    private static final int VECTORS = 2;
    private static final int LANES = VectorWidth.INTS.length();
    /** Kernels make multiples of so many numbers. */
    public static final int TOGETHER = VECTORS * LANES;

    private static final ClassDesc INTS = desc(IntVector.class), FLOATS = desc(FloatVector.class), VECTOR = desc(Vector.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class), SEGMENT = desc(MemorySegment.class), ORDER = desc(ByteOrder.class);
    private static final ClassDesc OPERATORS = desc(VectorOperators.class), BINARY = desc(VectorOperators.Binary.class);
    private static final ClassDesc MEMORY = desc(OffHeap.class);
    /** The float 1: with a fraction of random bits a number from 1 to 2. */
    private static final int ONE = 0x3f800000;

    private final CodeBuilder code;
    private final int key0, key1, key2, high, low, count, index, target;
    private final int[] x = new int[VECTORS], y = new int[VECTORS];

    private RandomEmitter(CodeBuilder code) {
        this.code = code;
        key0 = code.parameterSlot(0);
        key1 = code.parameterSlot(1);
        high = code.parameterSlot(2);
        low = code.parameterSlot(3);
        count = code.parameterSlot(5);
        key2 = code.allocateLocal(TypeKind.INT);
        index = code.allocateLocal(TypeKind.INT);
        target = code.allocateLocal(TypeKind.REFERENCE);
        for (int v = 0; v < VECTORS; v++) {
            x[v] = code.allocateLocal(TypeKind.REFERENCE);
            y[v] = code.allocateLocal(TypeKind.REFERENCE);
        }
    }

    /** A kernel whose results are the xor of a block's two words, or 23 bits of that as a number from 0 to 1. */
    public static RandomKernel emit(boolean units) {
        try {
            return HiddenClass.instance(MethodHandles.lookup(), RandomKernel.class, "run",
                    MethodTypeDesc.of(CD_void, CD_int, CD_int, CD_int, CD_int, CD_long, CD_int), c -> new RandomEmitter(c).method(units));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("[codegen] the kernel of random numbers does not link", e);
        }
    }

    private void method(boolean units) {
        Label head = code.newLabel(), end = code.newLabel();
        code.getstatic(MEMORY, "ALL", SEGMENT).lload(code.parameterSlot(4)).iload(count).i2l().loadConstant(4L).lmul();
        code.invokeinterface(SEGMENT, "asSlice", MethodTypeDesc.of(SEGMENT, CD_long, CD_long)).astore(target);
        code.iload(key0).iload(key1).ixor().loadConstant(PARITY).ixor().istore(key2);
        code.iconst_0().istore(index).labelBinding(head).iload(index).iload(count).if_icmpge(end);
        for (int v = 0; v < VECTORS; v++) counters(v);
        for (int round = 0; round < ROUNDS; round++) round(round);
        for (int v = 0; v < VECTORS; v++) store(v, units);
        code.iinc(index, TOGETHER).goto_(head).labelBinding(end).return_();
    }

    private void counters(int v) {
        species().iload(high).iload(key0).iadd();
        code.invokestatic(INTS, "broadcast", MethodTypeDesc.of(INTS, SPECIES, CD_int)).astore(x[v]);
        species().invokestatic(INTS, "zero", MethodTypeDesc.of(INTS, SPECIES)).iconst_1();
        code.invokevirtual(INTS, "addIndex", MethodTypeDesc.of(INTS, CD_int));
        code.iload(low).iload(index).iadd().loadConstant(v * LANES).iadd().iload(key1).iadd();
        addOne().astore(y[v]);
    }

    private void round(int round) {
        for (int v = 0; v < VECTORS; v++) {
            code.aload(x[v]).aload(y[v]).invokevirtual(INTS, "add", MethodTypeDesc.of(INTS, VECTOR)).astore(x[v]);
        }
        for (int v = 0; v < VECTORS; v++) {
            code.aload(y[v]);
            shift("ROL", ROTATIONS[round % ROTATIONS.length]);
            xor(x[v]).astore(y[v]);
        }
        if ((round + 1) % ROUNDS_PER_KEY != 0) return;
        int[] key = {key0, key1, key2};
        int turn = (round + 1) / ROUNDS_PER_KEY;
        for (int v = 0; v < VECTORS; v++) {
            code.aload(x[v]).iload(key[turn % 3]);
            addOne().astore(x[v]);
            code.aload(y[v]).iload(key[(turn + 1) % 3]).loadConstant(turn).iadd();
            addOne().astore(y[v]);
        }
    }

    private void store(int v, boolean units) {
        code.aload(x[v]);
        xor(y[v]);
        if (units) {
            shift("LSHR", Float.SIZE - (Float.PRECISION - 1));
            code.loadConstant(ONE).invokevirtual(INTS, "or", MethodTypeDesc.of(INTS, CD_int));
            code.invokevirtual(INTS, "reinterpretAsFloats", MethodTypeDesc.of(FLOATS));
            code.fconst_1().invokevirtual(FLOATS, "sub", MethodTypeDesc.of(FLOATS, CD_float));
        }
        code.aload(target).iload(index).loadConstant(v * LANES).iadd().i2l().loadConstant(4L).lmul().getstatic(MEMORY, "ORDER", ORDER);
        code.invokevirtual(units ? FLOATS : INTS, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
    }

    private CodeBuilder species() {
        return code.getstatic(INTS, "SPECIES_" + VectorWidth.SHAPE.vectorBitSize(), SPECIES);
    }

    /** Adds the number on the stack to all lanes of the vector below it. */
    private CodeBuilder addOne() {
        return code.invokevirtual(INTS, "add", MethodTypeDesc.of(INTS, CD_int));
    }

    private CodeBuilder xor(int local) {
        code.getstatic(OPERATORS, "XOR", desc(VectorOperators.Associative.class)).aload(local);
        return code.invokevirtual(INTS, "lanewise", MethodTypeDesc.of(INTS, BINARY, VECTOR));
    }

    private void shift(String how, int bits) {
        code.getstatic(OPERATORS, how, BINARY).loadConstant(bits);
        code.invokevirtual(INTS, "lanewise", MethodTypeDesc.of(INTS, BINARY, CD_int));
    }
}
