"""Makes golden.txt: scikit-learn 1.2.1 (Debian 12) and numpy on activations made by a formula.

Run in this folder: python3 golden.py. MadeActivations.java makes the same activations, to the bit.
"""
import numpy as np
from sklearn.ensemble import ExtraTreesClassifier

N, D, CLASSES = 300, 40, 4
state = 12345


def uniform():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 40) / 2**24


centres = [[uniform() for _ in range(CLASSES)] for _ in range(D)]
x, y = np.zeros((N, D)), np.arange(N) % CLASSES
for i in range(N):
    for k in range(D):
        noise = uniform() + uniform() + uniform() - 1.5
        x[i, k] = max(0.0, centres[k][i % CLASSES] * (k / 20.0) + noise)
x = x.astype(np.float32)
out = open("golden.txt", "w")


def write(name, values):
    out.write(name + " " + " ".join("%.9g" % v for v in np.asarray(values).ravel()) + "\n")


write("sum", [x.astype(np.float64).sum()])
for c in range(CLASSES):
    write(
        f"one_{c}",
        np.mean([ExtraTreesClassifier(1000, random_state=s).fit(x, y == c).feature_importances_ for s in range(5)], 0),
    )
write("all", np.mean([ExtraTreesClassifier(1000, random_state=s).fit(x, y).feature_importances_ for s in range(5)], 0))


def cka(a, b):
    a, b = a - a.mean(0), b - b.mean(0)
    return np.linalg.norm(b.T @ a) ** 2 / np.linalg.norm(a.T @ a) / np.linalg.norm(b.T @ b)


z = x.astype(np.float64)
write("cka", [cka(z[:, :25], z[:, 25:]), cka(z[:, :10], z[:, 10:]), cka(z[:20, :25], z[:20, 5:])])
