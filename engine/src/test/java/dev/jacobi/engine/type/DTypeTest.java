package dev.jacobi.engine.type;

import static dev.jacobi.engine.type.DType.BOOL;
import static dev.jacobi.engine.type.DType.FLOAT32;
import static dev.jacobi.engine.type.DType.FLOAT64;
import static dev.jacobi.engine.type.DType.INT32;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The promotion table, written out, against the rule that computes it. */
class DTypeTest {
    private static final String NAMES = "b u8 u16 u32 u64 i8 i16 i32 i64 f16 bf16 f32 f64 c64";
    /** MLX's table (mlx/dtype.cpp), in the order of NAMES. */
    private static final String TABLE = """
            b    u8   u16  u32  u64  i8   i16  i32  i64  f16  bf16 f32 f64 c64
            u8   u8   u16  u32  u64  i16  i16  i32  i64  f16  bf16 f32 f64 c64
            u16  u16  u16  u32  u64  i32  i32  i32  i64  f16  bf16 f32 f64 c64
            u32  u32  u32  u32  u64  i64  i64  i64  i64  f16  bf16 f32 f64 c64
            u64  u64  u64  u64  u64  f32  f32  f32  f32  f16  bf16 f32 f64 c64
            i8   i16  i32  i64  f32  i8   i16  i32  i64  f16  bf16 f32 f64 c64
            i16  i16  i32  i64  f32  i16  i16  i32  i64  f16  bf16 f32 f64 c64
            i32  i32  i32  i64  f32  i32  i32  i32  i64  f16  bf16 f32 f64 c64
            i64  i64  i64  i64  f32  i64  i64  i64  i64  f16  bf16 f32 f64 c64
            f16  f16  f16  f16  f16  f16  f16  f16  f16  f16  f32  f32 f64 c64
            bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 f32  bf16 f32 f64 c64
            f32  f32  f32  f32  f32  f32  f32  f32  f32  f32  f32  f32 f64 c64
            f64  f64  f64  f64  f64  f64  f64  f64  f64  f64  f64  f64 f64 c64
            c64  c64  c64  c64  c64  c64  c64  c64  c64  c64  c64  c64 c64 c64
            """;

    @Test
    void promotionIsTheTable() {
        String[] names = NAMES.split(" "), rows = TABLE.strip().split("\n");
        DType[] all = DType.values();
        Map<String, DType> byName = new HashMap<>();
        for (int i = 0; i < all.length; i++) byName.put(names[i], all[i]);
        assertEquals(names.length, all.length);
        for (int i = 0; i < all.length; i++) {
            String[] row = rows[i].strip().split(" +");
            for (int k = 0; k < all.length; k++) {
                assertEquals(byName.get(row[k]), all[i].promote(all[k]), all[i] + " with " + all[k]);
                assertEquals(all[i].promote(all[k]), all[k].promote(all[i]), "the other way round");
            }
        }
    }

    @Test
    void literalsAreWeak() {
        for (DType d : DType.values()) {
            assertEquals(d.isInexact() ? d : FLOAT32, d.promoteWeak(FLOAT32), d + " with a fraction");
            assertEquals(d == BOOL ? INT32 : d, d.promoteWeak(INT32), d + " with an int");
            assertEquals(d, d.promoteWeak(BOOL), d + " with a truth");
        }
        assertEquals("float64", FLOAT64.toString());
    }
}
