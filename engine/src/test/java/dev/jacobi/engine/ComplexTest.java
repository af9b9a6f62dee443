package dev.jacobi.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.type.Complex;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.MxException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** complex64: values, text, dtypes, and what a derivative is. The laws of each operation are in PrimitiveLawsTest. */
class ComplexTest {
    private static final long SEED = 4242;

    private static Array z(double re, double im) { return mx.array(new Complex((float) re, (float) im)); }

    private static Array random(int n, long seed) {
        Random r = new Random(SEED + seed);
        Complex[] c = new Complex[n];
        for (int i = 0; i < n; i++) c[i] = new Complex((float) r.nextGaussian(), (float) r.nextGaussian());
        return mx.array(c);
    }

    private static void close(double re, double im, Array actual, double tolerance, String what) {
        Complex c = actual.itemComplex();
        double scale = Math.max(Math.hypot(re, im), 1e-30) * tolerance;
        assertTrue(Math.hypot(re - c.re(), im - c.im()) <= scale, what + " is " + c + ", not " + re + " and " + im + "i");
    }

    /** Function, argument and value, the value by Python's cmath. Zeros with signs are sides of branch cuts. */
    private static final String TABLE = """
            sqrt 1.0 2.0 1.272019649514069 0.7861513777574233
            sqrt -0.5 0.25 0.17178037486125622 0.7276733451126774
            sqrt -3.0 -0.5 0.14384238796180673 -1.738013415533538
            sqrt 2.0 0.0 1.4142135623730951 0.0
            sqrt -2.0 0.0 0.0 1.4142135623730951
            sqrt -2.0 -0.0 0.0 -1.4142135623730951
            sqrt 0.25 -4.0 1.4590758865580553 -1.3707306236949601
            sqrt 30.0 1.0 5.477986036839053 0.09127442031387754
            sqrt 0.5 -30.0 3.9053915538237005 -3.8408440724243804
            exp 1.0 2.0 -1.1312043837568135 2.4717266720048188
            exp -0.5 0.25 0.5876750903439226 0.15005808662216327
            exp -3.0 -0.5 0.04369226300728118 -0.02386919206778745
            exp 2.0 0.0 7.38905609893065 0.0
            exp -2.0 0.0 0.1353352832366127 0.0
            exp -2.0 -0.0 0.1353352832366127 -0.0
            exp 0.25 -4.0 -0.8392950226446834 0.971753639388085
            exp 30.0 1.0 5773926857998.932 8992358290239.943
            exp 0.5 -30.0 0.2543176464659947 1.6289887547662945
            log 1.0 2.0 0.8047189562170503 1.1071487177940904
            log -0.5 0.25 -0.5815754049028404 2.677945044588987
            log -3.0 -0.5 1.1123117757621668 -2.976443976175166
            log 2.0 0.0 0.6931471805599453 0.0
            log -2.0 0.0 0.6931471805599453 3.141592653589793
            log -2.0 -0.0 0.6931471805599453 -3.141592653589793
            log 0.25 -4.0 1.3882436813277192 -1.5083775167989393
            log 30.0 1.0 3.401752628804169 0.033320995878247196
            log 0.5 -30.0 3.4013362512644925 -1.554131203080956
            sin 1.0 2.0 3.165778513216168 1.9596010414216063
            sin -0.5 0.25 -0.494485780933195 0.22168816414957482
            sin -3.0 -0.5 -0.15913058529843999 0.5158804424525267
            sin 2.0 0.0 0.9092974268256817 -0.0
            sin -2.0 0.0 -0.9092974268256817 -0.0
            sin -2.0 -0.0 -0.9092974268256817 0.0
            sin 0.25 -4.0 6.756164923874848 -26.44153975975202
            sin 30.0 1.0 -1.5246124657227496 0.1812764880291758
            sin 0.5 -30.0 2561684416013.745 -4689131870415.294
            cos 1.0 2.0 2.0327230070196656 -3.0518977991518
            cos -0.5 0.25 0.9051501505596068 0.12110879604381165
            cos -3.0 -0.5 -1.1163412445261518 -0.0735369737112366
            cos 2.0 0.0 -0.4161468365471424 -0.0
            cos -2.0 0.0 -0.4161468365471424 0.0
            cos -2.0 -0.0 -0.4161468365471424 -0.0
            cos 0.25 -4.0 26.459286009782883 6.751633562297498
            cos 30.0 1.0 0.23802242521370495 1.1611359439917548
            cos 0.5 -30.0 4689131870415.294 2561684416013.745
            tan 1.0 2.0 0.0338128260798967 1.0147936161466335
            tan -0.5 0.25 -0.504500702698564 0.31242069250258875
            tan -3.0 -0.5 0.11162105077158349 -0.46946999342588536
            tan 2.0 0.0 -2.185039863261519 0.0
            tan -2.0 0.0 2.185039863261519 0.0
            tan -2.0 -0.0 2.185039863261519 -0.0
            tan 0.25 -4.0 0.0003214693872494227 -0.999411329295851
            tan 30.0 1.0 -0.10848191924054487 1.290797467745879
            tan 0.5 -30.0 1.473669946993437e-26 -1.0
            sinh 1.0 2.0 -0.4890562590412937 1.4031192506220405
            sinh -0.5 0.25 -0.504895714387995 0.2789791283502615
            sinh -3.0 -0.5 -8.791512343493714 -4.82669427481082
            sinh 2.0 0.0 3.626860407847019 0.0
            sinh -2.0 0.0 -3.626860407847019 0.0
            sinh -2.0 -0.0 -3.626860407847019 -0.0
            sinh 0.25 -4.0 -0.16511842943323699 0.7805760076821464
            sinh 30.0 1.0 2886963428999.466 4496179145119.972
            sinh 0.5 -30.0 0.08037970640202408 1.1141301137721413
            cosh 1.0 2.0 -0.64214812471552 1.0686074213827783
            cosh -0.5 0.25 1.0925708047319176 -0.12892104172809826
            cosh -3.0 -0.5 8.835204606500994 4.802825082743033
            cosh 2.0 0.0 3.7621956910836314 0.0
            cosh -2.0 0.0 3.7621956910836314 -0.0
            cosh -2.0 -0.0 3.7621956910836314 0.0
            cosh 0.25 -4.0 -0.6741765932114464 0.19117763170593868
            cosh 30.0 1.0 2886963428999.466 4496179145119.972
            cosh 0.5 -30.0 0.17393794006397062 0.5148586409941532
            tanh 1.0 2.0 1.16673625724092 -0.24345820118572534
            tanh -0.5 0.25 -0.4854872810241353 0.19805544995134958
            tanh -3.0 -0.5 -0.997316365283202 -0.00416042659289383
            tanh 2.0 0.0 0.9640275800758169 0.0
            tanh -2.0 0.0 -0.9640275800758169 0.0
            tanh -2.0 -0.0 -0.9640275800758169 -0.0
            tanh 0.25 -4.0 0.5305789093177913 -1.007363938772415
            tanh 30.0 1.0 1.0 1.5924545408982664e-26
            tanh 0.5 -30.0 1.9896149465597475 0.5160442066390079
            arcsin 1.0 2.0 0.4270785863924761 1.5285709194809982
            arcsin -0.5 0.25 -0.5016088532755008 0.28139605624529274
            arcsin -3.0 -0.5 -1.3961498617094474 -1.7789904938267687
            arcsin 2.0 0.0 1.5707963267948966 1.3169578969248166
            arcsin -2.0 0.0 -1.5707963267948966 1.3169578969248166
            arcsin -2.0 -0.0 -1.5707963267948966 -1.3169578969248166
            arcsin 0.25 -4.0 0.060566274420764385 -2.0964931062567533
            arcsin 30.0 1.0 1.5374568381211224 4.094622841270689
            arcsin 0.5 -30.0 0.016655877294793755 -4.094760862879286
            arccos 1.0 2.0 1.1437177404024204 -1.5285709194809982
            arccos -0.5 0.25 2.072405180070397 -0.28139605624529274
            arccos -3.0 -0.5 2.9669461885043438 1.7789904938267687
            arccos 2.0 0.0 0.0 -1.3169578969248166
            arccos -2.0 0.0 3.141592653589793 -1.3169578969248166
            arccos -2.0 -0.0 3.141592653589793 1.3169578969248166
            arccos 0.25 -4.0 1.5102300523741323 2.0964931062567533
            arccos 30.0 1.0 0.03333948867377417 -4.094622841270689
            arccos 0.5 -30.0 1.554140449500103 4.094760862879286
            arctan 1.0 2.0 1.3389725222944935 0.40235947810852507
            arctan -0.5 0.25 -0.4842544903299662 0.20058661813123432
            arctan -3.0 -0.5 -1.2563981835871803 -0.04893614428152383
            arctan 2.0 0.0 1.1071487177940904 0.0
            arctan -2.0 0.0 -1.1071487177940904 0.0
            arctan -2.0 -0.0 -1.1071487177940904 -0.0
            arctan 0.25 -4.0 1.5542049087116474 -0.25430692122149867
            arctan 30.0 1.0 1.5375122449069847 0.0011086492669664366
            arctan 0.5 -30.0 1.5702403081194498 -0.03333640996522904
            arcsinh 1.0 2.0 1.4693517443681852 1.063440023577752
            arcsinh -0.5 0.25 -0.4926756834207706 0.2243284526346675
            arcsinh -3.0 -0.5 -1.8301947623375088 -0.15700459478894233
            arcsinh 2.0 0.0 1.4436354751788103 0.0
            arcsinh -2.0 0.0 -1.4436354751788103 0.0
            arcsinh -2.0 -0.0 -1.4436354751788103 -0.0
            arcsinh 0.25 -4.0 2.0655835152052977 -1.506344919991575
            arcsinh 30.0 1.0 4.0951765485379985 0.03330253377600951
            arcsinh 0.5 -30.0 4.094205769930384 -1.5541219412511131
            arccosh 1.0 2.0 1.5285709194809982 1.1437177404024204
            arccosh -0.5 0.25 0.28139605624529274 2.072405180070397
            arccosh -3.0 -0.5 1.7789904938267687 -2.9669461885043438
            arccosh 2.0 0.0 1.3169578969248166 0.0
            arccosh -2.0 0.0 1.3169578969248166 3.141592653589793
            arccosh -2.0 -0.0 1.3169578969248166 -3.141592653589793
            arccosh 0.25 -4.0 2.0964931062567533 -1.5102300523741323
            arccosh 30.0 1.0 4.094622841270689 0.03333948867377417
            arccosh 0.5 -30.0 4.094760862879286 -1.554140449500103
            arctanh 1.0 2.0 0.17328679513998632 1.1780972450961724
            arctanh -0.5 0.25 -0.5003700000525311 0.3143981432077165
            arctanh -3.0 -0.5 -0.33529348145985527 -1.5104844925048453
            arctanh 2.0 0.0 0.5493061443340549 1.5707963267948966
            arctanh -2.0 0.0 -0.5493061443340549 1.5707963267948966
            arctanh -2.0 -0.0 -0.5493061443340549 -1.5707963267948966
            arctanh 0.25 -4.0 0.014656210836880889 -1.3266799176095636
            arctanh 30.0 1.0 0.03330860910584494 1.5696852175127696
            arctanh 0.5 -30.0 0.0005547852484783332 -1.5374845670769548
            """;

