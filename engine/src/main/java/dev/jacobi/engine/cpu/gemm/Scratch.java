package dev.jacobi.engine.cpu.gemm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** One thread's work space: it grows to what the largest product needed and is reused by every later one. */
final class Scratch {

    private static final long ALIGNMENT = 4096;

    /** Bytes of a row of C that are added to at a time, in as many tiles as they take. */
    private static final int ADDED_BYTES = 384;

    final Tile tile;
    /** Tiles that are added to C together, the first of them {@link #tile}: one where a tile's row is several cache lines already. */
    final Tile[] tiles;
    private MemorySegment a = MemorySegment.NULL;
    private MemorySegment b = MemorySegment.NULL;
    private MemorySegment c = MemorySegment.NULL;

    private final Lanes lanes;
    private Optional<PlainBlock> plain = Optional.empty();

    /** @param rowBytes of a full tile */
    Scratch(Lanes lanes, int rowBytes) {
        this.lanes = lanes;
        tiles = new Tile[Math.max(1, ADDED_BYTES / rowBytes)];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = new Tile(lanes);
        }
        tile = tiles[0];
    }

    /** Address of at least {@code bytes} for packed rows of A. */
    long a(long bytes) {
        if (a.byteSize() < bytes) {
            a = grown(bytes);
        }
        return a.address();
    }

    /** Address of at least {@code bytes} for packed panels of B. */
    long b(long bytes) {
        if (b.byteSize() < bytes) {
            b = grown(bytes);
        }
        return b.address();
    }

    /** Address of at least {@code bytes} for a product that is moved to its place later. */
    long c(long bytes) {
        if (c.byteSize() < bytes) {
            c = grown(bytes);
        }
        return c.address();
    }

    /** Work space for plain blocks of the largest size there is. */
    PlainBlock plain() {
        if (plain.isEmpty()) {
            plain = Optional.of(PlainBlock.of(lanes, PlainBlock.MAX_ROWS, PlainBlock.MAX_DEPTH));
        }
        return plain.get();
    }

    private static MemorySegment grown(long bytes) {
        return Arena.ofAuto().allocate(Math.max(bytes, 1 << 16), ALIGNMENT);
    }
}
