package dev.jacobi.engine.cpu.gemm;

import dev.jacobi.engine.cpu.emit.HiddenClass;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** Writes what packs blocks of matrices as hidden classes, for the reasons of {@link KernelEmitter}. */
final class PackingEmitter extends VectorEmitter {

    private static final ClassDesc SHUFFLE = desc(VectorShuffle.class);
    private static final ClassDesc MASK = desc(VectorMask.class);

    PackingEmitter(Lanes lanes) {
        super(lanes);
    }

    /** What copies rows of so many vectors. */
    RowCopy rowCopy(int vectors) {
        return (RowCopy) instance(RowCopy.class, "copy", code -> copy(code, vectors));
    }

    BlockTurn blockTurn() {
        List<Object> constants = new ArrayList<>();
        for (int distance = lanes.count() / 2; distance > 0; distance /= 2) {
            int by = distance;
            constants.add(VectorShuffle.fromOp(lanes.species(), i -> i ^ by));
            boolean[] odd = new boolean[lanes.count()];
            for (int i = 0; i < odd.length; i++) {
                odd[i] = (i & by) != 0;
            }
            constants.add(VectorMask.fromArray(lanes.species(), odd, 0));
        }
        return (BlockTurn) instance(BlockTurn.class, "turn", constants, this::turn);
    }

    private void copy(CodeBuilder code, int vectors) {
        int rows = code.parameterSlot(0);
        int from = code.parameterSlot(1);
        int fromRow = code.parameterSlot(2);
        int to = code.parameterSlot(3);
        int toRow = code.parameterSlot(4);
        int[] row = references(code, vectors);
        countedLoop(code, c -> c.iload(rows), p -> {
            nonNegative(code, from);
            for (int v = 0; v < vectors; v++) {
                species(code);
                loadVector(memory(code).lload(from).loadConstant((long) v * lanes.bits() / 8).ladd()).astore(row[v]);
            }
            nonNegative(code, to);
            for (int v = 0; v < vectors; v++) {
                code.aload(row[v]);
                storeVector(memory(code).lload(to).loadConstant((long) v * lanes.bits() / 8).ladd());
            }
            add(code, from, fromRow);
            add(code, to, toRow);
        });
        code.return_();
    }

    private void turn(CodeBuilder code) {
        int blocks = code.parameterSlot(0);
        int from = code.parameterSlot(1);
        int fromRow = code.parameterSlot(2);
        int fromBlock = code.parameterSlot(3);
        int to = code.parameterSlot(4);
        int toRow = code.parameterSlot(5);
        int toBlock = code.parameterSlot(6);
        int[] row = references(code, lanes.count());
        int kept = code.allocateLocal(TypeKind.REFERENCE);
        int address = code.allocateLocal(TypeKind.LONG);
        countedLoop(code, c -> c.iload(blocks), p -> {
            code.lload(from).lstore(address);
            for (int r = 0; r < row.length; r++) {
                nonNegative(code, address);
                species(code);
                loadVector(memory(code).lload(address)).astore(row[r]);
                add(code, address, fromRow);
            }
            exchangeAll(code, row, kept);
            code.lload(to).lstore(address);
            for (int r = 0; r < row.length; r++) {
                nonNegative(code, address);
                code.aload(row[r]);
                storeVector(memory(code).lload(address));
                add(code, address, toRow);
            }
            add(code, from, fromBlock);
            add(code, to, toBlock);
        });
        code.return_();
    }

    /** Exchanges ever smaller halves of pairs of rows. */
    private void exchangeAll(CodeBuilder code, int[] row, int kept) {
        int stage = 0;
        for (int distance = row.length / 2; distance > 0; distance /= 2, stage++) {
            for (int r = 0; r < row.length; r++) {
                if ((r & distance) == 0) {
                    exchange(code, row[r], row[r + distance], kept, stage);
                }
            }
        }
    }

    private void exchange(CodeBuilder code, int first, int second, int kept, int stage) {
        code.aload(first);
        rearrange(code.aload(second), stage);
        blend(code, stage).astore(kept);
        rearrange(code.aload(first), stage);
        blend(code.aload(second), stage).astore(second);
        code.aload(kept).astore(first);
    }

    private CodeBuilder rearrange(CodeBuilder code, int stage) {
        return code.loadConstant(HiddenClass.constant(2 * stage, SHUFFLE))
                .invokevirtual(vector, "rearrange", MethodTypeDesc.of(vector, SHUFFLE));
    }

    private CodeBuilder blend(CodeBuilder code, int stage) {
        return code.loadConstant(HiddenClass.constant(2 * stage + 1, MASK))
                .invokevirtual(vector, "blend", MethodTypeDesc.of(vector, VECTOR, MASK));
    }
}
