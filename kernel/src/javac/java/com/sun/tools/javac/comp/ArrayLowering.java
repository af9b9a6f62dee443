package com.sun.tools.javac.comp;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.TypeSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCArrayAccess;
import com.sun.tools.javac.tree.JCTree.JCAssign;
import com.sun.tools.javac.tree.JCTree.JCAssignOp;
import com.sun.tools.javac.tree.JCTree.JCBinary;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCLiteral;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCStatement;
import com.sun.tools.javac.tree.JCTree.JCUnary;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.tree.TreeTranslator;
import com.sun.tools.javac.util.List;
import com.sun.tools.javac.util.ListBuffer;

/** Replaces operators on arrays by calls after the analysis, each part of a compound assignment evaluated once. */
final class ArrayLowering extends TreeTranslator {
    private final ArrayOperators in;
    private Symbol owner;

    ArrayLowering(ArrayOperators in) {
        this.in = in;
    }

    void lower(JCCompilationUnit unit) {
        for (List<JCTree> l = unit.defs; l.nonEmpty(); l = l.tail) {
            l.head = translate(l.head);
        }
    }

    @Override
    public void visitClassDef(JCClassDecl tree) {
        Symbol outer = owner;
        owner = tree.sym;
        super.visitClassDef(tree);
        owner = outer;
    }

    @Override
    public void visitMethodDef(JCMethodDecl tree) {
        Symbol outer = owner;
        owner = tree.sym;
        super.visitMethodDef(tree);
        owner = outer;
    }

    @Override
    public void visitBinary(JCBinary tree) {
        super.visitBinary(tree);
        if (tree.operator instanceof ArrayOperators.Operator o) {
            result = in.call(tree, o.target, tree.lhs, tree.rhs);
        }
    }

    @Override
    public void visitUnary(JCUnary tree) {
        super.visitUnary(tree);
        if (tree.operator instanceof ArrayOperators.Operator o) {
            result = in.call(tree, o.target, tree.arg);
        }
    }

    @Override
    public void visitAssignop(JCAssignOp tree) {
        if (!(tree.operator instanceof ArrayOperators.Operator o)) {
            super.visitAssignop(tree);
            return;
        }
        var once = new ListBuffer<JCStatement>();
        JCExpression target = variable(TreeInfo.skipParens(tree.lhs), once);
        JCExpression changed = in.call(tree, o.target, copy(target), translate(tree.rhs));
        result = let(tree, once, in.make.at(tree.pos).Assign(target, changed).setType(tree.type));
    }

    /** {@code x[i] = v} or {@code x[i] += v}, where the assignment to the holder of the array is known. */
    void visitStore(JCExpression tree, JCAssign store, ArrayIndexing.Index target) {
        var once = new ListBuffer<JCStatement>();
        settle(target, once);
        result = let(tree, once, translate(store));
    }

    private void settle(ArrayIndexing.Index index, ListBuffer<JCStatement> once) {
        JCExpression holder = TreeInfo.skipParens(index.indexed);
        if (holder instanceof ArrayIndexing.Index outer && outer.receiver != null) {
            settle(outer, once);
            fill(index.receiver, once);
        } else {
            JCExpression variable = variable(holder, once);
            index.receiver.uses.forEach(u -> u.expr = copy(variable));
        }
        index.parts.forEach(p -> fill(p, once));
    }

    private void fill(ArrayIndexing.Slot slot, ListBuffer<JCStatement> once) {
        if (slot.uses.size() > 1 && slot.uses.getFirst().expr == slot.expression) {
            JCExpression e = once(translate(slot.expression), once);
            slot.uses.forEach(u -> u.expr = copy(e));
        }
    }

    /** A variable whose own parts are evaluated once, so that it can be read and then assigned. */
    private JCExpression variable(JCExpression tree, ListBuffer<JCStatement> once) {
        if (tree instanceof JCFieldAccess f && !(TreeInfo.symbol(f.selected) instanceof TypeSymbol)) {
            f.selected = once(translate(f.selected), once);
        } else if (tree instanceof JCArrayAccess a) {
            a.indexed = once(translate(a.indexed), once);
            a.index = once(translate(a.index), once);
        }
        return tree;
    }

    private JCExpression let(JCTree at, ListBuffer<JCStatement> once, JCExpression value) {
        return once.isEmpty() ? value : (JCExpression) in.make.at(at.pos).LetExpr(once.toList(), value).setType(value.type);
    }

    private JCExpression once(JCExpression e, ListBuffer<JCStatement> statements) {
        if (isPure(e)) {
            return e;
        }
        var v = new VarSymbol(Flags.FINAL | Flags.SYNTHETIC, in.names.fromString("$op" + e.pos + "$" + statements.size()),
                in.types.erasure(e.type), owner);
        v.pos = e.pos;
        statements.append(in.make.at(e.pos).VarDef(v, e));
        return in.make.Ident(v);
    }

    private static boolean isPure(JCExpression tree) {
        JCExpression e = TreeInfo.skipParens(tree);
        return e instanceof JCIdent || e instanceof JCLiteral
                || e instanceof JCFieldAccess f && (f.sym instanceof VarSymbol || f.sym instanceof TypeSymbol) && isPure(f.selected);
    }

    /** A copy of a simple attributed expression with its types and symbols. */
    private JCExpression copy(JCExpression tree) {
        JCExpression e = TreeInfo.skipParens(tree);
        in.make.at(e.pos);
        JCExpression copied = switch (e) {
            case JCIdent i -> in.make.Ident(i.sym);
            case JCLiteral l -> in.make.Literal(l.typetag, l.value);
            case JCFieldAccess f -> {
                JCFieldAccess s = in.make.Select(copy(f.selected), f.name);
                s.sym = f.sym;
                yield s;
            }
            case JCArrayAccess a -> in.make.Indexed(copy(a.indexed), copy(a.index));
            default -> throw new AssertionError("not a simple expression: " + e);
        };
        copied.type = e.type;
        return copied;
    }
}
