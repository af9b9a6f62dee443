package dev.jacobi.engine.cpu.math;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
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
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Writes the loops of {@link TileMath}: a function's code is copied into its loop down to the calls of the Vector API. Methods would not do: C2 inlines none of
 * more than 325 bytes, none whose own code has become long, and none at all far into a loop, and boxes the vectors of each call that is left. And a loop that is
 * one method can be brought to C2 by calls of no vectors, while the methods that another calls have to be called, boxed.
 */
final class TileLoopEmitter {
    private static final ClassDesc SPECIES = desc(VectorSpecies.class);

    /** What the loops over one type differ in. */
    private record Lanes(ClassDesc vector, ClassDesc math, ClassDesc array, int count) {
        static final Lanes FLOATS = new Lanes(desc(FloatVector.class), desc(FloatMath.class), CD_float.arrayType(),
                FloatMath.SPECIES.length());
        static final Lanes DOUBLES = new Lanes(desc(DoubleVector.class), desc(DoubleMath.class), CD_double.arrayType(),
                DoubleMath.SPECIES.length());
    }

    /** The loop of {@link FloatMath}'s method of that name. */
    static TileMath.FloatLoop ofFloats(Enum<?> f, int arity) {
        return emit(TileMath.FloatLoop.class, Lanes.FLOATS, f, arity);
    }

    /** The loop of {@link DoubleMath}'s method of that name. */
    static TileMath.DoubleLoop ofDoubles(Enum<?> f, int arity) {
        return emit(TileMath.DoubleLoop.class, Lanes.DOUBLES, f, arity);
    }

    private static <T> T emit(Class<T> loop, Lanes lanes, Enum<?> f, int arity) {
        String name = f.name().toLowerCase(Locale.ROOT);
        ClassDesc array = lanes.array;
        try {
            return HiddenClass.instance(MethodHandles.lookup(), loop, "run", MethodTypeDesc.of(CD_void, array, array, array, CD_int),
                    c -> loop(c, lanes, name, arity));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("[" + name + "] the loop over tiles does not link", e);
        }
    }

    private static void loop(CodeBuilder code, Lanes lanes, String name, int arity) {
        int index = code.allocateLocal(TypeKind.INT);
        Label head = code.newLabel(), end = code.newLabel();
        // what the compilers know of the loop is of calls that do run it
        code.iload(code.parameterSlot(3)).ifle(end);
        code.iconst_0().istore(index).labelBinding(head).iload(index).iload(code.parameterSlot(3)).if_icmpge(end);
        for (int k = 0; k < arity; k++) {
            code.getstatic(lanes.math, "SPECIES", SPECIES).aload(code.parameterSlot(k)).iload(index);
            code.invokestatic(lanes.vector, "fromArray", MethodTypeDesc.of(lanes.vector, SPECIES, lanes.array, CD_int));
        }
        MathInliner.inline(code, lanes.math, name, MethodTypeDesc.of(lanes.vector, Collections.nCopies(arity, lanes.vector)));
        code.aload(code.parameterSlot(2)).iload(index);
        code.invokevirtual(lanes.vector, "intoArray", MethodTypeDesc.of(CD_void, lanes.array, CD_int));
        code.iinc(index, lanes.count).goto_(head).labelBinding(end).return_();
    }

    private static ClassDesc desc(Class<?> type) { return type.describeConstable().orElseThrow(); }

    private TileLoopEmitter() {}
}
