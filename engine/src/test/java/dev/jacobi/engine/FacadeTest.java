package dev.jacobi.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.jacobi.engine.array.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the public surface promises. */
class FacadeTest {

    @Test
    void whatAPersonWouldHandToATransformHasOneSignature() {
        Map<String, List<Method>> byName = new TreeMap<>();
        for (Method m : mx.class.getMethods())
            if (Modifier.isStatic(m.getModifiers())) byName.computeIfAbsent(m.getName(), k -> new ArrayList<>()).add(m);
        List<String> ambiguous = new ArrayList<>();
        byName.forEach((name, methods) -> {
            boolean handed = methods.stream().anyMatch(m -> m.getReturnType() == Array.class && m.getParameterCount() > 0
                    && Stream.of(m.getParameterTypes()).allMatch(t -> t == Array.class));
            if (handed && methods.size() > 1) ambiguous.add(name);
        });
        assertEquals(List.of(), ambiguous);
    }

    @Test
    void methodReferencesResolve() {
        assertEquals(3, mx.grad(mx::sum).apply(mx.ones(3)).size());
        assertEquals(4, mx.vmap(mx::matmul).apply(mx.ones(4, 2, 2), mx.ones(4, 2, 2)).dim(0));
        assertEquals(0.5, mx.grad(mx::mean).apply(mx.ones(2)).get(0).item());
    }

    @Test
    void packagesFormATree() {
        var classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.jacobi.engine");
        SlicesRuleDefinition.slices().matching("dev.jacobi.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void gettersAreNotNamedGet() {
        List<String> getters = new ArrayList<>();
        for (var c : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.jacobi.engine")) {
            c.getMethods().stream().filter(m -> m.getName().matches("get[A-Z].*")).forEach(m -> getters.add(m.getFullName()));
        }
        assertEquals(List.of(), getters);
    }
}
