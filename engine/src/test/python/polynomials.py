"""Derives the polynomial coefficients of FloatMath and DoubleMath.

Each fit is a weighted minimax polynomial (Remez exchange at 60 digits): sum c[i] t(x)^i that minimises
max |w(x) (f(x) - p(t(x)))| over [a, b]. Prints the coefficients, lowest power first, rounded to the target format, and
log2 of the error that is left. Needs mpmath:  python3 polynomials.py [name ...]
"""
import struct
import sys

from mpmath import mp, mpf, matrix, lu_solve, cos, pi, log, exp, sin, tan, asin, atan, erf, erfc, erfinv, sqrt, expm1, log1p
from mpmath import asinh, atanh, sinh, tanh, log10

mp.dps = 60


def minimax(f, w, t, a, b, degree, rounds=14):
    n = degree + 1
    a, b = mpf(a), mpf(b)
    # Chebyshev's spacing: dense at the ends, where the extrema are
    grid = [(a + b) / 2 - (b - a) / 2 * cos(pi * (2 * k + 1) / 2400) for k in range(1200)]
    values = [(f(x), abs(w(x)), t(x)) for x in grid]
    points = [round((1 - float(cos(pi * k / n))) / 2 * (len(grid) - 1)) for k in range(n + 1)]
    for _ in range(rounds):
        rows = matrix(n + 1, n + 1)
        right = matrix(n + 1, 1)
        for row, k in enumerate(points):
            fx, wx, tx = values[k]
            for i in range(n):
                rows[row, i] = tx**i
            rows[row, n] = (-1) ** row / wx
            right[row] = fx
        solution = lu_solve(rows, right)
        c = [solution[i] for i in range(n)]
        errors = [wx * (fx - horner(c, tx)) for fx, wx, tx in values]
        worst = max(abs(e) for e in errors)
        points = alternation(errors, n + 1)
        if worst <= abs(solution[n]) * mpf("1.001"):
            break
    return c, worst


def horner(c, t):
    y = mpf(0)
    for k in reversed(c):
        y = y * t + k
    return y


def alternation(errors, count):
    """The largest extremum of each run of one sign, cut down to count neighbours by dropping the smaller end."""
    runs = []
    for k, e in enumerate(errors):
        if runs and (e > 0) == (errors[runs[-1]] > 0):
            if abs(e) > abs(errors[runs[-1]]):
                runs[-1] = k
        else:
            runs.append(k)
    while len(runs) > count:
        runs.pop(0 if abs(errors[runs[0]]) < abs(errors[runs[-1]]) else -1)
    if len(runs) < count:
        raise ValueError(f"only {len(runs)} of {count} extrema: the fit is at the precision of the grid")
    return runs


def as_float(x):
    """The shortest Java literal of the float32 nearest to x."""
    x = struct.unpack("f", struct.pack("f", float(x)))[0]
    for digits in range(6, 10):
        s = f"{x:.{digits - 1}e}"
        if struct.unpack("f", struct.pack("f", float(s)))[0] == x:
            mantissa, power = s.split("e")
            return f"{mantissa}e{int(power)}f" if int(power) else f"{mantissa}f"
    raise AssertionError(s)


def as_double(x):
    return repr(float(x))


def same(x):
    return x


def square(x):
    return x * x


LN2 = log(mpf(2))
HALF = mpf("0.3468")
S = sqrt(mpf(2))
A, B = S / 2 - 1, S - 1
# small arguments are kept away from 0, where the differences below cancel; the limit there is smooth
TINY = mpf(10) ** -8


def away(f):
    return lambda x: f(x if abs(x) > TINY else TINY)


def split(x, bits, parts):
    """x as a sum of numbers of so many significant bits each."""
    out = []
    for _ in range(parts):
        m, e = mp.frexp(x)
        y = mp.nint(m * 2**bits) * mpf(2) ** (e - bits)
        out.append(y)
        x -= y
    return out


def erfinv_of_w(w):
    """erfinv(x) / x where 1 - x^2 = exp(-w)."""
    x = sqrt(-expm1(-w))
    if w < mpf("1e-6"):
        return sqrt(pi) / 2 + sqrt(pi) ** 3 / 24 * w
    # Newton on erfc for the tail: 1 - x = exp(-w) / (1 + x)
    q = exp(-w) / (1 + x)
    y = sqrt(w) if w > 2 else erfinv(x)
    if w > 2:
        for _ in range(60):
            step = (erfc(y) - q) / (2 / sqrt(pi) * exp(-y * y))
            y += step
            if abs(step) < mpf(10) ** -50:
                break
    return y / x


