package dev.jacobi.engine.array;

import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.IndexException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What picks elements along one axis: {@code x.get(at(0), slice(1, 3), all(), ellipsis(), newAxis())}. */
public sealed interface Index {

    /** The element {@code i}, from the end if negative; the axis goes. */
    record At(int i) implements Index {}

    /** The elements from start to before stop by step, as Python cuts: from the end if negative, clipped to the axis. */
    record Range(OptionalInt start, OptionalInt stop, int step) implements Index {
        private static final Range ALL = new Range(OptionalInt.empty(), OptionalInt.empty(), 1);

        /** Where it begins in an axis of {@code n} elements, if it has an element there. */
        int first(int n) {
            return start.isPresent() ? clip(start.getAsInt(), n) : step > 0 ? 0 : n - 1;
        }

        /** How many of {@code n} elements it picks. */
        int count(int n) {
            int end = stop.isPresent() ? clip(stop.getAsInt(), n) : step > 0 ? n : -1;
            return Math.max(0, Math.ceilDiv(end - first(n), step));
        }

        private int clip(int i, int n) {
            int k = i < 0 ? i + n : i;
            return step > 0 ? Math.clamp(k, 0, n) : Math.clamp(k, -1, n - 1);
        }
    }

    /** As many whole axes as are left. */
    record Ellipsis() implements Index {}

    /** A new axis of one element. */
    record NewAxis() implements Index {}

    /** The elements at the integer indices of an array, whose axes take the axis' place. */
    record By(Array indices) implements Index {}

    /** The element {@code i}. */
    static Index at(int i) { return new At(i); }

    /** The elements at {@code indices}. */
    static Index at(Array indices) { return new By(indices); }

    /** The elements from {@code start} to before {@code stop}. */
    static Index slice(Integer start, Integer stop) {
        return slice(start, stop, 1);
    }

    /** Every {@code step}-th element from {@code start} to before {@code stop}; null where the end of the axis is meant. */
    static Index slice(Integer start, Integer stop, Integer step) {
        int s = step == null ? 1 : step;
        if (s == 0) throw new IndexException("slice", "the step is 0");
        return new Range(start == null ? OptionalInt.empty() : OptionalInt.of(start),
                stop == null ? OptionalInt.empty() : OptionalInt.of(stop), s);
    }

    /** The elements from {@code start} on. */
    static Index from(int start) { return slice(start, null); }

    /** The whole axis. */
    static Index all() { return Range.ALL; }

    /** As many whole axes as are left. */
    static Index ellipsis() { return new Ellipsis(); }

    /** A new axis of one element. */
    static Index newAxis() { return new NewAxis(); }

    /**
     * NumPy's text between the brackets: {@code "..., 1:3, ::-1, 0, None"}; {@code {}} stands for the next of {@code arguments}.
     *
     * @throws IndexException pointing at the column that can't be read
     */
    static Index[] parse(String text, Object... arguments) {
        List<Index> r = new ArrayList<>();
        int argument = 0, start = 0;
        for (String part : text.split(",", -1)) {
            String p = part.strip();
            int column = start + part.indexOf(p);
            if (p.equals("{}")) {
                if (argument == arguments.length)
                    throw unreadable(text, column, "{} stands for more than the " + Count.of(arguments.length, "argument") + " given");
                r.add(of(arguments[argument++]));
            } else {
                r.add(parseOne(text, column, p));
            }
            start += part.length() + 1;
        }
        if (argument < arguments.length) {
            throw new IndexException("get",
                    "\"" + text + "\" has " + Count.of(argument, "place") + " {} for " + Count.of(arguments.length, "argument")
                            + ": write {} for each");
        }
        return r.toArray(Index[]::new);
    }

    private static Index of(Object o) {
        return switch (o) {
            case null -> throw new IndexException("get", "an argument for {} is null; give an int, an Array or an Index");
            case Integer i -> at(i);
            case Array a -> at(a);
            case Index x -> x;
            default -> throw new IndexException("get",
                    "an argument for {} is a " + o.getClass().getSimpleName() + "; give an int, an Array or an Index");
        };
    }

    private static Index parseOne(String text, int column, String p) {
        try {
            switch (p) {
                case "..." -> {
                    return ellipsis();
                }
                case "None", "newaxis" -> {
                    return newAxis();
                }
                default -> {
                }
            }
            String[] ends = p.split(":", -1);
            if (ends.length == 1) return at(Integer.parseInt(p));
            if (ends.length > 3) throw unreadable(text, column, "more than two colons");
            Integer step = ends.length == 3 ? end(ends[2]) : null;
            if (step != null && step == 0) throw unreadable(text, column, "the step is 0");
            return slice(end(ends[0]), end(ends[1]), step);
        } catch (NumberFormatException e) {
            throw unreadable(text, column, "'" + p + "' is no index");
        }
    }

    private static Integer end(String s) { return s.isBlank() ? null : Integer.valueOf(s.strip()); }

    private static IndexException unreadable(String text, int column, String why) {
        return new IndexException("get",
                "in \"" + text + "\" at column " + (column + 1) + ": " + why + "; write 0, 1:3, ::-1, :, ..., None or {}");
    }
}