    @Test
    void functionsAreThoseOfPythonsCmath() {
        Map<String, Fn1> functions = Map.ofEntries(Map.entry("sqrt", mx::sqrt), Map.entry("exp", mx::exp), Map.entry("log", mx::log),
                Map.entry("sin", mx::sin), Map.entry("cos", mx::cos), Map.entry("tan", mx::tan), Map.entry("sinh", mx::sinh),
                Map.entry("cosh", mx::cosh), Map.entry("tanh", mx::tanh), Map.entry("arcsin", mx::arcsin), Map.entry("arccos", mx::arccos),
                Map.entry("arctan", mx::arctan), Map.entry("arcsinh", mx::arcsinh), Map.entry("arccosh", mx::arccosh),
                Map.entry("arctanh", mx::arctanh));
        for (String row : TABLE.strip().split("\n")) {
            String[] w = row.strip().split(" ");
            close(Double.parseDouble(w[3]), Double.parseDouble(w[4]),
                    functions.get(w[0]).apply(z(Double.parseDouble(w[1]), Double.parseDouble(w[2]))), 1.2e-7, row.strip());
        }
    }

    @Test
    void arithmeticIsThatOfPairs() {
        int n = 2 * 1024 + 37; // several tiles and a tail
        Array x = random(n, 1), y = random(n, 2);
        Complex[] a = x.toComplexArray(), b = y.toComplexArray();
        Complex[] sum = x.add(y).toComplexArray(), difference = x.subtract(y).toComplexArray(), product = x.multiply(y).toComplexArray();
        Complex[] quotient = x.divide(y).toComplexArray(), conjugate = x.conj().toComplexArray(), negative = x.negative().toComplexArray();
        float[] re = x.real().toFloatArray(), im = x.imag().toFloatArray(), abs = x.abs().toFloatArray();
        for (int i = 0; i < n; i++) {
            float p = a[i].re(), q = a[i].im(), u = b[i].re(), v = b[i].im();
            double d = (double) u * u + (double) v * v;
            assertEquals(new Complex(p + u, q + v), sum[i]);
            assertEquals(new Complex(p - u, q - v), difference[i]);
            assertEquals(new Complex(p * u - q * v, p * v + q * u), product[i]);
            assertEquals(new Complex((float) (((double) p * u + (double) q * v) / d), (float) (((double) q * u - (double) p * v) / d)),
                    quotient[i]);
            assertEquals(new Complex(p, -q), conjugate[i]);
            assertEquals(new Complex(-p, -q), negative[i]);
            assertEquals(p, re[i]);
            assertEquals(q, im[i]);
            assertEquals(Math.hypot(p, q), abs[i], 1e-7 * abs[i]);
        }
        assertTrue(mx.complex(x.real(), x.imag()).arrayEqual(x));
    }

