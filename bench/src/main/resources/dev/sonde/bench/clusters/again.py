"""The peer's methods in one process, TIMES over: the last call's time. FILE METHOD ARGUMENT TIMES"""
import json, sys, time
import numpy as np
from sklearn.cluster import DBSCAN, KMeans, MeanShift, OPTICS, estimate_bandwidth
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression

x, method, arg = np.load(sys.argv[1]).astype(np.float32), sys.argv[2], float(sys.argv[3])
y = np.load(sys.argv[1].replace(".npy", ".labels.npy"))
work = {
    "kmeans": lambda: KMeans(int(arg), n_init=10, random_state=0).fit_predict(x),
    "dbscan": lambda: DBSCAN(eps=arg, min_samples=5).fit_predict(x),
    "optics": lambda: OPTICS(min_samples=5, xi=.05).fit_predict(x),
    "meanshift": lambda: MeanShift(bandwidth=estimate_bandwidth(x) / arg).fit_predict(x),
    "logistic": lambda: LogisticRegression(solver="saga", max_iter=1000).fit(x, y).predict(x),
    "lda": lambda: LinearDiscriminantAnalysis().fit(x, y).predict(x),
}[method]
for _ in range(int(sys.argv[4])):
    wall, cpu = time.perf_counter(), time.process_time()
    work()
print(json.dumps({"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu}))
