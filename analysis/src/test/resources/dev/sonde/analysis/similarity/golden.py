"""Makes golden.txt: similarity measures by numpy 2, in float64, as their papers define them.

Run in this folder: python3 golden.py. MadeActivations.java makes the same activations, to the bit.
"""
import numpy as np

N, D, CLASSES = 300, 40, 4
state = 12345


def uniform():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 40) / 2**24


centres = [[uniform() for _ in range(CLASSES)] for _ in range(D)]
x = np.zeros((N, D))
for i in range(N):
    for k in range(D):
        noise = uniform() + uniform() + uniform() - 1.5
        x[i, k] = max(0.0, centres[k][i % CLASSES] * (k / 20.0) + noise)
x = x.astype(np.float32).astype(np.float64)


def centred(a):
    return a - a.mean(0)


def linear_cka(a, b):
    a, b = centred(a), centred(b)
    return np.linalg.norm(b.T @ a) ** 2 / np.linalg.norm(a.T @ a) / np.linalg.norm(b.T @ b)


def rbf_kernel(a, bandwidth):
    squares = ((a[:, None, :] - a[None, :, :]) ** 2).sum(-1)
    median = np.median(np.sqrt(squares[np.tril_indices(len(a), -1)]))
    k = np.exp(-squares / (2 * (bandwidth * median) ** 2))
    h = np.eye(len(a)) - 1 / len(a)
    return h @ k @ h


def rbf_cka(a, b, bandwidth=1.0):
    k, l = rbf_kernel(a, bandwidth), rbf_kernel(b, bandwidth)
    return (k * l).sum() / np.linalg.norm(k) / np.linalg.norm(l)


def directions(a, variance):
    u, s, _ = np.linalg.svd(centred(a), full_matrices=False)
    rank = (s > s[0] * max(a.shape) * 2.0**-23).sum()
    share = np.cumsum(s**2) / (s**2).sum()
    kept = min(rank, np.argmax(share >= variance) + 1) if variance < 1 else rank
    return u[:, :kept]


def svcca(a, b, variance):
    return np.linalg.svd(directions(a, variance).T @ directions(b, variance), compute_uv=False).clip(0, 1).mean()


def pwcca(a, b, variance):
    ua, ub = directions(a, variance), directions(b, variance)
    left, rho, _ = np.linalg.svd(ua.T @ ub, full_matrices=False)
    alpha = np.abs((ua @ left).T @ centred(a)).sum(1)
    return (alpha * rho.clip(0, 1)).sum() / alpha.sum()


def procrustes(a, b):
    a, b = centred(a), centred(b)
    return np.linalg.norm(a.T @ b, "nuc") / np.linalg.norm(a) / np.linalg.norm(b)


out = open("golden.txt", "w")
pairs = [(x[:, :25], x[:, 25:]), (x[:, :10], x[:, 10:]), (x[:20, :25], x[:20, 5:])]
for name, measure in [
    ("linear-cka", linear_cka),
    ("rbf-cka", rbf_cka),
    ("rbf-cka-half", lambda a, b: rbf_cka(a, b, 0.5)),
    ("svcca", lambda a, b: svcca(a, b, 0.99)),
    ("svcca-80", lambda a, b: svcca(a, b, 0.8)),
    ("svcca-all", lambda a, b: svcca(a, b, 1)),
    ("pwcca", lambda a, b: pwcca(a, b, 0.99)),
    ("pwcca-80", lambda a, b: pwcca(a, b, 0.8)),
    ("pwcca-back", lambda a, b: pwcca(b, a, 0.99)),
    ("procrustes", procrustes),
]:
    out.write(name + " " + " ".join("%.9g" % measure(a, b) for a, b in pairs) + "\n")
