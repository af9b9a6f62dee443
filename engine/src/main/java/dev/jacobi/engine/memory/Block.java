package dev.jacobi.engine.memory;

/** A piece of memory that is lent out again and again, for as long as its region is mapped. */
final class Block {

    final Region region;
    final long address;
    final int sizeClass;
    final long bytes;

    /** The one who has the block, or null. This reference is also what keeps the lease itself alive. */
    Lease lease;

    Block(Region region, long address, int sizeClass, long bytes) {
        this.region = region;
        this.address = address;
        this.sizeClass = sizeClass;
        this.bytes = bytes;
    }
}
