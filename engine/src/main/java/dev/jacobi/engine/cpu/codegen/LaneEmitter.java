package dev.jacobi.engine.cpu.codegen;

import static dev.jacobi.engine.cpu.codegen.LoopEmitter.desc;

import dev.jacobi.engine.cpu.math.DoubleMath;
import dev.jacobi.engine.cpu.math.FloatMath;
import dev.jacobi.engine.cpu.math.MathInliner;
import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Single operations on vectors. Values are vectors of their dtype's lanes; bools are masks, all of one species ({@link #maskKind}), since lanes of one
 * width need one.
 */
final class LaneEmitter {
    static final ClassDesc COMPARISON = desc(VectorOperators.Comparison.class);
    private static final ClassDesc OPERATORS = desc(VectorOperators.class), BINARY = desc(VectorOperators.Binary.class);
    private static final ClassDesc CONVERSION = desc(VectorOperators.Conversion.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class), VECTOR = desc(Vector.class), MASK = desc(VectorMask.class);
    private static final int BITS = VectorWidth.SHAPE.vectorBitSize();

    private final CodeBuilder code;
    private final List<Loop.Instruction> body;
    private final Ints nonPositive;
    private final LaneKind maskKind;
    private final boolean ranged, products;
    private final QuotientEmitter quotients;
    private int outOfRange;

    /** @param products whether what is divided by one value is so by products */
    LaneEmitter(CodeBuilder code, Loop loop, int laneBytes, boolean products) {
        this.code = code;
        body = loop.body();
        nonPositive = loop.nonPositive();
        maskKind = laneBytes == 8 ? LaneKind.DOUBLE : LaneKind.FLOAT;
        ranged = isRanged(body);
        this.products = products;
        quotients = new QuotientEmitter(code);
    }

    /** Whether the vector function holds for some arguments only. */
    private static boolean hasRange(Op op, DType type) {
        return type.isFloating() && (op == Op.SIN || op == Op.COS || op == Op.TAN);
    }

    static boolean isRanged(List<Loop.Instruction> body) {
        return body.stream().anyMatch(i -> i instanceof Loop.Apply(var op, var in, var type) && hasRange(op, type));
    }

    static boolean isSupported(Loop.Instruction i, List<Loop.Instruction> body) {
        return switch (i) {
            case Loop.Load load -> true;
            case Loop.Convert(int in, DType to) -> isSupported(body.get(in).dtype(), to);
            case Loop.Apply(Op op, Ints in, DType to) -> {
                DType from = body.get(in.at(op == Op.SELECT ? 1 : 0)).dtype();
                yield from == DType.BOOL ? onBools(op) : from.isFloating() ? onFloats(op) : onIntegers(op, from);
            }
        };
    }

    private static boolean isSupported(DType from, DType to) {
        if (from == to || from == DType.BOOL || to == DType.BOOL) return true;
        if (from.isFloating()) return from == DType.FLOAT64 && to == DType.INT64;
        return to.isFloating() ? !from.isUnsigned() : from.bytes() == to.bytes();
    }

    private static boolean onBools(Op op) {
        return switch (op) {
            case AND, OR, XOR, INVERT, LOGICAL_NOT, EQUAL, NOT_EQUAL, SELECT, ADD, MULTIPLY, MAXIMUM, MINIMUM -> true;
            default -> false;
        };
    }

    private static boolean onIntegers(Op op, DType type) {
        return switch (op) {
            case NEGATIVE, SQUARE, INVERT, LOGICAL_NOT, ADD, SUBTRACT, MULTIPLY, SCALE, AND, OR, XOR, EQUAL, NOT_EQUAL, SELECT -> true;
            case ABS, MAXIMUM, MINIMUM, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> !type.isUnsigned();
            default -> false;
        };
    }

    private static boolean onFloats(Op op) {
        return switch (op) {
            case FLOOR_DIVIDE, REMAINDER, AND, OR, XOR, INVERT, SHIFT_LEFT, SHIFT_RIGHT -> false;
            default -> true;
        };
    }

