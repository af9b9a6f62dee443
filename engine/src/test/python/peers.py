"""The cases of the comparison in NumPy, PyTorch and JAX. Started by dev.jacobi.engine.bench.peers.Compare, one process a library:

    python3 peers.py numpy|torch|jax

Reads lines "CASE MILLISECONDS" and answers "CASE" and the nanoseconds of each call, or "CASE -" where the library is not compared.
"""

import math
import sys
import time

import numpy as np

rng = np.random.default_rng(7)


def normal(*shape, dtype=np.float32):
    return rng.standard_normal(shape, dtype=np.float64 if dtype == np.float64 else np.float32).astype(dtype)


TRANSPOSES = {"nn": (False, False), "nt": (False, True), "tn": (True, False), "tt": (True, True)}
GEMM = [256, 512, 1024]


def mlp_arrays():
    return [normal(784, 512) * 0.05, np.zeros(512, np.float32), normal(512, 10) * 0.05, np.zeros(10, np.float32)]


def mlp_data(n=256):
    labels = np.eye(10, dtype=np.float32)[rng.integers(0, 10, n)]
    return normal(n, 784), labels


# ---------------------------------------------------------------- NumPy


def numpy_cases():
    cases = {}

    def gemm(n, ta, tb, dtype):
        def make():
            a, b = normal(n, n, dtype=dtype), normal(n, n, dtype=dtype)
            return lambda: (a.T if ta else a) @ (b.T if tb else b)

        return make

    for n in GEMM:
        for name, (ta, tb) in TRANSPOSES.items():
            cases[f"sgemm-{n}-{name}"] = gemm(n, ta, tb, np.float32)
    cases["sgemm-2048-nn"] = gemm(2048, False, False, np.float32)
    for n in [512, 1024]:
        cases[f"dgemm-{n}"] = gemm(n, False, False, np.float64)

    def simple(make_args, f):
        def make():
            args = make_args()
            return lambda: f(*args)

        return make

    cases["bmm-64x128x64x128"] = simple(lambda: (normal(64, 128, 64), normal(64, 64, 128)), np.matmul)
    cases["bmm-256x32"] = simple(lambda: (normal(256, 32, 32), normal(256, 32, 32)), np.matmul)
    cases["matvec-4096"] = simple(lambda: (normal(4096, 4096), normal(4096)), np.matmul)
    cases["vecmat-4096"] = simple(lambda: (normal(4096), normal(4096, 4096)), np.matmul)
    rows = lambda: (normal(1024, 4096),)
    cases["sum-last"] = simple(rows, lambda x: x.sum(1))
    cases["max-last"] = simple(rows, lambda x: x.max(1))
    cases["sum-first"] = simple(rows, lambda x: x.sum(0))
    cases["max-first"] = simple(rows, lambda x: x.max(0))
    cases["cumsum-16m"] = simple(lambda: (normal(1 << 24),), np.cumsum)
    cases["argmax-4096"] = simple(lambda: (normal(4096, 4096),), lambda x: x.argmax(1))
    cases["transpose-4096"] = simple(lambda: (normal(4096, 4096),), lambda x: np.ascontiguousarray(x.T))
    cases["take-rows"] = simple(lambda: (normal(100_000, 64), rng.integers(0, 100_000, 100_000)), lambda x, i: x[i])
    cases["sort-1m"] = simple(lambda: (normal(1_000_000),), np.sort)
    cases["argsort-1m"] = simple(lambda: (normal(1_000_000),), np.argsort)
    generator = np.random.default_rng(1)
    cases["uniform-10m"] = simple(lambda: (), lambda: generator.random(10_000_000, dtype=np.float32))
    cases["normal-10m"] = simple(lambda: (), lambda: generator.standard_normal(10_000_000, dtype=np.float32))
    cases["fft-1m"] = simple(lambda: ((normal(1 << 20) + 1j * normal(1 << 20)).astype(np.complex64),), np.fft.fft)
    cases["rfft-1m"] = simple(lambda: (normal(1 << 20),), np.fft.rfft)
    return cases


# ---------------------------------------------------------------- PyTorch


