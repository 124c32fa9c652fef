"""Makes golden.txt from the vectors of ../clusters/golden.txt: scikit-learn 1.2.1 (Debian 12).

Run in this folder: python3 golden.py. Each line is a name and its numbers.
"""
import numpy as np
from scipy.spatial import procrustes
from scipy.spatial.distance import pdist, squareform
from scipy.stats import pearsonr, spearmanr
from sklearn.decomposition import PCA
from sklearn.manifold import MDS, TSNE, trustworthiness
from sklearn.neighbors import NearestNeighbors

lines = dict(line.split(" ", 1) for line in open("../clusters/golden.txt"))
x = np.array(lines["x"].split(), float).reshape(-1, 6).astype(np.float32)
labels = np.array(lines["labels"].split(), int)
out = open("golden.txt", "w")


def write(name, values, form="%.9g"):
    out.write(name + " " + " ".join(form % v for v in np.asarray(values).ravel()) + "\n")


pca = PCA(3).fit(x.astype(np.float64))
write("pca_variances", pca.explained_variance_)
write("pca_shares", pca.explained_variance_ratio_)
write("pca_components", pca.components_)
flat = np.round(pca.transform(x)[:, :2], 3)
write("flat", flat, "%.3f")
write("trustworthiness", [trustworthiness(x, flat, n_neighbors=12)])
write("continuity", [trustworthiness(flat, x, n_neighbors=12)])


def hit(v):
    near = NearestNeighbors(n_neighbors=7).fit(v).kneighbors(v, return_distance=False)[:, 1:]
    return (labels[near] == labels[:, None]).mean()


write("hits", [hit(x.astype(np.float64)), hit(flat)])
tsne = TSNE(perplexity=30, init="pca", learning_rate="auto", n_iter=750, random_state=0, method="exact")
y = tsne.fit_transform(x)
write("tsne_kl", [tsne.kl_divergence_])
write("tsne_trustworthiness", [trustworthiness(x, y, n_neighbors=12)])
few = x[:60].astype(np.float64)
mds = MDS(2, n_init=8, max_iter=1000, eps=1e-9, random_state=0).fit(few)
write("mds_stress", [mds.stress_])
write("procrustes", [procrustes(few[:, :2], few[:, 2:4])[2]])

# Shepard's diagram: all pairs before and after. A sequence: the vectors, then with columns exchanged,
# then halved, beside the plane, then turned round, then squeezed along its first axis.
write("shepard_spearman", [spearmanr(pdist(x), pdist(flat))[0]])
write("shepard_farthest", [pdist(x).max(), pdist(flat).max()])
times = [x, x[:, ::-1], x[:, ::-1] / 2]
pictures = [flat, -flat, -flat * [0.25, 1]]
a = np.concatenate([np.linalg.norm(q - p, axis=1) for p, q in zip(times, times[1:])])
b = np.concatenate([np.linalg.norm(q - p, axis=1) for p, q in zip(pictures, pictures[1:])])
stress = ((a / a.max() - b / b.max()) ** 2).sum() / ((a / a.max()) ** 2).sum()
write("stability", [pearsonr(a, b)[0], spearmanr(a, b)[0], stress])
