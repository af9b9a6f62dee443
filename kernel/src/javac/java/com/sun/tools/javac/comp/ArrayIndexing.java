package com.sun.tools.javac.comp;

import com.sun.source.tree.TreeVisitor;
import com.sun.tools.javac.code.Kinds.KindSelector;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.resources.CompilerProperties.Errors;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCArrayAccess;
import com.sun.tools.javac.tree.JCTree.JCAssign;
import com.sun.tools.javac.tree.JCTree.JCAssignOp;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCMethodInvocation;
import com.sun.tools.javac.tree.JCTree.JCParens;
import com.sun.tools.javac.tree.TreeCopier;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.tree.TreeTranslator;
import com.sun.tools.javac.util.List;
import com.sun.tools.javac.util.ListBuffer;
import com.sun.tools.javac.util.Name;
import java.util.ArrayList;

/**
 * {@code x[i]}, {@code x[i] = v} and {@code x[i] += v} where x may turn out to be an array of the library. After parsing, such
 * nodes become subclasses that know how to attribute themselves: on a Java array as javac does, on an array of the library as
 * calls. Such arrays cannot change, so an assignment is the assignment of a new array to the variable.
 */
final class ArrayIndexing {
    /** Marks an index of several parts; the kernel's text step writes it, people cannot. */
    private static final String PARTS = "$index";

    private ArrayIndexing() {
    }

    /** An expression that has been attributed and is used in one place or several; each place is a {@link Use}. */
    static final class Slot {
        final JCExpression expression;
        final java.util.List<Use> uses = new ArrayList<>();

        Slot(JCExpression expression) {
            this.expression = expression;
        }

        Use use() {
            var use = new Use(expression, expression.type);
            uses.add(use);
            return use;
        }
    }

    /** Stands for an attributed expression inside a tree that is being attributed. */
    static final class Use extends JCParens {
        Use(JCExpression e, Type known) {
            super(e);
            pos = e.pos;
            type = known;
        }

        @Override
        public void accept(Visitor v) {
            switch (v) {
                case Attr attr -> attr.result = type;
                case ArgumentAttr arguments -> arguments.result = type;
                default -> super.accept(v);
            }
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R, D> R accept(TreeVisitor<R, D> v, D d) {
            return v instanceof TreeCopier ? (R) new Use(expr, type) : super.accept(v, d);
        }
    }

    /** Replaces the nodes after parsing. */
    static final class Marker extends TreeTranslator {
        private final ArrayOperators in;
        private JCCompilationUnit unit;

        Marker(ArrayOperators in) {
            this.in = in;
        }

        @Override
        public void visitTopLevel(JCCompilationUnit tree) {
            unit = tree;
            super.visitTopLevel(tree);
        }

        @Override
        public void visitIndexed(JCArrayAccess tree) {
            super.visitIndexed(tree);
            result = replace(tree, tree instanceof Index ? tree : new Index(in, tree));
        }

        @Override
        public void visitAssign(JCAssign tree) {
            super.visitAssign(tree);
            result = TreeInfo.skipParens(tree.lhs) instanceof Index && !(tree instanceof Assign) ? replace(tree, new Assign(in, tree)) : tree;
        }

        @Override
        public void visitAssignop(JCAssignOp tree) {
            super.visitAssignop(tree);
            result = TreeInfo.skipParens(tree.lhs) instanceof Index && !(tree instanceof AssignOp) ? replace(tree, new AssignOp(in, tree)) : tree;
        }

        private JCExpression replace(JCExpression old, JCExpression with) {
            if (unit != null && unit.endPositions != null) {
                unit.endPositions.replaceTree(old, with);
            }
            return with;
        }
    }

    /** {@code x[i]}, {@code x[1:3, 0]}. */
    static final class Index extends JCArrayAccess {
        private final ArrayOperators in;
        /** Set once it is known that this indexes an array of the library. */
        private Type array;
        Slot receiver;
        java.util.List<Slot> parts = new ArrayList<>();
        private boolean several;
        private JCExpression read;

        Index(ArrayOperators in, JCArrayAccess tree) {
            super(tree.indexed, tree.index);
            this.in = in;
            pos = tree.pos;
            type = tree.type;
        }

