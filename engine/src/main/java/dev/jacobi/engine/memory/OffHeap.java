package dev.jacobi.engine.memory;

import java.lang.foreign.MemorySegment;

/** The whole address space as one segment, so that every access in a process goes through one segment type. */
public final class OffHeap {

    /**
     * Kernels index this segment by absolute address. A single constant keeps the profile of the access methods
     * monomorphic and its bounds check constant. It keeps nothing alive: hold the {@link Buffer} reachable meanwhile.
     */
    @SuppressWarnings("restricted")
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private OffHeap() {
    }
}