def torch_cases():
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(2)
    cases = {}
    t = torch.from_numpy

    def simple(make_args, f):
        def make():
            args = [t(a) if isinstance(a, np.ndarray) else a for a in make_args()]
            return lambda: f(*args)

        return make

    def turned(x, turn):
        return x.T if turn else x

    for n in GEMM:
        for name, (ta, tb) in TRANSPOSES.items():
            cases[f"sgemm-{n}-{name}"] = simple(
                lambda n=n: (normal(n, n), normal(n, n)), lambda a, b, ta=ta, tb=tb: turned(a, ta) @ turned(b, tb))
    cases["sgemm-2048-nn"] = simple(lambda: (normal(2048, 2048), normal(2048, 2048)), torch.matmul)
    for n in [512, 1024]:
        cases[f"dgemm-{n}"] = simple(lambda n=n: (normal(n, n, dtype=np.float64), normal(n, n, dtype=np.float64)), torch.matmul)
    cases["bmm-64x128x64x128"] = simple(lambda: (normal(64, 128, 64), normal(64, 64, 128)), torch.matmul)
    cases["bmm-256x32"] = simple(lambda: (normal(256, 32, 32), normal(256, 32, 32)), torch.matmul)
    cases["matvec-4096"] = simple(lambda: (normal(4096, 4096), normal(4096)), torch.matmul)
    cases["vecmat-4096"] = simple(lambda: (normal(4096), normal(4096, 4096)), torch.matmul)

    def chain(x):
        return torch.sigmoid(x) * torch.tanh(x) + torch.exp(-x * x)

    cases["chain-1m"] = simple(lambda: (normal(1 << 20),), chain)
    cases["chain-16m"] = simple(lambda: (normal(1 << 24),), chain)
    cases["axpy-16m"] = simple(lambda: (normal(1 << 24), normal(1 << 24)), lambda x, y: 2.5 * x + y)
    rows = lambda: (normal(1024, 4096),)
    cases["softmax"] = simple(rows, lambda x: torch.softmax(x, 1))
    cases["logsumexp"] = simple(rows, lambda x: torch.logsumexp(x, 1))
    cases["sum-last"] = simple(rows, lambda x: x.sum(1))
    cases["max-last"] = simple(rows, lambda x: torch.amax(x, 1))
    cases["sum-first"] = simple(rows, lambda x: x.sum(0))
    cases["max-first"] = simple(rows, lambda x: torch.amax(x, 0))
    cases["cumsum-16m"] = simple(lambda: (normal(1 << 24),), lambda x: torch.cumsum(x, 0))
    cases["argmax-4096"] = simple(lambda: (normal(4096, 4096),), lambda x: torch.argmax(x, 1))
    cases["transpose-4096"] = simple(lambda: (normal(4096, 4096),), lambda x: x.T.contiguous())
    cases["take-rows"] = simple(lambda: (normal(100_000, 64), rng.integers(0, 100_000, 100_000)), lambda x, i: x[i])
    cases["sort-1m"] = simple(lambda: (normal(1_000_000),), lambda x: torch.sort(x)[0])
    cases["argsort-1m"] = simple(lambda: (normal(1_000_000),), torch.argsort)
    cases["uniform-10m"] = simple(lambda: (), lambda: torch.rand(10_000_000))
    cases["normal-10m"] = simple(lambda: (), lambda: torch.randn(10_000_000))
    cases["fft-1m"] = simple(lambda: ((normal(1 << 20) + 1j * normal(1 << 20)).astype(np.complex64),), torch.fft.fft)
    cases["rfft-1m"] = simple(lambda: (normal(1 << 20),), torch.fft.rfft)
    cases["gelu"] = simple(lambda: (normal(32, 1000, 4096),), lambda x: x * (1 + torch.erf(x / math.sqrt(2))) / 2)
    cases["conv2d"] = simple(lambda: (normal(8, 32, 64, 64), normal(64, 32, 3, 3)), lambda x, w: F.conv2d(x, w, padding=1))

    def loss(w1, b1, w2, b2, x, y):
        logits = torch.relu(x @ w1 + b1) @ w2 + b2
        return (torch.logsumexp(logits, -1) - (logits * y).sum(-1)).mean()

    def value_and_grad():
        params = [t(p).requires_grad_() for p in mlp_arrays()]
        x, y = map(t, mlp_data())

        def run():
            value = loss(*params, x, y)
            return value, torch.autograd.grad(value, params)

        return run

    cases["mlp"] = value_and_grad

    def train_step():
        params = [t(p) for p in mlp_arrays()]
        x, y = map(t, mlp_data())

        def run():
            nonlocal params
            leaves = [p.requires_grad_() for p in params]
            grads = torch.autograd.grad(loss(*leaves, x, y), leaves)
            with torch.no_grad():
                params = [p - 0.01 * g for p, g in zip(params, grads)]

        return run

    cases["mlp-step"] = train_step

    def per_example():
        params = tuple(t(p) for p in mlp_arrays())
        x, y = map(t, mlp_data())
        f = torch.func.vmap(torch.func.grad(lambda p, x, y: loss(*p, x, y)), (None, 0, 0))
        return lambda: f(params, x, y)

    cases["mlp-per-example"] = per_example

    cases["vmap-add"] = simple(lambda: (normal(4096, 100), normal(100, 4096)), torch.func.vmap(lambda x, y: x + y, (0, 1)))
    cases["naive-add"] = simple(lambda: (normal(4096, 100), normal(100, 4096)), lambda x, y: [x[i] + y[:, i] for i in range(4096)])

    a, b = torch.tensor(1.0), torch.tensor(0.5)
    cases["scalar-add"] = lambda: lambda: a + b

    def scalar_chain():
        x = a
        for _ in range(1000):
            x = x + b
        return x

    cases["scalar-chain"] = lambda: scalar_chain

    def nth_derivative(n):
        def run():
            x = torch.tensor(0.5, requires_grad=True)
            y = torch.sin(x)
            for k in range(n):
                (y,) = torch.autograd.grad(y, x, create_graph=k + 1 < n)
            return y

        return lambda: run

    cases["grad-sin"] = nth_derivative(1)
    cases["grad5-sin"] = nth_derivative(5)
    f = torch.func.vmap(torch.func.grad(lambda x: torch.sin(x) * x + torch.exp(-x)))
    cases["vmap-grad-1000"] = simple(lambda: (normal(1000),), f)
    return cases


