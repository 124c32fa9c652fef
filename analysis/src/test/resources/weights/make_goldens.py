"""Makes summaries.json, distances.json and bins.json: what NumPy and SciPy say in float64.

Run in this folder: /usr/bin/python3 make_goldens.py (made with NumPy 1.24.2, SciPy 1.10.1).
The values come from splitmix64 and exact arithmetic, so that the tests make the same ones and no data is stored.
"""
import json

import numpy as np
from scipy import stats

M = (1 << 64) - 1


def uniform(seed, n):
    """n doubles in [0, 1): the upper 53 bits of splitmix64."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-53


def bell(seed, n):
    """Nearly normal: twelve uniforms less six, summed in order."""
    x = np.zeros(n)
    for i in range(12):
        x = x + uniform(seed + i, n)
    return x - 6.0


def heavy(seed, n):
    return bell(seed, n) / (uniform(seed + 99, n) + 0.001)


def sparse(seed, n):
    return np.where(uniform(seed + 99, n) < 0.75, 0.0, bell(seed, n))


def far(seed, n):
    return 1e6 + bell(seed, n)


def squared(seed, n):
    x = bell(seed, n)
    return x * x * 0.01


def whole(seed, n):
    return np.floor(uniform(seed, n) * 200.0)


def poisoned(seed, n):
    x = bell(seed, n)
    x[::1009] = np.nan
    x[5::2003] = np.inf
    x[6::4001] = -np.inf
    return x


KINDS = dict(bell=bell, heavy=heavy, sparse=sparse, far=far, squared=squared, whole=whole, poisoned=poisoned)


def cast(x, dtype):
    if dtype == "float64":
        return x
    if dtype == "uint8":
        return x.astype(np.uint8).astype(float)
    if dtype == "int32":
        return np.floor(x * 1000.0).astype(np.int32).astype(float)
    x = x.astype(np.float32)
    if dtype == "float16":
        x = x.astype(np.float16)
    if dtype == "bfloat16":
        x = (x.view(np.uint32) & np.uint32(0xFFFF0000)).view(np.float32)
    return x.astype(np.float64)


def main():
    summaries = []
    for kind, dtype, n in [
        ("bell", "float32", 5000), ("bell", "float32", 100_003), ("heavy", "float32", 100_003),
        ("sparse", "float32", 60_000), ("far", "float32", 100_003), ("squared", "float32", 50_001),
        ("poisoned", "float32", 70_000), ("bell", "float16", 80_000), ("sparse", "bfloat16", 80_000),
        ("poisoned", "float16", 70_000), ("far", "float64", 90_000), ("heavy", "float64", 90_000),
        ("poisoned", "float64", 70_000), ("bell", "int32", 90_000), ("whole", "uint8", 60_000),
    ]:
        x = cast(KINDS[kind](7, n), dtype)
        v = x[np.isfinite(x)]
        long = v.astype(np.longdouble)
        summaries.append(dict(
            kind=kind, dtype=dtype, n=n, seed=7,
            mean=float(long.mean()), std=float(long.std()), min=v.min(), max=v.max(),
            quantiles=np.quantile(v, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]).tolist(),
            skewness=float(stats.skew(v)), kurtosis=float(stats.kurtosis(v)),
            l1=float(np.abs(long).sum()), l2=float(np.sqrt((long * long).sum())),
            zeros=int((x == 0).sum()), nan=int(np.isnan(x).sum()), inf=int(np.isinf(x).sum()),
            near_zero=float((np.abs(x) <= 1e-3).mean())))
    json.dump(summaries, open("summaries.json", "w"), indent=1)

    distances = []
    for a, b, dtype, n in [
        (("bell", 7), ("bell", 107), "float32", 3000), (("bell", 7), ("heavy", 107), "float32", 3000),
        (("sparse", 7), ("bell", 107), "float32", 2000), (("bell", 7), ("squared", 107), "float32", 100_000),
        (("sparse", 7), ("bell", 107), "bfloat16", 50_000), (("far", 7), ("far", 107), "float32", 60_000),
    ]:
        x, y = (cast(KINDS[k](s, n), dtype) for k, s in (a, b))
        distances.append(dict(
            a=list(a), b=list(b), dtype=dtype, n=n,
            wasserstein=stats.wasserstein_distance(x, y), ks=float(stats.ks_2samp(x, y).statistic)))
    json.dump(distances, open("distances.json", "w"), indent=1)

    bins = []
    for kind, dtype, n, number in [("bell", "float32", 20_001, 100), ("whole", "uint8", 30_000, 50), ("far", "float64", 20_000, 64)]:
        x = cast(KINDS[kind](7, n), dtype)
        bins.append(dict(kind=kind, dtype=dtype, n=n, seed=7, bins=number, counts=np.histogram(x, number)[0].tolist()))
    json.dump(bins, open("bins.json", "w"), indent=1)


if __name__ == "__main__":
    main()
