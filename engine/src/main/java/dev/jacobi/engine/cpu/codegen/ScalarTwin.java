package dev.jacobi.engine.cpu.codegen;

import static dev.jacobi.engine.cpu.codegen.LoopEmitter.desc;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.jacobi.engine.cpu.emit.HiddenClass;
import dev.jacobi.engine.cpu.math.MathInliner;
import dev.jacobi.engine.ir.Op;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The functions of the math package for single numbers, translated from their vector code call by call: a vector becomes a float, a double, an int or a long, a
 * mask an int of 0 or 1. So they give the same bits. Calls of the Vector API take microseconds each until C2 has compiled their caller; this is plain arithmetic,
 * which the first compiler has ready after some thousand elements.
 */
public final class ScalarTwin {
    private static final ClassDesc MATH = desc(Math.class);
    private static final String VECTORS = "jdk.incubator.vector";

    private final CodeBuilder code;
    private final LaneKind lanes;
    /** The operators that were named and not used yet. */
    private final Deque<String> operators = new ArrayDeque<>();

    private ScalarTwin(CodeBuilder code, LaneKind lanes) {
        this.code = code;
        this.lanes = lanes;
    }

    /** What computes {@code op} for floats, or nothing if the math package has no function for it. */
    public static Optional<FloatTileFunction> ofFloats(Op op) {
        return LoopCost.function(op).map(name -> emit(name, op.arity(), LaneKind.FLOAT, FloatTileFunction.class));
    }

    /** The same for doubles. */
    public static Optional<DoubleTileFunction> ofDoubles(Op op) {
        return LoopCost.function(op).map(name -> emit(name, op.arity(), LaneKind.DOUBLE, DoubleTileFunction.class));
    }

    private static <T> T emit(String name, int arity, LaneKind lanes, Class<T> face) {
        MethodTypeDesc type = MethodTypeDesc.of(lanes.vector, java.util.Collections.nCopies(arity, lanes.vector));
        ClassDesc array = lanes.element.arrayType();
        try {
            return HiddenClass.instance(MethodHandles.lookup(), face, "apply",
                    MethodTypeDesc.of(CD_void, array, array, array, CD_int, CD_int), c -> new ScalarTwin(c, lanes).loop(name, type));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("[codegen] the scalar code of " + name + " does not link", e);
        }
    }

    private void loop(String name, MethodTypeDesc type) {
        int index = code.parameterSlot(3), end = code.parameterSlot(4);
        Label head = code.newLabel(), done = code.newLabel();
        code.labelBinding(head).iload(index).iload(end).if_icmpge(done);
        code.aload(code.parameterSlot(2)).iload(index);
        for (int k = 0; k < type.parameterCount(); k++) code.aload(code.parameterSlot(k)).iload(index).arrayLoad(lanes.stack());
        function(lanes.math(), name, type);
        code.arrayStore(lanes.stack()).iinc(index, 1).goto_(head).labelBinding(done).return_();
    }

    /** What stands for a value of the vector code. */
    private static TypeKind kind(ClassDesc type) {
        for (LaneKind k : LaneKind.values()) if (type.equals(k.vector) || type.equals(k.element)) return k.stack();
        return TypeKind.INT;
    }

    /** Emits the body of a method of the math package: its arguments are on the stack, its result will be. */
    private void function(ClassDesc owner, String name, MethodTypeDesc type) {
        List<ClassDesc> parameters = type.parameterList();
        int[] slot = new int[256];
        TypeKind[] kinds = new TypeKind[256];
        for (int k = parameters.size() - 1; k >= 0; k--) {
            kinds[k] = kind(parameters.get(k));
            slot[k] = store(kinds[k]);
        }
        TypeKind top = lanes.stack();
        for (CodeElement element : MathInliner.body(owner, name, type)) {
            switch (element) {
                case LoadInstruction load -> {
                    top = kinds[load.slot()];
                    code.loadLocal(top, slot[load.slot()]);
                }
                case StoreInstruction into -> {
                    kinds[into.slot()] = top;
                    slot[into.slot()] = store(top);
                }
                case FieldInstruction field when field.owner().asInternalName().endsWith("/VectorOperators") -> operators
                        .push(field.name().stringValue());
                // a species has no meaning for single numbers
                case FieldInstruction field when field.opcode() == Opcode.GETSTATIC && field.name().equalsString("SPECIES") -> {
                }
                case InvokeInstruction call -> {
                    MethodTypeDesc of = call.typeSymbol();
                    ClassDesc at = call.owner().asSymbol();
                    if (at.packageName().equals(VECTORS)) vector(kind(at), call.name().stringValue(), of);
                    else
                        function(at, call.name().stringValue(), of);
                    top = call.name().equalsString("convert") ? lanes.stack() : kind(of.returnType());
                }
                case ConstantInstruction constant -> code.with(constant);
                case TypeCheckInstruction check -> {
                }
                case ReturnInstruction end -> {
                }
                case Instruction other -> throw new IllegalStateException("[codegen] " + name + " has no scalar code for " + other);
                default -> {
                }
            }
        }
    }