        @Override
        public void accept(Visitor v) {
            if (v instanceof Attr attr) {
                attribute(attr);
            } else if (read != null) {
                read.accept(v);
            } else {
                v.visitIndexed(this);
            }
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R, D> R accept(TreeVisitor<R, D> v, D d) {
            R r = v.visitArrayAccess(this, d);
            return v instanceof TreeCopier && r instanceof JCArrayAccess copy && !(copy instanceof Index) ? (R) new Index(in, copy) : r;
        }

        private void attribute(Attr attr) {
            Type indexedType = attr.attribExpr(indexed, attr.env);
            if (attributeOnArray(attr, indexedType)) {
                attr.result = attr.check(this, read == null ? in.types.createErrorType(type) : read.type, KindSelector.VAR, attr.resultInfo);
            } else {
                withKnown(indexedType, () -> attr.visitIndexed(this));
            }
        }

        /** Lets javac do its part without attributing what is indexed twice. */
        void withKnown(Type indexedType, Runnable action) {
            JCExpression saved = indexed;
            indexed = new Use(saved, indexedType);
            try {
                action.run();
            } finally {
                indexed = saved;
            }
        }

        /** Attributes the reading of an element, if this is an array of the library at all. */
        boolean attributeOnArray(Attr attr, Type indexedType) {
            read = null;
            array = in.isArray(indexedType) ? indexedType : null;
            if (array == null) {
                return false;
            }
            receiver = new Slot(indexed);
            parts = new ArrayList<>();
            List<JCExpression> given = partsOf(index);
            several = given != null;
            for (JCExpression part : several ? given : List.of(index)) {
                Type t = attr.chk.checkNonVoid(part, attr.attribExpr(part, attr.env));
                if (t.isErroneous()) {
                    return true;
                }
                parts.add(new Slot(part));
            }
            read = several ? attributed(attr, member(attr, receiver.use(), "get")) : element("op_get", null);
            return true;
        }

        private List<JCExpression> partsOf(JCExpression e) {
            return e instanceof JCMethodInvocation m && m.meth instanceof JCIdent i && i.name.contentEquals(PARTS) ? m.args : null;
        }

        /** The call of an operator method on one index, or null after an error. */
        private JCExpression element(String method, Slot value) {
            Slot i = parts.getFirst();
            Type[] arguments = value == null ? new Type[] { array, i.expression.type }
                    : new Type[] { array, i.expression.type, value.expression.type };
            MethodSymbol m = in.find(method, arguments);
            if (m == null) {
                Name shown = in.names.fromString(value == null ? "[]" : "[]=");
                Type wrong = value == null || in.find("op_get", array, i.expression.type) == null ? i.expression.type : value.expression.type;
                in.log.error(pos(), Errors.OperatorCantBeApplied1(shown, array, wrong));
                return null;
            }
            return value == null ? in.call(this, m, receiver.use(), i.use()) : in.call(this, m, receiver.use(), i.use(), value.use());
        }

        /** {@code on.name(parts)}, where a number or an array becomes {@code at(it)}. */
        private JCMethodInvocation member(Attr attr, JCExpression on, String name) {
            var arguments = new ListBuffer<JCExpression>();
            for (Slot part : parts) {
                Type t = in.types.unboxedTypeOrType(part.expression.type);
                arguments.add(t.isNumeric() && t.isPrimitive() || in.isArray(t) ? place(attr, part) : part.use());
            }
            in.make.at(pos);
            return in.make.Apply(List.nil(), in.make.Select(on, in.names.fromString(name)), arguments.toList());
        }

        private JCExpression place(Attr attr, Slot part) {
            in.make.at(part.expression.pos);
            JCExpression at = in.make.Select(in.make.QualIdent(in.indexClass(array)), in.names.fromString("at"));
            JCExpression call = in.make.Apply(List.nil(), at, List.of(part.use()));
            return new Use(call, attr.attribTree(call, attr.env, attr.unknownExprInfo));
        }

        private static JCExpression attributed(Attr attr, JCExpression call) {
            Type t = attr.attribTree(call, attr.env, attr.unknownExprInfo);
            return t.isErroneous() ? null : call;
        }

        /**
         * The assignment of the array with this element changed to the variable that holds it; null after an error. What is
         * indexed may itself be an element: then its holder gets a new element, and so on outwards.
         */
        JCAssign store(Attr attr, Slot value) {
            JCExpression changed;
            if (several) {
                in.make.at(pos);
                JCExpression at = member(attr, receiver.use(), "at");
                changed = attributed(attr, in.make.at(pos).Apply(List.nil(), in.make.Select(at, in.names.fromString("set")), List.of(value.use())));
            } else {
                changed = element("op_set", value);
            }
            if (changed == null) {
                return null;
            }
            JCExpression holder = TreeInfo.skipParens(indexed);
            if (holder instanceof Index outer && outer.read != null) {
                return outer.store(attr, new Slot(changed));
            }
            if (!checkVariable(attr, holder) || !in.types.isSubtype(in.types.erasure(changed.type), in.types.erasure(holder.type))) {
                return null;
            }
            JCAssign assign = in.make.at(pos).Assign(receiver.use(), changed);
            assign.type = holder.type;
            return assign;
        }

        /** Is what holds the array a variable that may be assigned to? */
        private boolean checkVariable(Attr attr, JCExpression holder) {
            if (holder instanceof JCArrayAccess) {
                return true;
            }
            if (!(TreeInfo.symbol(holder) instanceof VarSymbol v) || !(holder instanceof JCIdent || holder instanceof JCFieldAccess)) {
                in.log.error(holder.pos(), Errors.ProcMessager("arrays cannot change: an assignment to an element makes a new array,"
                        + " so what stands before [ must be a variable that can hold it"));
                return false;
            }
            attr.checkAssignable(holder.pos(), v, holder instanceof JCFieldAccess f ? f.selected : null, attr.env);
            return true;
        }
    }

