package dev.jacobi.engine.ir.optimise;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link Program#toString} writes. */
final class ProgramText {
    private static final Pattern LINE = Pattern
            .compile("(\\w+) = ([a-z_0-9]+)((?:\\([^)]*\\))*)((?: [-\\w.]+)*) ((?:float|bfloat|int|uint|bool)\\d*) \\(([^)]*)\\)");

    static Program parse(String text) {
        Map<String, Integer> names = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        int[] outputs = {};
        for (String line : text.strip().split("\n")) {
            if (line.startsWith("return ")) {
                outputs = Arrays.stream(line.substring(7).trim().split(" ")).mapToInt(names::get).toArray();
                continue;
            }
            Matcher m = LINE.matcher(line.strip());
            if (!m.matches()) throw new IllegalArgumentException(line);
            DType dtype = DType.valueOf(m.group(5).toUpperCase(Locale.ROOT));
            String[] words = m.group(4).isBlank() ? new String[0] : m.group(4).trim().split(" ");
            Shape shape = Shape.of(ints(m.group(6)).toArray());
            boolean constant = m.group(2).equals("constant");
            int[] in = constant ? new int[0] : Arrays.stream(words).mapToInt(names::get).toArray();
            names.put(m.group(1), steps.size());
            steps.add(new Step(constant ? new Lowered.Constant(bits(dtype, words[0])) : lowered(m.group(2), m.group(3)), in, shape, dtype));
        }
        return new Program(steps, outputs);
    }

    private static long bits(DType dtype, String value) {
        return dtype.isFloating() ? Scalars.of(dtype, Double.parseDouble(value)) : Long.parseLong(value);
    }

    private static Ints ints(String list) {
        return Ints.of(Arrays.stream(list.split("[,\\s]+")).filter(s -> !s.isEmpty()).mapToInt(Integer::parseInt).toArray());
    }

    private static Lowered lowered(String name, String lists) {
        Ints[] parts = Arrays.stream(lists.split("\\)")).map(s -> ints(s.replace("(", ""))).toArray(Ints[]::new);
        return switch (name) {
            case "given" -> new Lowered.Given();
            case "cast" -> new Lowered.Cast();
            case "alias" -> new Lowered.Alias();
            case "depends" -> new Lowered.Depends();
            case "broadcast" -> new Lowered.Broadcast();
            case "reshape" -> new Lowered.Reshape();
            case "matmul" -> new Lowered.MatMul();
            case "permute" -> new Lowered.Permute(parts[0]);
            case "slice" -> new Lowered.Slice(parts[0], parts[1]);
            case "sum", "prod", "max", "min" -> new Lowered.Reduce(Reduction.valueOf(name.toUpperCase(Locale.ROOT)), parts[0]);
            default -> Op.valueOf(name.toUpperCase(Locale.ROOT)).map();
        };
    }

    private ProgramText() {}
}
