package com.sun.tools.javac.comp;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.OperatorSymbol;
import com.sun.tools.javac.code.Symbol.PackageSymbol;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Type.MethodType;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.jvm.ByteCodes;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.TreeMaker;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.List;
import com.sun.tools.javac.util.Log;
import com.sun.tools.javac.util.Name;
import com.sun.tools.javac.util.Names;
import com.sun.tools.javac.util.Options;
import java.lang.reflect.Field;
import java.util.Map;

/**
 * Gives operators and indexing a meaning on one array class. It is defined in javac's own package at run time, so it needs that
 * package opened and nothing else, and sees javac's package-private members without reflection but for the two operator tables.
 *
 * <p>One more helper in front of javac's operator tables makes attribution, overload resolution, the type queries and the
 * completion of JShell see an operator on arrays like any other. After the analysis, in tasks that generate code, such
 * operators are replaced by calls of static methods ({@link ArrayLowering}). What compiles without this is never changed.
 */
public final class ArrayOperators {
    private static final Context.Key<ArrayOperators> KEY = new Context.Key<>();
    private static final Map<JCTree.Tag, String> BINARY = Map.ofEntries(Map.entry(JCTree.Tag.PLUS, "op_add"),
            Map.entry(JCTree.Tag.MINUS, "op_sub"), Map.entry(JCTree.Tag.MUL, "op_mul"), Map.entry(JCTree.Tag.DIV, "op_div"),
            Map.entry(JCTree.Tag.MOD, "op_mod"), Map.entry(JCTree.Tag.GT, "op_gt"), Map.entry(JCTree.Tag.LT, "op_lt"),
            Map.entry(JCTree.Tag.GE, "op_ge"), Map.entry(JCTree.Tag.LE, "op_le"), Map.entry(JCTree.Tag.BITAND, "op_and"),
            Map.entry(JCTree.Tag.BITOR, "op_or"), Map.entry(JCTree.Tag.BITXOR, "op_xor"), Map.entry(JCTree.Tag.SL, "op_shl"),
            Map.entry(JCTree.Tag.SR, "op_shr"));
    private static final Map<JCTree.Tag, String> UNARY = Map.of(JCTree.Tag.NEG, "op_neg", JCTree.Tag.POS, "op_pos", JCTree.Tag.NOT,
            "op_not", JCTree.Tag.COMPL, "op_compl");

    final Symtab syms;
    final Names names;
    final Types types;
    final TreeMaker make;
    final Log log;
    final Operators operators;
    private final Name arrayName;
    private final Name operatorsName;
    private final Name indexName;

    /** Called by the plug-in for every task of javac. Contexts are used again by JShell, so this may be there already. */
    public static void install(JavacTask task, String arrayClass, String operatorClass, String indexClass) throws ReflectiveOperationException {
        Context context = ((BasicJavacTask) task).getContext();
        ArrayOperators self = context.get(KEY);
        if (self == null) {
            self = new ArrayOperators(context, arrayClass, operatorClass, indexClass);
            context.put(KEY, self);
        }
        Options options = Options.instance(context);
        if (!options.isSet("needsReplParserFactory")) { // else JShell only looks at the syntax
            task.addTaskListener(self.listener());
        }
    }

    private TaskListener listener() {
        return new TaskListener() {
            /** A task that only analyses has no compilation; whoever asked for it looks at the trees as they are. */
            private boolean generates;

            @Override
            public void started(TaskEvent event) {
                generates |= event.getKind() == TaskEvent.Kind.COMPILATION;
            }

            @Override
            public void finished(TaskEvent event) {
                if (!(event.getCompilationUnit() instanceof JCCompilationUnit unit)) {
                    return;
                }
                if (event.getKind() == TaskEvent.Kind.PARSE) {
                    new ArrayIndexing.Marker(ArrayOperators.this).translate(unit);
                } else if (event.getKind() == TaskEvent.Kind.ANALYZE && !generates) { // JShell analyses before it generates
                    new ArrayIdentity(ArrayOperators.this).warn(unit);
                } else if (event.getKind() == TaskEvent.Kind.ANALYZE) {
                    new ArrayLowering(ArrayOperators.this).lower(unit);
                }
            }
        };
    }

    private ArrayOperators(Context context, String arrayClass, String operatorClass, String indexClass) throws ReflectiveOperationException {
        syms = Symtab.instance(context);
        names = Names.instance(context);
        types = Types.instance(context);
        make = TreeMaker.instance(context);
        log = Log.instance(context);
        operators = Operators.instance(context);
        arrayName = names.fromString(arrayClass);
        operatorsName = names.fromString(operatorClass);
        indexName = names.fromString(indexClass);
        // Loops instead of lambdas: this runs at every start, where a lambda's class would be made anew.
        Map<Name, List<Operators.BinaryOperatorHelper>> binary = table("binaryOperators");
        for (Map.Entry<JCTree.Tag, String> e : BINARY.entrySet()) {
            Name symbol = operators.operatorName(e.getKey());
            List<Operators.BinaryOperatorHelper> others = binary.getOrDefault(symbol, List.nil());
            binary.put(symbol, others.prepend(new Binary(e.getKey(), names.fromString(e.getValue()))));
        }
        Map<Name, List<Operators.UnaryOperatorHelper>> unary = table("unaryOperators");
        for (Map.Entry<JCTree.Tag, String> e : UNARY.entrySet()) {
            Name symbol = operators.operatorName(e.getKey());
            List<Operators.UnaryOperatorHelper> others = unary.getOrDefault(symbol, List.nil());
            unary.put(symbol, others.prepend(new Unary(e.getKey(), names.fromString(e.getValue()))));
        }
    }