    private int store(TypeKind kind) {
        int slot = code.allocateLocal(kind);
        code.storeLocal(kind, slot);
        return slot;
    }

    /** A call of the Vector API on values of one kind, masks among them, as instructions. */
    private void vector(TypeKind kind, String name, MethodTypeDesc type) {
        int last = type.parameterCount() - 1;
        boolean masked = last == 1 && type.parameterType(1).displayName().equals("VectorMask") && !name.equals("blend");
        int mask = masked ? store(TypeKind.INT) : 0;
        if (masked) {
            int b = store(kind);
            // the value before, which stays where the mask is not set
            if (kind.slotSize() == 2) code.dup2();
            else
                code.dup();
            code.loadLocal(kind, b);
        }
        ClassDesc of = kind.upperBound();
        switch (name) {
            // a number is its own vector of one, and a mask of one lane fits all
            case "broadcast", "cast" -> {
            }
            case "fma" -> code.invokestatic(MATH, "fma", MethodTypeDesc.of(of, of, of, of));
            case "add", "sub", "mul", "div", "neg" -> code.with(operation(kind, name.toUpperCase(Locale.ROOT)));
            case "abs" -> code.invokestatic(MATH, "abs", MethodTypeDesc.of(of, of));
            case "max" -> code.invokestatic(MATH, "max", MethodTypeDesc.of(of, of, of));
            case "sqrt" -> {
                if (kind == TypeKind.FLOAT) code.f2d();
                code.invokestatic(MATH, "sqrt", MethodTypeDesc.of(CD_double, CD_double));
                if (kind == TypeKind.FLOAT) code.d2f();
            }
            case "and", "or" -> code.with(operation(kind, name.toUpperCase(Locale.ROOT)));
            case "not" -> code.iconst_1().ixor();
            case "andNot" -> code.iconst_1().ixor().iand();
            case "reinterpretAsInts" -> code.invokestatic(desc(Float.class), "floatToRawIntBits", MethodTypeDesc.of(CD_int, CD_float));
            case "reinterpretAsFloats" -> code.invokestatic(desc(Float.class), "intBitsToFloat", MethodTypeDesc.of(CD_float, CD_int));
            case "reinterpretAsLongs" ->
                code.invokestatic(desc(Double.class), "doubleToRawLongBits", MethodTypeDesc.of(CD_long, CD_double));
            case "reinterpretAsDoubles" -> code.invokestatic(desc(Double.class), "longBitsToDouble", MethodTypeDesc.of(CD_double, CD_long));
            case "lanewise" -> lanewise(kind, operators.pop());
            case "convert" -> {
                if (!operators.pop().equals("I2F")) throw new IllegalStateException("[codegen] no scalar code for a conversion");
                code.pop().i2f();
            }
            case "compare" -> compare(kind, operators.pop());
            case "blend" -> blend(kind);
            default -> throw new IllegalStateException("[codegen] no scalar code for " + name + type.displayDescriptor());
        }
        if (masked) {
            code.iload(mask);
            blend(kind);
        }
    }

    private void lanewise(TypeKind kind, String operator) {
        String name = switch (operator) {
            case "LSHL" -> "SHL";
            case "ASHR" -> "SHR";
            case "LSHR" -> "USHR";
            case "XOR" -> "XOR";
            case String other -> throw new IllegalStateException("[codegen] no scalar code for " + other);
        };
        // a long is shifted by an int
        if (kind == TypeKind.LONG && !name.equals("XOR")) code.l2i();
        code.with(operation(kind, name));
    }

    private static Instruction operation(TypeKind kind, String name) {
        return OperatorInstruction.of(Opcode.valueOf(kind.name().charAt(0) + name));
    }

    /** 1 if the comparison holds and else 0; none but NE holds for a NaN. */
    private void compare(TypeKind kind, String how) {
        Label no = code.newLabel(), end = code.newLabel();
        boolean less = how.equals("LT") || how.equals("LE");
        switch (kind) {
            case FLOAT -> code.with(OperatorInstruction.of(less ? Opcode.FCMPG : Opcode.FCMPL));
            case DOUBLE -> code.with(OperatorInstruction.of(less ? Opcode.DCMPG : Opcode.DCMPL));
            case LONG -> code.lcmp();
            default -> code.invokestatic(desc(Integer.class), "compare", MethodTypeDesc.of(CD_int, CD_int, CD_int));
        }
        switch (how) {
            case "LT" -> code.ifge(no);
            case "LE" -> code.ifgt(no);
            case "GT" -> code.ifle(no);
            case "GE" -> code.iflt(no);
            case "EQ" -> code.ifne(no);
            case "NE" -> code.ifeq(no);
            default -> throw new IllegalStateException("[codegen] no scalar code for " + how);
        }
        code.iconst_1().goto_(end).labelBinding(no).iconst_0().labelBinding(end);
    }

    /** Of two values and a mask on the stack, the second if it is set and else the first. */
    private void blend(TypeKind kind) {
        Label first = code.newLabel();
        code.ifeq(first);
        if (kind.slotSize() == 2) code.dup2_x2().pop2().labelBinding(first).pop2();
        else
            code.swap().labelBinding(first).pop();
    }
}