def fits(kind):
    f32 = kind == "float"
    yield "exp", lambda r: (exp(r) - 1 - r) / r**2, lambda r: r**2 / expm1(r), same, -HALF, HALF, 4 if f32 else 10
    yield "exp2", lambda r: expm1(r * LN2) / r, lambda r: r / exp(r * LN2), same, -mpf("0.5001"), mpf("0.5001"), 5 if f32 else 11
    if f32:
        # log2(1 + f) from s = f / (2 + f), for pow: the first term is carried in two floats
        c = (S - 1) / (S + 1)
        yield "powLog2", lambda s: (2 * atanh(s) - 2 * s) / s**3 / LN2, lambda s: s**3 / atanh(s), square, TINY * 10, c, 3
        # log1p(t) on [0, 1] for logaddexp
        yield "log1pUnit", lambda t: (log1p(t) - t) / t**2, lambda t: t**2 / log1p(t), same, TINY * 10, mpf(1), 8
        yield "log", lambda f: (log1p(f) - f + f**2 / 2) / f**3, lambda f: f**3 / log1p(f), same, A, B, 7
        yield "log2", lambda f: (log1p(f) / LN2 - f / LN2) / f**2, lambda f: f**2 / log1p(f), same, A, B, 8
        yield "log10", lambda f: (log10(1 + f) - f / log(mpf(10))) / f**2, lambda f: f**2 / log10(1 + f), same, A, B, 8
    else:
        # s = f / (2 + f), log1p(f) = 2 atanh(s)
        c = (S - 1) / (S + 1)
        yield "log", lambda s: (2 * atanh(s) - 2 * s) / s**3, lambda s: s**3 / atanh(s), square, TINY * 10, c, 7
        # the same for pow, where the first two terms are carried in two doubles
        away_from_0 = mpf("0.001")
        yield "powLog", lambda s: (2 * atanh(s) - 2 * s - 2 * s**3 / 3) / s**5, lambda s: s**5 / atanh(s), square, away_from_0, c, 7
    if f32:
        yield "sin", lambda r: (sin(r) - r) / r**3, lambda r: r**3 / sin(r), square, TINY * 10, mpf("1.63"), 3
        yield "tan", lambda r: (tan(r) - r) / r**3, lambda r: r**3 / tan(r), square, TINY * 10, mpf("0.80"), 6
    else:
        # reduced by multiples of pi / 2; the tangent is their quotient
        yield "sin", lambda r: (sin(r) - r) / r**3, lambda r: r**3 / sin(r), square, TINY * 10, mpf("0.7855"), 5
        yield "cos", lambda r: (cos(r) - 1 + r**2 / 2) / r**4, lambda r: r**4 / cos(r), square, mpf("0.0001"), mpf("0.7855"), 5
    yield "asin", lambda s: (asin(s) - s) / s**3, lambda s: s**3 / asin(s), square, TINY * 10, mpf("0.5"), 4 if f32 else 12
    yield "atan", lambda s: (atan(s) - s) / s**3, lambda s: s**3 / atan(s), square, TINY * 10, mpf(1) if f32 else mpf("0.4375"), 8 if f32 else 10
    yield "asinh", lambda s: (asinh(s) - s) / s**3, lambda s: s**3 / asinh(s), square, TINY * 10, mpf("0.5"), 4 if f32 else 12
    yield "atanh", lambda s: (atanh(s) - s) / s**3, lambda s: s**3 / atanh(s), square, TINY * 10, mpf("0.5"), 5 if f32 else 14
    yield "sinh", lambda s: (sinh(s) - s) / s**3, lambda s: s**3 / sinh(s), square, TINY * 10, mpf(1), 3 if f32 else 6
    yield "tanh", lambda s: (tanh(s) - s) / s**3, lambda s: s**3 / tanh(s), square, TINY * 10, mpf("0.1735") if f32 else mpf("0.35"), 2 if f32 else 8
    yield "erf", lambda s: erf(s) / s, lambda s: s / erf(s), square, TINY * 10, mpf(1), 6 if f32 else 12
    if f32:
        # erfc(a) = exp(-a p(a)), used where erf = 1 - erfc
        yield "erfTail", lambda s: -log(erfc(s)) / s, lambda s: s * erfc(s), same, mpf("0.95"), mpf("4.0"), 6
        yield "erfinvCentral", erfinv_of_w, lambda w: 1 / erfinv_of_w(w), lambda w: w - 1, TINY, mpf("5.05"), 9
        yield "erfinvTail", lambda s: erfinv_of_w(s * s), lambda s: 1 / erfinv_of_w(s * s), lambda s: s - 3, sqrt(mpf(5)) - mpf("0.01"), mpf("4.1"), 9
    else:
        # erfc(a) e^(a^2) in t = (a - 2.5) / (a + 2.5)
        middle = mpf("2.5")
        yield "erfTail", lambda a: erfc(a) * exp(a * a), lambda a: erfc(a) * 6, lambda a: (a - middle) / (a + middle), mpf(1), mpf(6), 13
        yield "erfinvCentral", erfinv_of_w, lambda w: 1 / erfinv_of_w(w), lambda w: w - 1, TINY, mpf("5.01"), 21
        yield "erfinvTail", lambda s: erfinv_of_w(s * s), lambda s: 1 / erfinv_of_w(s * s), lambda s: s - mpf("2.8"), sqrt(mpf(5)) - mpf("0.01"), mpf("3.46"), 19
        yield "erfinvFar", lambda s: erfinv_of_w(s * s), lambda s: 1 / erfinv_of_w(s * s), lambda s: s - mpf("4.75"), mpf("3.44"), mpf("6.1"), 21


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for kind, show in (("float", as_float), ("double", as_double)):
        for name, f, w, t, a, b, degree in fits(kind):
            if wanted and name not in wanted and kind not in wanted:
                continue
            c, worst = minimax(away(f), away(w), t, a, b, degree)
            print(f"{kind} {name} on [{mp.nstr(a, 8)}, {mp.nstr(b, 8)}] degree {degree}: error 2^{mp.nstr(log(worst) / LN2, 4)}")
            print("    " + ", ".join(show(k) for k in c))
    for name, x in (("ln2", LN2), ("pi", pi), ("pi/2", pi / 2), ("log2(e)", 1 / LN2), ("log10(2)", log10(mpf(2))), ("log10(e)", 1 / log(mpf(10)))):
        print(name, "float", ", ".join(as_float(p) for p in split(+x, 24, 4)), "double", ", ".join(as_double(p) for p in split(+x, 53, 4)))
