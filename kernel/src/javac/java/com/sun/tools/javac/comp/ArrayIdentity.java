package com.sun.tools.javac.comp;

import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.resources.CompilerProperties.Warnings;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCBinary;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCMethodInvocation;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.tree.TreeScanner;
import javax.tools.JavaFileObject;

/**
 * Warns of comparisons of arrays that are legal Java, and so keep its meaning, but are not what a person who knows NumPy means by
 * them: {@code ==}, {@code !=} and {@code equals} ask whether both are one object.
 */
final class ArrayIdentity extends TreeScanner {
    private final ArrayOperators in;

    ArrayIdentity(ArrayOperators in) {
        this.in = in;
    }

    void warn(JCCompilationUnit unit) {
        JavaFileObject before = in.log.useSource(unit.sourcefile);
        try {
            scan(unit);
        } finally {
            in.log.useSource(before);
        }
    }

    @Override
    public void visitBinary(JCBinary tree) {
        super.visitBinary(tree);
        boolean isEqual = tree.hasTag(JCTree.Tag.EQ);
        if ((isEqual || tree.hasTag(JCTree.Tag.NE)) && isOther(tree.lhs) && isOther(tree.rhs)) {
            String sign = isEqual ? "==" : "!=", word = isEqual ? "equal" : "notEqual";
            warn(tree, "a " + sign + " b asks whether a and b are " + (isEqual ? "the same object" : "different objects")
                    + ", whatever their elements are: mx." + word + "(a, b) compares element by element, "
                    + (isEqual ? "" : "!") + "mx.arrayEqual(a, b).itemBoolean() all of them");
        }
    }

    @Override
    public void visitApply(JCMethodInvocation tree) {
        super.visitApply(tree);
        if (tree.meth instanceof JCFieldAccess call && call.name == in.names.equals && tree.args.size() == 1 && isOther(call.selected)
                && isOther(tree.args.head)) {
            warn(tree, "a.equals(b) asks whether a and b are the same object, whatever their elements are: mx.equal(a, b) compares element"
                    + " by element, mx.arrayEqual(a, b).itemBoolean() all of them");
        }
    }

    /** Whether it is an array, and not one that is compared as an object on purpose, as {@code this} is. */
    private boolean isOther(JCExpression operand) {
        Type type = operand.type;
        boolean isThis = TreeInfo.skipParens(operand) instanceof JCIdent name && name.name == in.names._this;
        return type != null && !type.hasTag(TypeTag.BOT) && !isThis && in.isArray(type);
    }

    private void warn(JCTree at, String text) {
        in.log.warning(at.pos(), Warnings.ProcMessager(text));
    }
}
