package dev.jacobi.engine.array;

/**
 * A map from nodes, by identity, for the length of one walk. Nodes carry a number to hash by: asking the JVM for an identity hash costs more than the
 * rest of a look-up. Not for several threads.
 */
public final class NodeMap<V> {
    private Array[] keys = new Array[16];
    private Object[] values = new Object[16];
    private int size;

    private int find(Array key) {
        int mask = keys.length - 1, i = key.number() * 0x9E3779B9 >>> 7 & mask;
        while (keys[i] != null && keys[i] != key) i = i + 1 & mask;
        return i;
    }

    /** The value of {@code key}, or null. */
    @SuppressWarnings("unchecked")
    public V get(Array key) { return (V) values[find(key)]; }

    /** The value of {@code key}, or {@code otherwise}. */
    public V get(Array key, V otherwise) {
        V value = get(key);
        return value == null ? otherwise : value;
    }

    /** Whether {@code key} has a value. */
    public boolean containsKey(Array key) { return values[find(key)] != null; }

    /** Gives {@code key} a value, which must not be null. */
    public void put(Array key, V value) {
        int i = find(key);
        if (keys[i] == null) {
            if (++size * 2 > keys.length) {
                grow();
                i = find(key);
            }
            keys[i] = key;
        }
        values[i] = value;
    }

    private void grow() {
        Array[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new Array[oldKeys.length * 2];
        values = new Object[oldKeys.length * 2];
        for (int k = 0; k < oldKeys.length; k++) {
            if (oldKeys[k] == null) continue;
            int i = find(oldKeys[k]);
            keys[i] = oldKeys[k];
            values[i] = oldValues[k];
        }
    }
}