    @SuppressWarnings("unchecked")
    private <T> T table(String name) throws ReflectiveOperationException {
        Field field = Operators.class.getDeclaredField(name);
        field.setAccessible(true);
        return (T) field.get(operators);
    }

    boolean isArray(Type type) {
        return type != null && !type.isErroneous() && arrayClass(type) != null;
    }

    /** The array class that a type is or extends, or null. */
    private Type arrayClass(Type type) {
        Type t = type;
        while (t.hasTag(TypeTag.TYPEVAR)) {
            t = t.getUpperBound();
        }
        while (t.hasTag(TypeTag.CLASS) && t.tsym.flatName() != arrayName) {
            t = types.supertype(t);
        }
        return t.hasTag(TypeTag.CLASS) ? t : null;
    }

    private ClassSymbol beside(Type array, Name className) {
        PackageSymbol p = arrayClass(array).tsym.packge();
        ClassSymbol c = syms.enterClass(p.modle, className);
        c.complete();
        return c;
    }

    ClassSymbol indexClass(Type array) {
        return beside(array, indexName);
    }

    /** The most specific applicable method of the operator class, first without boxing, then with it; or null. */
    MethodSymbol find(String method, Type... arguments) {
        return find(names.fromString(method), arguments);
    }

    private MethodSymbol find(Name method, Type... arguments) {
        Type array = null;
        for (Type t : arguments) {
            if (t.isErroneous() || t.hasTag(TypeTag.VOID) || t.hasTag(TypeTag.BOT)) {
                return null;
            }
            array = array == null && isArray(t) ? t : array;
        }
        if (array == null) {
            return null;
        }
        ClassSymbol owner = beside(array, operatorsName);
        MethodSymbol strict = mostSpecific(owner, method, false, arguments);
        return strict != null ? strict : mostSpecific(owner, method, true, arguments);
    }

    private MethodSymbol mostSpecific(ClassSymbol owner, Name method, boolean boxing, Type... arguments) {
        MethodSymbol best = null;
        for (Symbol s : owner.members().getSymbolsByName(method)) {
            if (s instanceof MethodSymbol m && m.isStatic() && applicable(m, boxing, arguments) && (best == null || moreSpecific(m, best))) {
                best = m;
            }
        }
        return best;
    }

    private boolean applicable(MethodSymbol m, boolean boxing, Type... arguments) {
        List<Type> parameters = m.type.getParameterTypes();
        if (parameters.size() != arguments.length) {
            return false;
        }
        for (Type argument : arguments) {
            if (!(boxing ? types.isConvertible(argument, parameters.head) : types.isSubtypeUnchecked(argument, parameters.head))) {
                return false;
            }
            parameters = parameters.tail;
        }
        return true;
    }

    private boolean moreSpecific(MethodSymbol m, MethodSymbol than) {
        List<Type> wider = than.type.getParameterTypes();
        for (Type p : m.type.getParameterTypes()) {
            if (!types.isSubtypeUnchecked(p, wider.head)) {
                return false;
            }
            wider = wider.tail;
        }
        return true;
    }

    JCExpression call(JCTree at, MethodSymbol method, JCExpression... arguments) {
        make.at(at.pos);
        return make.App(make.QualIdent(method), List.from(arguments));
    }

    /** An operator that is a call of a static method. */
    final class Operator extends OperatorSymbol {
        final MethodSymbol target;

        Operator(Name name, MethodSymbol target) {
            super(name, new MethodType(target.type.getParameterTypes(), target.type.getReturnType(), List.nil(), syms.methodClass),
                    ByteCodes.nop, syms.noSymbol);
            this.target = target;
        }
    }

    private final class Binary extends Operators.BinaryOperatorHelper {
        private final Name method;

        Binary(JCTree.Tag tag, Name method) {
            operators.super(tag);
            this.method = method;
        }

        @Override
        public boolean test(Type left, Type right) {
            return (isArray(left) || isArray(right)) && find(method, left, right) != null;
        }

        @Override
        OperatorSymbol resolve(Type left, Type right) {
            return new Operator(name, find(method, left, right));
        }
    }

    private final class Unary extends Operators.UnaryOperatorHelper {
        private final Name method;

        Unary(JCTree.Tag tag, Name method) {
            operators.super(tag);
            this.method = method;
        }

        @Override
        public boolean test(Type operand) {
            return isArray(operand) && find(method, operand) != null;
        }

        @Override
        OperatorSymbol resolve(Type operand) {
            return new Operator(name, find(method, operand));
        }
    }
}