    @Test
    void powersAndQuotients() {
        close(-3, 4, z(1, 2).power(2), 1e-7, "(1+2i)^2");
        close(Math.exp(-Math.PI / 2), 0, z(0, 1).power(z(0, 1)), 1e-7, "i^i");
        close(1, 0, z(0, 0).power(z(0, 0)), 0, "0^0");
        close(0, 0, z(0, 0).power(2), 0, "0^2");
        close(0.6, 0.8, mx.sign(z(3, 4)), 1e-7, "sign");
        close(0, 0, mx.sign(z(0, 0)), 0, "sign of 0");
        assertEquals(Math.atan2(2, -1), mx.angle(z(-1, 2)).item(), 1e-7);
        assertEquals(3e30, z(3e30, 0).abs().item(), 1e24);
        assertEquals(Double.POSITIVE_INFINITY,
                mx.array(new Complex[]{new Complex(Float.NaN, Float.NEGATIVE_INFINITY)}).abs().squeeze().item());
    }

    @Test
    void matrixProducts() {
        int m = 5, k = 7, n = 3;
        Array x = random(m * k, 3).reshape(m, k), y = random(k * n, 4).reshape(n, k).T();
        Array real = x.real().matmul(y.real()).subtract(x.imag().matmul(y.imag())),
                imag = x.real().matmul(y.imag()).add(x.imag().matmul(y.real()));
        Array product = x.matmul(y);
        assertArrayEquals(real.toFloatArray(), product.real().toFloatArray(), 1e-5f);
        assertArrayEquals(imag.toFloatArray(), product.imag().toFloatArray(), 1e-5f);
    }

