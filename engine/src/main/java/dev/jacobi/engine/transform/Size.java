package dev.jacobi.engine.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A number inside of a traced function as an expression of the sizes of its arguments' axes: {@code factor * product of sizes^powers + sum of sizes + offset},
 * where either the product or the sum is empty.
 */
record Size(long factor, int[] powers, int[] terms, long offset) {

    /** The number for other {@code sizes}. */
    long at(long[] sizes) {
        long product = factor;
        for (int i = 0; i < sizes.length; i++) for (int k = 0; k < powers[i]; k++) product = Math.multiplyExact(product, sizes[i]);
        long sum = offset;
        for (int i = 0; i < sizes.length; i++) sum += terms[i] * sizes[i];
        return product + sum;
    }

    private boolean fits(long[][] sizes, long[] values) {
        for (int p = 0; p < values.length; p++) if (at(sizes[p]) != values[p]) return false;
        return true;
    }

    /** The expression that gives {@code values[p]} for {@code sizes[p]}, if there is one; the sizes of the second probe are different primes. */
    static Optional<Size> of(long[][] sizes, long[] values) {
        int n = sizes[0].length;
        for (Size candidate : candidates(n, sizes[1], values[1])) if (candidate.fits(sizes, values)) return Optional.of(candidate);
        return Optional.empty();
    }

    private static List<Size> candidates(int n, long[] primes, long value) {
        int[] none = new int[n];
        List<Size> all = new ArrayList<>();
        all.add(new Size(0, none, none, value));
        int[] powers = new int[n];
        long left = value;
        for (int i = 0; i < n; i++) {
            while (left != 0 && left % primes[i] == 0) {
                left /= primes[i];
                powers[i]++;
            }
        }
        if (left != value) all.add(new Size(left, powers, none, 0));
        for (int i = 0; i < n; i++) {
            for (int times = 1; times <= 2; times++) {
                int[] one = none.clone();
                one[i] = times;
                all.add(new Size(0, none, one, value - times * primes[i]));
            }
            for (int j = 0; j < i; j++) {
                int[] two = none.clone();
                two[i] = 1;
                two[j] = 1;
                all.add(new Size(0, none, two, value - primes[i] - primes[j]));
                two = two.clone();
                two[j] = -1;
                all.add(new Size(0, none, two, value - primes[i] + primes[j]));
                two = two.clone();
                two[i] = -1;
                two[j] = 1;
                all.add(new Size(0, none, two, value + primes[i] - primes[j]));
            }
        }
        return all;
    }

    @Override
    public String toString() { return factor + "*" + Arrays.toString(powers) + "+" + Arrays.toString(terms) + "+" + offset; }
}
