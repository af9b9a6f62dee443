package dev.jacobi.engine.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Memory by mmap: page-aligned, zeroed by the system on first touch and not before, gone at once by munmap. An Arena
 * would zero it in the calling thread and count it against -XX:MaxDirectMemorySize.
 */
final class PosixPages implements Pages {

    static final int LINUX_ANONYMOUS = 0x20;
    static final int MACOS_ANONYMOUS = 0x1000;

    private static final int MAP_PRIVATE = 0x2;
    private static final long READ_WRITE = 0x3;
    private static final long MADV_HUGEPAGE = 14;
    private static final long MADV_COLLAPSE = 25;
    private static final long HUGE_PAGE = 2L << 20;
    private static final long FAILED = -1;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    /**
     * All three functions are called as if they were of mmap's type, with six arguments of a register each: ints lie in the lower half of theirs, and what a
     * function does not take it does not read. Each type more takes a new process 4 ms to link and 2 to call.
     */
    private static final FunctionDescriptor SIX_REGISTERS = FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG);
    private static final MethodHandle MMAP = function("mmap", SIX_REGISTERS);
    private static final MethodHandle MUNMAP = function("munmap", SIX_REGISTERS);

    private final long flags;
    private final boolean hugePages;

    PosixPages(int anonymous, boolean hugePages) {
        this.flags = MAP_PRIVATE | anonymous;
        this.hugePages = hugePages;
    }

    @SuppressWarnings("restricted")
    static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    @Override
    public long map(long bytes) {
        return hugePages && bytes >= HUGE_PAGE ? mapHuge(bytes) : mmap(bytes);
    }

    /** Huge pages need an aligned start: maps a page more and cuts off what is over. */
    private long mapHuge(long bytes) {
        long start = mmap(bytes + HUGE_PAGE);
        if (start == 0) {
            return 0;
        }
        long aligned = (start + HUGE_PAGE - 1) & -HUGE_PAGE;
        unmapIfAny(start, aligned - start);
        unmapIfAny(aligned + bytes, start + HUGE_PAGE - aligned);
        try {
            // First touch of 64 MB in 12 instead of 48 ms. A kernel that has no huge pages says no, and that is fine.
            long ignored = (long) Madvise.HANDLE.invokeExact(aligned, bytes, MADV_HUGEPAGE, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw new AssertionError("madvise", e);
        }
        return aligned;
    }

    @Override
    public void makeHuge(long address, long bytes) {
        if (hugePages && bytes >= HUGE_PAGE) {
            try {
                // Since Linux 6.1; before, it says no, and that is fine.
                long ignored = (long) Madvise.HANDLE.invokeExact(address, bytes & -HUGE_PAGE, MADV_COLLAPSE, 0L, 0L, 0L);
            } catch (Throwable e) {
                throw new AssertionError("madvise", e);
            }
        }
    }

    private long mmap(long bytes) {
        try {
            long address = (long) MMAP.invokeExact(0L, bytes, READ_WRITE, flags, -1L, 0L);
            return address == FAILED ? 0 : address;
        } catch (Throwable e) {
            throw new AssertionError("mmap", e);
        }
    }

    private void unmapIfAny(long address, long bytes) {
        if (bytes > 0) {
            unmap(address, bytes);
        }
    }

    @Override
    public void unmap(long address, long bytes) {
        int result;
        try {
            result = (int) (long) MUNMAP.invokeExact(address, bytes, 0L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw new AssertionError("munmap", e);
        }
        if (result != 0) {
            throw new IllegalStateException("[memory] munmap refused " + MemorySizes.format(bytes) + " at 0x"
                    + Long.toHexString(address));
        }
    }

    /** Linked only where it is used. */
    private static final class Madvise {
        static final MethodHandle HANDLE = function("madvise", SIX_REGISTERS);
    }
}
