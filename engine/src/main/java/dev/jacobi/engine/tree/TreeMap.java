package dev.jacobi.engine.tree;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An unmodifiable map in insertion order that prints as the documentation does: {@code {'weight': array(-1, dtype=float32)}}. */
final class TreeMap<K, V> extends AbstractMap<K, V> {
    private final Map<K, V> entries;

    TreeMap(Map<K, V> entries) { this.entries = entries; }

    @Override
    public Set<Entry<K, V>> entrySet() { return Collections.unmodifiableMap(entries).entrySet(); }

    @Override
    public V get(Object key) { return entries.get(key); }

    @Override
    public boolean containsKey(Object key) { return entries.containsKey(key); }

    @Override
    public String toString() {
        return entries.entrySet().stream().map(e -> TreeText.of(e.getKey()) + ": " + TreeText.of(e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
