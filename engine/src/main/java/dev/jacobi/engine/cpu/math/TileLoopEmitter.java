package dev.jacobi.engine.cpu.math;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.jacobi.engine.cpu.emit.HiddenClass;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.Locale;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Writes the loops of {@link TileMath} over double tiles: a function's code is copied into its loop down to the calls of the Vector API. Methods would not do:
 * C2 inlines none of more than 325 bytes, none whose own code has become long, and none at all far into a loop, and boxes the vectors of each call that is left.
 */
final class TileLoopEmitter {
    private static final ClassDesc VECTOR = desc(DoubleVector.class), SPECIES = desc(VectorSpecies.class), MATH = desc(DoubleMath.class);
    private static final ClassDesc ARRAY = CD_double.arrayType();

    /** The loop of {@link DoubleMath}'s method of that name. */
    static TileMath.DoubleLoop emit(Enum<?> f, int arity) {
        String name = f.name().toLowerCase(Locale.ROOT);
        try {
            return HiddenClass.instance(MethodHandles.lookup(), TileMath.DoubleLoop.class, "run",
                    MethodTypeDesc.of(CD_void, ARRAY, ARRAY, ARRAY, CD_int), c -> loop(c, name, arity));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("[" + name + "] the loop over doubles does not link", e);
        }
    }

    private static void loop(CodeBuilder code, String name, int arity) {
        int index = code.allocateLocal(TypeKind.INT);
        Label head = code.newLabel(), end = code.newLabel();
        code.iconst_0().istore(index).labelBinding(head).iload(index).iload(code.parameterSlot(3)).if_icmpge(end);
        for (int k = 0; k < arity; k++) {
            code.getstatic(MATH, "SPECIES", SPECIES).aload(code.parameterSlot(k)).iload(index);
            code.invokestatic(VECTOR, "fromArray", MethodTypeDesc.of(VECTOR, SPECIES, ARRAY, CD_int));
        }
        MathInliner.inline(code, MATH, name, MethodTypeDesc.of(VECTOR, Collections.nCopies(arity, VECTOR)));
        code.aload(code.parameterSlot(2)).iload(index).invokevirtual(VECTOR, "intoArray", MethodTypeDesc.of(CD_void, ARRAY, CD_int));
        code.iinc(index, DoubleMath.SPECIES.length()).goto_(head).labelBinding(end).return_();
    }

    private static ClassDesc desc(Class<?> type) { return type.describeConstable().orElseThrow(); }

    private TileLoopEmitter() {}
}
