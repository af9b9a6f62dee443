package dev.jacobi.engine.memory;

/** What the operating system gave in one piece: a slab of blocks of one class, or one large block. */
final class Region {

    final long address;
    final long bytes;
    final Block[] blocks;

    /** Scratch of {@link BlockPool#trim}, which counts here the blocks it found free. */
    int free;

    Region(long address, int sizeClass, int count) {
        this.address = address;
        this.bytes = SizeClass.regionBytes(sizeClass, count);
        this.blocks = new Block[count];
        long size = SizeClass.bytes(sizeClass);
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new Block(this, address + i * size, sizeClass, size);
        }
    }
}
