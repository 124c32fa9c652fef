"""Makes distances.json, relabellings.json and mann-whitney.json: what NumPy and SciPy say.

Run in this folder: python3 make_goldens.py (made with NumPy 1.24.2, SciPy 1.10.1).
Kullback-Leibler sums, Hellinger and Bhattacharyya are SciPy's or one line of NumPy; the analysis of variance on
distances (Anderson 2001) is brute force over every assignment of runs to groups.
"""
import itertools
import json

import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import ks_2samp, mannwhitneyu, wasserstein_distance

BINS = 16
rng = np.random.default_rng(20260)


def f32(values):
    return np.asarray(values, dtype=np.float32).astype(float)


samples = {
    "normal against normal": (f32(rng.normal(0, 1, 40)), f32(rng.normal(0, 1, 40))),
    "shifted, other length": (f32(rng.normal(0, 0.1, 30)), f32(rng.normal(0.05, 0.1, 47))),
    "wider": (f32(rng.normal(0, 1, 50)), f32(rng.normal(0, 2, 50))),
    "laplace, sparse, ties": (f32(rng.laplace(0, 1, 35)), f32(np.where(rng.random(45) < 0.4, 0, rng.normal(0, 1, 45)))),
    "whole numbers": (f32(rng.integers(-3, 4, 24)), f32(rng.integers(-2, 6, 36))),
    "constant against spread": (f32(np.full(10, 0.5)), f32(rng.uniform(0, 1, 12))),
    "one value each": (f32([1.5]), f32([-2.0])),
}
distances = []
for name, (a, b) in samples.items():
    both = np.concatenate([a, b])
    edges = np.linspace(both.min(), both.max(), BINS + 1)
    p = np.histogram(a, edges)[0] / len(a)
    q = np.histogram(b, edges)[0] / len(b)
    overlap = np.sqrt(p * q).sum()
    distances.append({
        "name": name, "bins": BINS, "a": a.tolist(), "b": b.tolist(), "scale": both.std(),
        "w1": wasserstein_distance(a, b) / both.std(), "ks": ks_2samp(a, b).statistic,
        "js": jensenshannon(p, q, 2), "bhattacharyya": 1 - overlap, "hellinger": np.sqrt(max(0, 1 - overlap)),
        "p": p.tolist(), "q": q.tolist(),
    })
json.dump(distances, open("distances.json", "w"), indent=1)

relabellings = []
for sizes in [(2, 2), (2, 3), (3, 3), (1, 4), (2, 2, 2), (1, 2, 3), (4, 4)]:
    n, groups = sum(sizes), len(sizes)
    labels = np.repeat(np.arange(groups), sizes)
    points = rng.normal(0, 1, n) + 0.8 * labels
    d = np.abs(points[:, None] - points[None, :])

    def within(assigned):
        return sum((d[np.ix_(assigned == g, assigned == g)] ** 2).sum() / 2 / sizes[g] for g in range(groups))

    total = (d ** 2).sum() / 2 / n
    observed = within(labels)
    ways = {}  # one entry per partition, named groups of one size being the same
    for order in set(itertools.permutations(labels.tolist())):
        order = np.array(order)
        parts = frozenset(frozenset(np.flatnonzero(order == g).tolist()) for g in range(groups))
        ways[parts] = within(order)
    mean = observed / (n - groups)
    relabellings.append({
        "sizes": sizes, "pairs": d[np.triu_indices(n, 1)].tolist(), "distinct": len(ways),
        "p": sum(w <= observed + 1e-12 * total for w in ways.values()) / len(ways),
        "effect": (total - observed - (groups - 1) * mean) / (total + mean),
    })
json.dump(relabellings, open("relabellings.json", "w"), indent=1)

tests = []
for a, b, method in [
    (rng.normal(0, 1, 5), rng.normal(1, 1, 5), "exact"),
    (rng.normal(0, 1, 10), rng.normal(1, 1, 10), "exact"),
    (rng.normal(0, 1, 3), rng.normal(5, 1, 7), "exact"),
    (rng.integers(0, 4, 9).astype(float), rng.integers(1, 6, 8).astype(float), "asymptotic"),
]:
    tests.append({"a": a.tolist(), "b": b.tolist(), "method": method,
                  "p": mannwhitneyu(a, b, alternative="two-sided", method=method).pvalue})
json.dump(tests, open("mann-whitney.json", "w"), indent=1)
