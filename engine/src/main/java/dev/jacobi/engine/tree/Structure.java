package dev.jacobi.engine.tree;

import java.util.List;

/**
 * What a tree is without its arrays. Two trees of equal structure differ only in their leaves; equality is by value, so that a structure can be a cache
 * key.
 */
public sealed interface Structure {

    /** An array. */
    record Leaf() implements Structure {}

    /** Any other value: it is not traced, and is part of the structure. */
    record Static(Object value) implements Structure {
        @Override
        public String toString() { return String.valueOf(value); }
    }

    /** A record, by components. */
    record OfRecord(Class<? extends Record> type, List<Structure> components) implements Structure {
        @Override
        public String toString() { return type.getSimpleName() + components; }
    }

    /** A map, by entries in its order. */
    record OfMap(List<Object> keys, List<Structure> values) implements Structure {
        @Override
        public String toString() { return "map" + keys + values; }
    }

    /** A list, by elements. */
    record OfList(List<Structure> elements) implements Structure {
        @Override
        public String toString() { return "list" + elements; }
    }

    /** A Java array of references, by elements. */
    record OfArray(Class<?> component, List<Structure> elements) implements Structure {
        @Override
        public String toString() { return component.getSimpleName() + "[]" + elements; }
    }

    /** A present optional; an empty one is static. */
    record OfOptional(Structure value) implements Structure {
        @Override
        public String toString() { return "optional[" + value + "]"; }
    }
}