    @Test
    void reductions() {
        Array x = random(3 * 500, 5).reshape(3, 500);
        for (int axis = 0; axis < 2; axis++) {
            assertArrayEquals(x.real().sum(axis).toFloatArray(), x.sum(axis).real().toFloatArray(), 1e-4f);
            assertArrayEquals(x.imag().mean(axis).toFloatArray(), x.mean(axis).imag().toFloatArray(), 1e-6f);
            assertArrayEquals(x.real().var(axis).add(x.imag().var(axis)).toFloatArray(), x.var(axis).toFloatArray(), 1e-4f);
        }
        close(0, 2, mx.array(new Complex[]{new Complex(1, 1), new Complex(1, 1)}).prod(), 0, "(1+i)^2");
    }

    @Test
    void textIsMlxs() {
        assertEquals("array(1+2j, dtype=complex64)", z(1, 2).toString());
        assertEquals("array([1-2j, 0.333333+0j], dtype=complex64)",
                mx.array(new Complex[]{new Complex(1, -2), new Complex(1 / 3f, 0)}).toString());
        assertEquals("array(nan+infj, dtype=complex64)", z(Double.NaN, Double.POSITIVE_INFINITY).toString());
        assertEquals("array(-0-0j, dtype=complex64)", z(-0.0, -0.0).toString());
        assertEquals("1.0-2.0j", new Complex(1, -2).toString());
    }

    @Test
    void dtypes() {
        assertEquals(DType.COMPLEX64, z(1, 2).add(mx.array(1)).dtype());
        assertEquals(DType.COMPLEX64, z(1, 2).multiply(0.5).dtype());
        assertEquals(DType.FLOAT32, z(1, 2).abs().dtype());
        assertEquals(DType.BOOL, z(1, 2).equal(z(1, 2)).dtype());
        assertEquals(7, z(7.9, 2).astype(DType.INT32).item());
        assertTrue(z(0, 2).astype(DType.BOOL).itemBoolean());
        assertEquals(new Complex(3, 0), mx.array(3).astype(DType.COMPLEX64).itemComplex());
        assertEquals(0, mx.array(3.0).imag().item());
        assertEquals(8, z(1, 2).nbytes());
    }