# ---------------------------------------------------------------- JAX


def jax_cases():
    import jax
    import jax.numpy as jnp

    cases = {}

    def simple(make_args, f):
        def make():
            args = [jnp.asarray(a) if isinstance(a, np.ndarray) else a for a in make_args()]
            compiled = jax.jit(f)
            return lambda: jax.block_until_ready(compiled(*args))

        return make

    def turned(x, turn):
        return x.T if turn else x

    for n in GEMM:
        for name, (ta, tb) in TRANSPOSES.items():
            cases[f"sgemm-{n}-{name}"] = simple(
                lambda n=n: (normal(n, n), normal(n, n)), lambda a, b, ta=ta, tb=tb: turned(a, ta) @ turned(b, tb))
    cases["sgemm-2048-nn"] = simple(lambda: (normal(2048, 2048), normal(2048, 2048)), jnp.matmul)
    cases["bmm-64x128x64x128"] = simple(lambda: (normal(64, 128, 64), normal(64, 64, 128)), jnp.matmul)
    cases["bmm-256x32"] = simple(lambda: (normal(256, 32, 32), normal(256, 32, 32)), jnp.matmul)
    cases["matvec-4096"] = simple(lambda: (normal(4096, 4096), normal(4096)), jnp.matmul)
    cases["vecmat-4096"] = simple(lambda: (normal(4096), normal(4096, 4096)), jnp.matmul)

    def chain(x):
        return jax.nn.sigmoid(x) * jnp.tanh(x) + jnp.exp(-x * x)

    cases["chain-1m"] = simple(lambda: (normal(1 << 20),), chain)
    cases["chain-16m"] = simple(lambda: (normal(1 << 24),), chain)
    cases["axpy-16m"] = simple(lambda: (normal(1 << 24), normal(1 << 24)), lambda x, y: 2.5 * x + y)
    rows = lambda: (normal(1024, 4096),)
    cases["softmax"] = simple(rows, lambda x: jax.nn.softmax(x, 1))
    cases["logsumexp"] = simple(rows, lambda x: jax.nn.logsumexp(x, 1))
    cases["sum-last"] = simple(rows, lambda x: x.sum(1))
    cases["max-last"] = simple(rows, lambda x: x.max(1))
    cases["sum-first"] = simple(rows, lambda x: x.sum(0))
    cases["max-first"] = simple(rows, lambda x: x.max(0))
    cases["cumsum-16m"] = simple(lambda: (normal(1 << 24),), jnp.cumsum)
    cases["argmax-4096"] = simple(lambda: (normal(4096, 4096),), lambda x: jnp.argmax(x, 1))
    cases["transpose-4096"] = simple(lambda: (normal(4096, 4096),), lambda x: x.T)
    cases["take-rows"] = simple(lambda: (normal(100_000, 64), rng.integers(0, 100_000, 100_000)), lambda x, i: x[i])
    cases["sort-1m"] = simple(lambda: (normal(1_000_000),), jnp.sort)
    cases["argsort-1m"] = simple(lambda: (normal(1_000_000),), jnp.argsort)
    cases["uniform-10m"] = simple(lambda: (jax.random.key(0),), lambda k: jax.random.uniform(k, (10_000_000,)))
    cases["normal-10m"] = simple(lambda: (jax.random.key(0),), lambda k: jax.random.normal(k, (10_000_000,)))
    cases["fft-1m"] = simple(lambda: ((normal(1 << 20) + 1j * normal(1 << 20)).astype(np.complex64),), jnp.fft.fft)
    cases["rfft-1m"] = simple(lambda: (normal(1 << 20),), jnp.fft.rfft)
    cases["gelu"] = simple(lambda: (normal(32, 1000, 4096),), lambda x: x * (1 + jax.lax.erf(x / math.sqrt(2))) / 2)
    cases["conv2d"] = simple(
        lambda: (normal(8, 64, 64, 32), normal(3, 3, 32, 64)),
        lambda x, w: jax.lax.conv_general_dilated(x, w, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC")))

    def loss(p, x, y):
        w1, b1, w2, b2 = p
        logits = jnp.maximum(x @ w1 + b1, 0) @ w2 + b2
        return (jax.nn.logsumexp(logits, -1) - (logits * y).sum(-1)).mean()

    def mlp(f):
        def make():
            params = tuple(map(jnp.asarray, mlp_arrays()))
            x, y = map(jnp.asarray, mlp_data())
            compiled = jax.jit(f)
            return lambda: jax.block_until_ready(compiled(params, x, y))

        return make

    cases["mlp"] = mlp(jax.value_and_grad(loss))
    cases["mlp-per-example"] = mlp(jax.vmap(jax.grad(loss), (None, 0, 0)))

    def train_step():
        params = tuple(map(jnp.asarray, mlp_arrays()))
        x, y = map(jnp.asarray, mlp_data())
        step = jax.jit(lambda p, x, y: jax.tree.map(lambda w, g: w - 0.01 * g, p, jax.grad(loss)(p, x, y)))

        def run():
            nonlocal params
            params = jax.block_until_ready(step(params, x, y))

        return run

    cases["mlp-step"] = train_step

    cases["vmap-add"] = simple(lambda: (normal(4096, 100), normal(100, 4096)), jax.vmap(lambda x, y: x + y, (0, 1)))
    cases["scalar-add"] = simple(lambda: (np.float32(1.0) * np.ones(()), np.ones(())), lambda x, y: x + y)

    def scalar_chain(x, b):
        for _ in range(1000):
            x = x + b
        return x

    cases["scalar-chain"] = simple(lambda: (np.ones(()), np.ones(())), scalar_chain)
    cases["grad-sin"] = simple(lambda: (np.ones((), np.float32),), jax.grad(jnp.sin))
    fifth = jnp.sin
    for _ in range(5):
        fifth = jax.grad(fifth)
    cases["grad5-sin"] = simple(lambda: (np.ones((), np.float32),), fifth)
    cases["vmap-grad-1000"] = simple(lambda: (normal(1000),), jax.vmap(jax.grad(lambda x: jnp.sin(x) * x + jnp.exp(-x))))
    return cases


# ---------------------------------------------------------------- measuring


def measure(run, seconds):
    """Nanoseconds a call, of at least three samples of at least a fifth of a millisecond each."""
    clock = time.perf_counter_ns
    start = clock()
    run()
    calls = max(1, min(10_000, int(200_000 / max(1, clock() - start))))
    samples, end = [], clock() + int(seconds * 1e9)
    while len(samples) < 3 or clock() < end and len(samples) < 2000:
        start = clock()
        for _ in range(calls):
            run()
        samples.append((clock() - start) / calls)
    return samples


def main():
    cases = {"numpy": numpy_cases, "torch": torch_cases, "jax": jax_cases}[sys.argv[1]]()
    name, run = None, None
    print("ready", flush=True)
    for line in sys.stdin:
        case, milliseconds = line.split()
        if case not in cases:
            print(case, "-", flush=True)
            continue
        if case != name:
            run = None  # lets go of the last case's arrays first
            name, run = case, cases[case]()
            measure(run, 0.3)
        print(case, *(f"{x:.0f}" for x in measure(run, int(milliseconds) / 1000)), flush=True)


if __name__ == "__main__":
    main()
