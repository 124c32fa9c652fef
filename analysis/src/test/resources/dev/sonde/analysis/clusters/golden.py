"""Makes golden.txt: scikit-learn 1.2.1 (Debian 12) on 600 vectors of 6 dimensions.

Run in this folder: python3 golden.py. Each line is a name and its numbers.
"""
import numpy as np
import sklearn.cluster._optics as xi
from sklearn.cluster import (OPTICS, DBSCAN, KMeans, MeanShift, AgglomerativeClustering,
                             SpectralClustering, estimate_bandwidth)
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import homogeneity_completeness_v_measure, normalized_mutual_info_score
from sklearn.mixture import GaussianMixture


def correct_predecessor(r, predecessor, ordering, s, e):
    """Algorithm 2 of Schubert and Gertz; 1.2.1 looks the predecessor up in the wrong array."""
    while s < e:
        if r[s] > r[e] or predecessor[e] in ordering[s:e]:
            return s, e
        e -= 1
    return None, None


xi._correct_predecessor = correct_predecessor
rng = np.random.default_rng(7)
centres = rng.normal(0, 3, (5, 6))
labels = np.repeat(np.arange(5), [150, 130, 110, 100, 80])
x = np.concatenate([centres[labels] + rng.normal(0, 1, (570, 6)) * rng.uniform(.3, 1, (5, 6))[labels],
                    rng.uniform(-6, 6, (30, 6))])
labels = np.concatenate([labels, rng.integers(0, 5, 30)])
order = rng.permutation(600)
x, labels = np.round(x[order], 3).astype(np.float32), labels[order]
out = open("golden.txt", "w")


def write(name, values, form="%d"):
    out.write(name + " " + " ".join(form % v for v in np.asarray(values).ravel()) + "\n")


write("x", x, "%.3f")
write("labels", labels)
km = KMeans(5, n_init=10, random_state=0).fit(x.astype(np.float64))
write("kmeans_inertia", [km.inertia_], "%.9g")
write("kmeans", km.labels_)
for eps in (1.0, 1.5):
    write("dbscan_%g" % eps, DBSCAN(eps=eps, min_samples=5).fit_predict(x.astype(np.float64)))
op = OPTICS(min_samples=5, xi=.05).fit(x.astype(np.float64))
write("optics_order", op.ordering_)
write("optics_reachability", op.reachability_, "%.9g")
write("optics_core", op.core_distances_, "%.9g")
write("optics", op.labels_)
for q in (.1, .3):
    write("bandwidth_%g" % q, [estimate_bandwidth(x.astype(np.float64), quantile=q)], "%.9g")
b = estimate_bandwidth(x.astype(np.float64), quantile=.3)
for divisor in (1, 2):
    ms = MeanShift(bandwidth=b / divisor).fit(x.astype(np.float64))
    write("meanshift_%d" % divisor, ms.labels_)
    write("meanshift_%d_modes" % divisor, ms.cluster_centers_, "%.6g")
binned = MeanShift(bandwidth=b / 2, bin_seeding=True).fit(x.astype(np.float64))
write("meanshift_binned_modes", binned.cluster_centers_, "%.6g")
write("lda", LinearDiscriminantAnalysis().fit(x, labels).predict(x))
lr = LogisticRegression(max_iter=5000, tol=1e-8).fit(x.astype(np.float64), labels)
write("logistic", lr.predict(x))
write("logistic_coefficients", lr.coef_, "%.6g")
write("logistic_intercepts", lr.intercept_, "%.6g")
for linkage in ("ward", "average", "complete", "single"):
    a = AgglomerativeClustering(8, linkage=linkage, compute_distances=True).fit(x.astype(np.float64))
    write("agglomerative_" + linkage, a.labels_)
    write("agglomerative_%s_heights" % linkage, np.sort(a.distances_)[-20:], "%.9g")
gm = GaussianMixture(5, n_init=3, random_state=0, tol=1e-6, max_iter=500).fit(x.astype(np.float64))
write("mixture", gm.predict(x))
write("mixture_log_likelihood", [gm.score(x.astype(np.float64))], "%.9g")
write("spectral", SpectralClustering(5, affinity="nearest_neighbors", n_neighbors=10, random_state=0).fit_predict(x))
h = homogeneity_completeness_v_measure(labels, km.labels_)
write("measures", list(h) + [normalized_mutual_info_score(labels, km.labels_)], "%.12g")