    @Test
    void whatCompileRewritesIsNoRuleOfComplexNumbers() {
        Array x = random(6, 9), y = z(Double.POSITIVE_INFINITY, Double.NaN);
        Fn1[] functions = {v -> v.abs().square(), v -> v.negative().abs(), v -> v.multiply(0), v -> v.subtract(v), v -> v.divide(2),
                v -> v.equal(v), v -> v.astype(DType.FLOAT32).astype(DType.COMPLEX64), v -> v.add(0).multiply(1), v -> v.conj().conj(),
                v -> mx.array(16_777_217).astype(DType.COMPLEX64).add(v).real().astype(DType.INT32)};
        for (Fn1 f : functions) {
            assertEquals(f.apply(x).toString(), mx.compile(f).apply(x).toString());
            assertEquals(f.apply(y).toString(), mx.compile(f).apply(y).toString());
        }
    }

    @Test
    void manySmallOnesAtOnceAreLoops() {
        Array x = random(64, 8);
        Array[] sums = new Array[64], sizes = new Array[64];
        for (int i = 0; i < 64; i++) {
            sums[i] = x.get(i).expandDims(0).add(mx.array(new Complex(i, 0))).multiply(x.get(i));
            sizes[i] = x.get(i).expandDims(0).add(1).abs();
        }
        mx.eval((Object) sums);
        mx.eval((Object) sizes);
        Complex[] c = x.toComplexArray();
        for (int i = 0; i < 64; i++) {
            float re = c[i].re() + i, im = c[i].im();
            assertEquals(new Complex(re * c[i].re() - im * c[i].im(), re * c[i].im() + im * c[i].re()), sums[i].itemComplex());
            assertEquals(Math.hypot(c[i].re() + 1, c[i].im()), sizes[i].item(), 1e-6);
        }
    }

    private static void says(Executable bad, String... parts) {
        String text = assertThrows(MxException.class, bad).getMessage();
        for (String part : parts) assertTrue(text.contains(part), () -> "'" + part + "' is missing in: " + text);
    }

    @Test
    void whatWouldLoseTheImaginaryPartSaysSo() {
        says(() -> z(1, 2).item(), "[item]", "complex64", "itemComplex()");
        says(() -> z(1, 2).toFloatArray(), "[toFloatArray]", "toComplexArray()");
        says(() -> z(1, 2).less(z(1, 2)), "[less]", "complex64", "abs(x)");
        says(() -> mx.max(random(3, 1)), "[max]", "complex64");
        says(() -> mx.softmax(random(3, 1)), "[softmax]", "complex64");
        says(() -> mx.complex(z(1, 2), mx.array(1.0)), "[complex]", "complex64");
        says(() -> mx.grad(mx::square).apply(z(1, 2)), "[grad]", "complex64", "real value", "jvp");
        says(() -> mx.jacfwd(mx::abs).apply(random(2, 1)), "[jacfwd]", "complex64", "jacrev");
    }

    /** As JAX has it: df/dx - i df/dy. */
    @Test
    void gradientsAreConjugatesOfTheSteepestAscent() {
        close(2, -4, mx.grad(x -> x.abs().square()).apply(z(1, 2)), 1e-6, "gradient of |z|^2");
        close(1, 0, mx.grad(mx::real).apply(z(1, 2)), 0, "gradient of Re z");
        close(0, -1, mx.grad(mx::imag).apply(z(1, 2)), 0, "gradient of Im z");
        close(2, 4, mx.grad(x -> x.square().real()).apply(z(1, 2)), 1e-6, "gradient of Re z^2: of a holomorphic function its derivative");
        close(0, 0, mx.grad(mx::abs).apply(z(0, 0)), 0, "gradient of |z| at 0");
        assertEquals(2 * 3, mx.grad(x -> mx.complex(x, mx.array(1.0)).abs().square()).apply(mx.array(3.0)).item(), 1e-5);
    }

    @Test
    void transformsCompose() {
        Array x = random(6, 7);
        Fn1 loss = v -> v.multiply(v.conj()).exp().log1p().abs();
        Array each = mx.vmap(mx.grad(loss)).apply(x), compiled = mx.compile(mx.vmap(mx.grad(loss))).apply(x);
        for (int i = 0; i < 6; i++) {
            Complex alone = mx.grad(loss).apply(x.get(i)).itemComplex(), mapped = each.get(i).itemComplex();
            assertEquals(alone.re(), mapped.re(), 1e-5 * (1 + Math.abs(alone.re())));
            assertEquals(alone.im(), mapped.im(), 1e-5 * (1 + Math.abs(alone.im())));
        }
        assertTrue(mx.all(compiled.subtract(each).abs().less(1e-5)).itemBoolean());
    }
}
