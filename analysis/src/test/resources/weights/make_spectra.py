"""Makes spectra.json: singular values by numpy.linalg.svd, and a power-law fit of their squares after Clauset, Shalizi
and Newman (2009), written from the paper's equations 3.1 and 3.9 and the authors' plfit.m, without any package.

Run in this folder: /usr/bin/python3 make_spectra.py (made with NumPy 1.24.2). Values come from make_goldens.py's
generators, so that the tests make the same ones.
"""
import json

import numpy as np

import make_goldens as made


def plfit(x):
    x = np.sort(np.asarray(x))
    candidates = np.unique(x)[:-1]
    ds, alphas = [], []
    for xmin in candidates:
        z = x[x >= xmin]
        alpha = 1 + len(z) / np.log(z / xmin).sum()
        cx = np.arange(len(z)) / len(z)
        cf = 1 - (xmin / z) ** (alpha - 1)
        ds.append(np.abs(cf - cx).max())
        alphas.append(alpha)
    best = int(np.argmin(ds))
    return candidates[best], alphas[best], ds[best], int((x >= candidates[best]).sum())


def case(kind, dtype, shape, unfold):
    w = made.cast(made.KINDS[kind](7, int(np.prod(shape))), dtype).reshape(shape)
    m = w.reshape(shape[0], -1) if unfold == "first" else w.reshape(-1, shape[-1])
    s = np.linalg.svd(m, compute_uv=False)
    eps = np.finfo(np.float64 if dtype in ("float64", "int32") else np.float32).eps
    tolerance = s[0] * max(m.shape) * eps
    q = s / s.sum()
    q = q[q > 0]
    out = dict(kind=kind, dtype=dtype, shape=shape, unfold=unfold, rows=m.shape[0], columns=m.shape[1],
               singular_values=s.tolist(), spectral_norm=s[0], frobenius_norm=float(np.linalg.norm(m)),
               stable_rank=float((s**2).sum() / s[0] ** 2), effective_rank=float(np.exp(-(q * np.log(q)).sum())),
               rank=int((s > tolerance).sum()), condition=float(s[0] / s[-1]))
    ev = s[s > tolerance] ** 2
    if len(ev) >= 10:
        xmin, alpha, d, tail = plfit(ev)
        out |= dict(xmin=xmin, alpha=alpha, d=d, tail=tail, alpha_weighted=alpha * np.log10(ev.max()),
                    log_alpha_norm=float(np.log10((ev**alpha).sum())))
    return out


cases = [
    case("bell", "float32", [40, 60], "first"),
    case("bell", "float32", [500, 30], "first"),          # long: reduced in blocks
    case("bell", "float32", [30, 333], "first"),          # wide
    case("heavy", "float32", [80, 80], "first"),
    case("bell", "float32", [24, 8, 3, 3], "first"),      # a convolution of PyTorch
    case("bell", "float32", [3, 3, 8, 24], "last"),       # and of Keras
    case("sparse", "bfloat16", [50, 20], "first"),
    case("whole", "uint8", [12, 16], "first"),
    case("heavy", "float64", [64, 64], "first"),
    case("bell", "float32", [5, 7], "first"),             # too small for a law
]
json.dump(cases, open("spectra.json", "w"))

rng_pareto = []
for alpha, n in [(2.5, 400), (3.5, 200)]:
    u = made.uniform(11, n)
    low = made.uniform(12, n // 2)
    x = np.concatenate([(1 - u) ** (-1 / (alpha - 1)), low])
    xmin, a, d, tail = plfit(x)
    rng_pareto.append(dict(true_alpha=alpha, n=n, xmin=xmin, alpha=a, d=d, tail=tail))
json.dump(rng_pareto, open("pareto.json", "w"), indent=1)