    LaneKind kind(DType type) { return type == DType.BOOL ? maskKind : LaneKind.of(type).orElseThrow(); }

    CodeBuilder species(DType type) { return species(kind(type)); }

    private CodeBuilder species(LaneKind kind) { return code.getstatic(kind.vector, "SPECIES_" + BITS, SPECIES); }

    CodeBuilder operator(String name) {
        ClassDesc type = switch (name) {
            case "I2F", "L2D", "D2L" -> CONVERSION;
            case "XOR" -> desc(VectorOperators.Associative.class);
            default -> COMPARISON;
        };
        return code.getstatic(OPERATORS, name, type);
    }

    /** From bits on the stack, as Scalars codes them, to a vector of that value, or a mask. */
    void broadcastBits(DType type) {
        LaneKind kind = kind(type);
        if (type == DType.BOOL) {
            int bit = code.allocateLocal(TypeKind.INT);
            code.l2i().istore(bit);
            species(kind).iload(bit).invokeinterface(SPECIES, "maskAll", MethodTypeDesc.of(MASK, ConstantDescs.CD_boolean));
            return;
        }
        switch (kind) {
            case FLOAT -> code.invokestatic(desc(Double.class), "longBitsToDouble",
                    MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long)).d2f();
            case DOUBLE -> code.invokestatic(desc(Double.class), "longBitsToDouble",
                    MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long));
            case INT -> code.l2i();
            case LONG -> {
            }
        }
        int value = code.allocateLocal(kind.stack());
        code.storeLocal(kind.stack(), value);
        species(kind).loadLocal(kind.stack(), value);
        code.invokestatic(kind.vector, "broadcast", MethodTypeDesc.of(kind.vector, SPECIES, kind.element));
    }

    /** A vector of a constant. */
    void broadcast(DType type, long bits) {
        code.loadConstant(bits);
        broadcastBits(type);
    }

    private void number(LaneKind kind, double value) {
        switch (kind) {
            case FLOAT -> code.loadConstant((float) value);
            case DOUBLE -> code.loadConstant(value);
            case INT -> code.loadConstant((int) value);
            case LONG -> code.loadConstant((long) value);
        }
    }

    private void constant(LaneKind kind, double value) {
        species(kind);
        number(kind, value);
        code.invokestatic(kind.vector, "broadcast", MethodTypeDesc.of(kind.vector, SPECIES, kind.element));
    }

    /** A mask of any lanes as one of this loop's. */
    void castMask() {
        species(maskKind).invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
    }

    private void loopMask(LaneKind of) {
        if (of != maskKind) castMask();
    }

    private void maskFor(LaneKind kind) {
        if (kind != maskKind) species(kind).invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
    }

    /** @param source for each load of a uniform value the local that has it */
    void beforeLoop(int[] source) {
        if (products) quotients.prepare(body, source);
        if (!ranged) return;
        outOfRange = code.allocateLocal(TypeKind.REFERENCE);
        constant(maskKind, 0);
        code.astore(outOfRange);
    }

    /** 1 if no argument was out of range. */
    void allInRange() {
        if (!ranged) {
            code.iconst_1();
            return;
        }
        code.aload(outOfRange);
        operator("GT");
        number(maskKind, maskKind == LaneKind.FLOAT ? FloatMath.TRIGONOMETRIC_RANGE : DoubleMath.TRIGONOMETRIC_RANGE);
        code.invokevirtual(maskKind.vector, "compare", MethodTypeDesc.of(MASK, COMPARISON, maskKind.element));
        code.invokevirtual(MASK, "anyTrue", MethodTypeDesc.of(ConstantDescs.CD_boolean)).iconst_1().ixor();
    }

    private void watch(int value) {
        ClassDesc f = maskKind.vector;
        int a = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(value).invokevirtual(f, "abs", MethodTypeDesc.of(f)).astore(a);
        code.aload(outOfRange).aload(a).aload(a);
        operator("GT").aload(outOfRange).invokevirtual(f, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
        code.invokevirtual(f, "blend", MethodTypeDesc.of(f, VECTOR, MASK)).astore(outOfRange);
    }

    /** {@code op} of the values in locals, left on the stack. */
    void apply(Op op, Ints in, DType type, int[] value) {
        int a = value[in.at(0)], b = in.length() > 1 ? value[in.at(1)] : 0;
        DType from = body.get(in.at(0)).dtype();
        if (op == Op.SELECT) {
            int c = value[in.at(2)];
            if (type == DType.BOOL) {
                code.aload(b).aload(a).invokevirtual(MASK, "and", MethodTypeDesc.of(MASK, MASK));
                code.aload(c).aload(a).invokevirtual(MASK, "andNot", MethodTypeDesc.of(MASK, MASK));
                code.invokevirtual(MASK, "or", MethodTypeDesc.of(MASK, MASK));
            } else {
                code.aload(c).aload(b).aload(a);
                maskFor(kind(type));
                code.invokevirtual(kind(type).vector, "blend", MethodTypeDesc.of(kind(type).vector, VECTOR, MASK));
            }
        } else if (from == DType.BOOL) {
            masks(op, a, b);
        } else {
            if (hasRange(op, from)) watch(a);
            if (op == Op.EXP && kind(from) == LaneKind.FLOAT && isNonPositive(in.at(0))) function("expOfNonPositive", LaneKind.FLOAT, a, b);
            else
                vectors(op, kind(from), a, b);
        }
    }

    /** Whether a value is NaN or at most 0: it is known to be, or the negative of a square, -(x x) or (-x) x. */
    private boolean isNonPositive(int at) {
        if (nonPositive.contains(at)) return true;
        if (!(body.get(at) instanceof Loop.Apply(Op op, Ints in, DType type))) return false;
        if (op == Op.MULTIPLY) return isNegativeOf(in.at(0), in.at(1)) || isNegativeOf(in.at(1), in.at(0));
        return op == Op.NEGATIVE && body.get(in.at(0)) instanceof Loop.Apply(Op of, Ints square, DType same)
                && (of == Op.SQUARE || of == Op.MULTIPLY && square.at(0) == square.at(1));
    }

    private boolean isNegativeOf(int a, int b) {
        return body.get(a) instanceof Loop.Apply(Op op, Ints in, DType type) && op == Op.NEGATIVE && in.at(0) == b;
    }

    private void masks(Op op, int a, int b) {
        code.aload(a);
        switch (op) {
            case INVERT, LOGICAL_NOT -> code.invokevirtual(MASK, "not", MethodTypeDesc.of(MASK));
            case AND, MULTIPLY, MINIMUM -> code.aload(b).invokevirtual(MASK, "and", MethodTypeDesc.of(MASK, MASK));
            case OR, ADD, MAXIMUM -> code.aload(b).invokevirtual(MASK, "or", MethodTypeDesc.of(MASK, MASK));
            case XOR, NOT_EQUAL -> code.aload(b).invokevirtual(MASK, "xor", MethodTypeDesc.of(MASK, MASK));
            case EQUAL -> code.aload(b).invokevirtual(MASK, "eq", MethodTypeDesc.of(MASK, MASK));
            default -> throw new AssertionError(op + " of bools has no masks");
        }
    }

    private void vectors(Op op, LaneKind k, int a, int b) {
        ClassDesc v = k.vector;
        MethodTypeDesc unary = MethodTypeDesc.of(v), binary = MethodTypeDesc.of(v, VECTOR);
        switch (op) {
            case NEGATIVE -> code.aload(a).invokevirtual(v, "neg", unary);
            case ABS -> code.aload(a).invokevirtual(v, "abs", unary);
            case INVERT -> code.aload(a).invokevirtual(v, "not", unary);
            case SQUARE -> code.aload(a).aload(a).invokevirtual(v, "mul", binary);
            case SQRT -> code.aload(a).invokevirtual(v, "sqrt", unary);
            case RECIPROCAL -> {
                constant(k, 1);
                code.aload(a).invokevirtual(v, "div", binary);
            }
            case ADD -> code.aload(a).aload(b).invokevirtual(v, "add", binary);
            case SUBTRACT -> code.aload(a).aload(b).invokevirtual(v, "sub", binary);
            case MULTIPLY -> code.aload(a).aload(b).invokevirtual(v, "mul", binary);
            case DIVIDE -> {
                if (quotients.divides(b)) quotients.divide(k, a, b);
                else
                    code.aload(a).aload(b).invokevirtual(v, "div", binary);
            }
            case MAXIMUM -> code.aload(a).aload(b).invokevirtual(v, "max", binary);
            case MINIMUM -> code.aload(a).aload(b).invokevirtual(v, "min", binary);
            case AND -> code.aload(a).aload(b).invokevirtual(v, "and", binary);
            case OR -> code.aload(a).aload(b).invokevirtual(v, "or", binary);
            case XOR -> {
                code.aload(a);
                operator("XOR").aload(b).invokevirtual(v, "lanewise", MethodTypeDesc.of(v, BINARY, VECTOR));
            }
            case SCALE -> {
                code.aload(a).aload(b).invokevirtual(v, "mul", binary);
                if (!k.isFloating()) return;
                number(k, 0);
                compareWith("EQ", k, a, 0);
                compareWith("EQ", k, b, 0);
                code.invokevirtual(MASK, "or", MethodTypeDesc.of(MASK, MASK));
                code.invokevirtual(v, "blend", MethodTypeDesc.of(v, k.element, MASK));
            }
            case EQUAL -> compare("EQ", k, a, b);
            case NOT_EQUAL -> compare("NE", k, a, b);
            case LESS -> compare("LT", k, a, b);
            case LESS_EQUAL -> compare("LE", k, a, b);
            case GREATER -> compare("GT", k, a, b);
            case GREATER_EQUAL -> compare("GE", k, a, b);
            case ISNAN -> compare("NE", k, a, a);
            case ISINF -> {
                code.aload(a).invokevirtual(v, "abs", unary);
                operator("EQ");
                number(k, Double.POSITIVE_INFINITY);
                code.invokevirtual(v, "compare", MethodTypeDesc.of(MASK, COMPARISON, k.element));
                loopMask(k);
            }
            case LOGICAL_NOT -> {
                compareWith("EQ", k, a, 0);
                loopMask(k);
            }
            default -> function(LoopCost.function(op).orElseThrow(), k, a, b);
        }
    }

    private void compare(String how, LaneKind k, int a, int b) {
        code.aload(a);
        operator(how).aload(b).invokevirtual(k.vector, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
        loopMask(k);
    }

    private void compareWith(String how, LaneKind k, int a, double value) {
        code.aload(a);
        operator(how);
        number(k, value);
        code.invokevirtual(k.vector, "compare", MethodTypeDesc.of(MASK, COMPARISON, k.element));
    }

    private void function(String name, LaneKind k, int a, int b) {
        code.aload(a);
        boolean two = name.equals("pow") || name.equals("atan2") || name.equals("logaddexp");
        if (two) code.aload(b);
        MathInliner.inline(code, k.math(), name,
                two ? MethodTypeDesc.of(k.vector, k.vector, k.vector) : MethodTypeDesc.of(k.vector, k.vector));
    }

    /** A value as another dtype, left on the stack. */
    void convert(DType from, DType to, int value) {
        LaneKind source = kind(from), result = kind(to);
        if (from == DType.BOOL && to != DType.BOOL) {
            constant(result, 0);
            number(result, 1);
            code.aload(value);
            maskFor(result);
            code.invokevirtual(result.vector, "blend", MethodTypeDesc.of(result.vector, result.element, MASK));
        } else if (to == DType.BOOL && from != DType.BOOL) {
            compareWith("NE", source, value, 0);
            loopMask(source);
        } else {
            code.aload(value);
            if (source == result) return;
            operator(source == LaneKind.INT ? "I2F" : source == LaneKind.LONG ? "L2D" : "D2L").iconst_0();
            code.invokevirtual(source.vector, "convert", MethodTypeDesc.of(VECTOR, CONVERSION, ConstantDescs.CD_int))
                    .checkcast(result.vector);
        }
    }
}