    /** {@code x[i] = v}; its value is the new array. */
    static final class Assign extends JCAssign {
        private final ArrayOperators in;
        JCAssign store;

        Assign(ArrayOperators in, JCAssign tree) {
            super(tree.lhs, tree.rhs);
            this.in = in;
            pos = tree.pos;
        }

        @Override
        public void accept(Visitor v) {
            switch (v) {
                case Attr attr -> attribute(attr);
                case ArrayLowering lowering when store != null -> lowering.visitStore(this, store, target());
                default -> {
                    if (store != null) {
                        store.accept(v);
                    } else {
                        v.visitAssign(this);
                    }
                }
            }
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R, D> R accept(TreeVisitor<R, D> v, D d) {
            R r = v.visitAssignment(this, d);
            return v instanceof TreeCopier && r instanceof JCAssign copy && !(copy instanceof Assign) ? (R) new Assign(in, copy) : r;
        }

        Index target() {
            return (Index) TreeInfo.skipParens(lhs);
        }

        private void attribute(Attr attr) {
            store = null;
            Index target = target();
            Type indexedType = attr.attribExpr(target.indexed, attr.env);
            if (!target.attributeOnArray(attr, indexedType)) {
                target.withKnown(indexedType, () -> attr.visitAssign(this));
                return;
            }
            Type value = attr.chk.checkNonVoid(rhs, attr.attribExpr(rhs, attr.env));
            target.type = target.read == null ? indexedType : target.read.type;
            if (!value.isErroneous() && target.parts.stream().noneMatch(p -> p.expression.type.isErroneous()) && !target.parts.isEmpty()) {
                store = target.store(attr, new Slot(rhs));
            }
            attr.result = attr.check(this, store == null ? in.types.createErrorType(indexedType) : indexedType, KindSelector.VAL, attr.resultInfo);
        }
    }

    /** {@code x[i] += v}; its value is the new array. */
    static final class AssignOp extends JCAssignOp {
        private final ArrayOperators in;
        JCAssign store;

        AssignOp(ArrayOperators in, JCAssignOp tree) {
            super(tree.getTag(), tree.lhs, tree.rhs, tree.operator);
            this.in = in;
            pos = tree.pos;
        }

        @Override
        public void accept(Visitor v) {
            switch (v) {
                case Attr attr -> attribute(attr);
                case ArrayLowering lowering when store != null -> lowering.visitStore(this, store, target());
                default -> {
                    if (store != null) {
                        store.accept(v);
                    } else {
                        v.visitAssignop(this);
                    }
                }
            }
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R, D> R accept(TreeVisitor<R, D> v, D d) {
            R r = v.visitCompoundAssignment(this, d);
            return v instanceof TreeCopier && r instanceof JCAssignOp copy && !(copy instanceof AssignOp) ? (R) new AssignOp(in, copy) : r;
        }

        Index target() {
            return (Index) TreeInfo.skipParens(lhs);
        }

        private void attribute(Attr attr) {
            store = null;
            Index target = target();
            Type indexedType = attr.attribExpr(target.indexed, attr.env);
            if (!target.attributeOnArray(attr, indexedType)) {
                target.withKnown(indexedType, () -> attr.visitAssignop(this));
                return;
            }
            Type value = attr.chk.checkNonVoid(rhs, attr.attribExpr(rhs, attr.env));
            if (target.read != null && !value.isErroneous()) {
                target.type = target.read.type;
                operator = in.operators.resolveBinary(this, getTag().noAssignOp(), target.read.type, value);
                if (operator instanceof ArrayOperators.Operator o) {
                    store = target.store(attr, new Slot(in.call(this, o.target, target.read, rhs)));
                }
            }
            attr.result = attr.check(this, store == null ? in.types.createErrorType(indexedType) : indexedType, KindSelector.VAL, attr.resultInfo);
        }
    }
}
