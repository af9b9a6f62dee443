package dev.jacobi.kernel.magic;

import java.util.Collection;
import java.util.List;

/** Names that were perhaps meant. */
final class Names {

    /**
     * Those of {@code candidates} nearest to {@code name}, if any are near: few letters changed, or else one begins with the other, or else letters were
     * left out.
     */
    static List<String> nearest(String name, Collection<String> candidates) {
        int limit = Math.max(1, name.length() / 3);
        int least = candidates.stream().mapToInt(c -> distance(name, c)).min().orElse(Integer.MAX_VALUE);
        if (least <= limit) return candidates.stream().filter(c -> distance(name, c) == least).sorted().toList();
        if (name.length() < 2) return List.of();
        List<String> begun = candidates.stream().filter(c -> c.startsWith(name) || name.startsWith(c)).sorted().toList();
        if (!begun.isEmpty()) return begun;
        List<String> shortened = candidates.stream().filter(c -> c.length() <= 2 * name.length() && within(name, c)).sorted().toList();
        return name.length() < 3 ? List.of() : shortened;
    }

    /** Whether {@code whole} is {@code part} with letters between. */
    private static boolean within(String part, String whole) {
        int at = 0;
        for (int i = 0; i < whole.length() && at < part.length(); i++) if (same(part, at + 1, whole, i + 1)) at++;
        return at == part.length();
    }

    /** Letters to insert, delete, replace or swap, case ignored. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = same(a, i, b, j);
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && same(a, i, b, j - 1) && same(a, i - 1, b, j)) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
        return d[a.length()][b.length()];
    }

    private static boolean same(String a, int i, String b, int j) {
        return Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
    }

    private Names() {}
}
