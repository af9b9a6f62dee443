"""Writes the table that DoubleMath and ScalarMath are tested against: `NAME x high low` a line, or `NAME x y high low`, where high + low is
the function at the doubles x and y, from 60-digit arithmetic. Needs mpmath:  python3 reference.py > ../resources/dev/jacobi/engine/cpu/math/reference.txt
"""
import math
import random

import mpmath as m

m.mp.dps = 60
SAMPLES = 120


def erfinv(x):
    y = m.erfinv(m.mpf(float(x))) if abs(x) < 0.999 else m.sqrt(-m.log(1 - abs(x))) * (-1 if x < 0 else 1)
    for _ in range(100):
        step = (m.erfc(abs(y)) - (1 - abs(x))) / (2 / m.sqrt(m.pi) * m.exp(-y * y)) * (-1 if x < 0 else 1)
        y += step
        if abs(step) < abs(y) * m.mpf(10) ** -50:
            break
    return y


def sigmoid(x):
    return 1 / (1 + m.exp(-x))


def uniform(a, b):
    return lambda r: r.uniform(a, b)


def scaled(low, high, both=True):
    """log-uniform magnitudes 2^low to 2^high."""
    return lambda r: 2 ** r.uniform(low, high) * (r.choice((-1, 1)) if both else 1)


FUNCTIONS = {
    "EXP": (m.exp, uniform(-708, 709), scaled(-60, 3)),
    "EXP2": (lambda x: m.mpf(2) ** x, uniform(-1021, 1023), scaled(-60, 3)),
    "EXPM1": (m.expm1, uniform(-40, 709), scaled(-60, 3)),
    "LOG": (m.log, scaled(-1074, 1023, False), uniform(0.5, 2)),
    "LOG1P": (m.log1p, scaled(-60, 1023, False), uniform(-0.9999, 2)),
    "LOG2": (lambda x: m.log(x) / m.log(2), scaled(-1074, 1023, False), uniform(0.5, 2)),
    "LOG10": (m.log10, scaled(-1074, 1023, False), uniform(0.5, 2)),
    "SIN": (m.sin, uniform(-100, 100), scaled(-60, 1000)),
    "COS": (m.cos, uniform(-100, 100), scaled(-60, 1000)),
    "TAN": (m.tan, uniform(-100, 100), scaled(-60, 1000)),
    "ASIN": (m.asin, uniform(-1, 1), scaled(-60, 0)),
    "ACOS": (m.acos, uniform(-1, 1), scaled(-60, 0)),
    "ATAN": (m.atan, uniform(-5, 5), scaled(-60, 1000)),
    "SINH": (m.sinh, uniform(-5, 5), scaled(-60, 9)),
    "COSH": (m.cosh, uniform(-5, 5), scaled(-60, 9)),
    "TANH": (m.tanh, uniform(-3, 3), scaled(-60, 9)),
    "ASINH": (m.asinh, uniform(-3, 3), scaled(-60, 1023)),
    "ACOSH": (m.acosh, uniform(1, 3), scaled(0, 1023, False)),
    "ATANH": (m.atanh, uniform(-1, 1), scaled(-60, 0)),
    "ERF": (m.erf, uniform(-4, 4), scaled(-60, 3)),
    "ERFINV": (erfinv, uniform(-1, 1), lambda r: (1 - 2 ** r.uniform(-52, -1)) * r.choice((-1, 1))),
    "SIGMOID": (sigmoid, uniform(-700, 30), uniform(-5, 5)),
    "RSQRT": (lambda x: 1 / m.sqrt(x), scaled(-1074, 1023, False), uniform(0.5, 4)),
}

def near_quarter(r):
    """Beside a multiple of pi / 2, where the reduction cancels."""
    return r.randrange(1, 10**6) * math.pi / 2


def power(r):
    """A base and an exponent whose power neither overflows nor underflows."""
    x = math.exp(r.uniform(-20, 20)) if r.random() < 0.5 else r.uniform(0.5, 2)
    return x, r.uniform(-1, 1) * min(700 / abs(math.log(x)), 1e6)


def point(r):
    return r.uniform(-1, 1) * 2 ** r.uniform(-4, 4), r.uniform(-1, 1) * 2 ** r.uniform(-4, 4)


# after the table of one argument, so that what was drawn for it stays
MORE = {
    "SIN": (m.sin, uniform(-(2**30), 2**30), near_quarter),
    "COS": (m.cos, uniform(-(2**30), 2**30), near_quarter),
    "TAN": (m.tan, uniform(-(2**30), 2**30), near_quarter),
    "POW": (m.power, power),
    "ATAN2": (m.atan2, point),
}

if __name__ == "__main__":
    r = random.Random(7)
    for name, (f, *samplers) in FUNCTIONS.items():
        for k in range(SAMPLES):
            x = float(samplers[k % len(samplers)](r))
            with m.workdps(400 if abs(x) > 1e10 else 60):
                y = f(m.mpf(x))
                high = float(y)
                low = float(y - m.mpf(high))
            if abs(high) > 1e-300 and math.isfinite(high):
                print(name, repr(x), repr(high), repr(low))
    for name, (f, *samplers) in MORE.items():
        for k in range(SAMPLES):
            drawn = samplers[k % len(samplers)](r)
            arguments = drawn if isinstance(drawn, tuple) else (drawn,)
            y = f(*map(m.mpf, arguments))
            high = float(y)
            if abs(high) > 1e-300 and math.isfinite(high):
                print(name, *map(repr, arguments), repr(high), repr(float(y - m.mpf(high))))
