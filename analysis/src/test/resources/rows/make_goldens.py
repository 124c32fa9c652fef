"""Makes logistic.json, perceptron.json, folds.json and scores.json: what scikit-learn says.

Run in this folder: python3 make_goldens.py (made with NumPy 1.24.2, scikit-learn 1.2.1).
"""
import json
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, balanced_accuracy_score, f1_score
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
rng = np.random.default_rng(4711)


def rounded(values):
    return np.round(values, 4)


def data(rows, width, classes, apart):
    labels = np.arange(rows) % classes
    centres = rng.normal(0, apart, (classes, width))
    return rounded(rng.normal(0, 1, (rows, width)) + centres[labels]), labels


logistic = []
for name, rows, width, classes, apart, weighted in [
    ("two classes", 60, 5, 2, 0.5, False),
    ("two classes, separable", 30, 8, 2, 3.0, False),
    ("three classes", 60, 4, 3, 0.7, False),
    ("four classes, more columns than rows", 20, 25, 4, 1.0, False),
    ("two classes, weighted", 50, 3, 2, 0.4, True),
]:
    x, y = data(rows, width, classes, apart)
    w = rounded(rng.uniform(0.5, 2, rows)) if weighted else np.ones(rows)
    model = LogisticRegression(solver="newton-cg", tol=1e-10, max_iter=100_000).fit(x, y, sample_weight=w)
    others, _ = data(25, width, classes, apart)
    logistic.append({
        "name": name, "classes": classes, "x": x.tolist(), "y": y.tolist(), "weights": w.tolist(),
        "coefficients": model.coef_.tolist(), "intercepts": model.intercept_.tolist(),
        "others": others.tolist(), "predicted": model.predict(others).tolist(),
    })
json.dump(logistic, open("logistic.json", "w"))

# The same start, the same batches, no shuffling: some epochs of Adam must lead to the same weights.
perceptron = []
for name, rows, width, classes, epochs in [("two classes", 230, 6, 2, 4), ("three classes", 50, 3, 3, 9)]:
    x, y = data(rows, width, classes, 0.7)
    model = MLPClassifier((13, 13, 13), warm_start=True, shuffle=False, max_iter=1, random_state=1).fit(x, y)

    def parameters():
        return np.concatenate([np.concatenate([w.T.ravel(), b]) for w, b in zip(model.coefs_, model.intercepts_)])

    start = parameters()
    model.set_params(max_iter=epochs).fit(x, y)
    perceptron.append({
        "name": name, "classes": classes, "epochs": epochs, "x": x.tolist(), "y": y.tolist(),
        "start": start.tolist(), "end": parameters().tolist(), "predicted": model.predict(x).tolist(),
    })
json.dump(perceptron, open("perceptron.json", "w"))

# Rows of eight runs, four of each group; each fold holds out one run of each group.
runs, per_run, width = 8, 12, 4
x = rounded(np.concatenate([
    rng.normal(0, 1, (per_run, width)) + rng.normal(0, 0.3, width) + (0.5 if run >= 4 else 0) for run in range(runs)]))
run_of = np.repeat(np.arange(runs), per_run)
y = (run_of >= 4).astype(int)
folds = []
for fold in range(4):
    asked = (run_of == fold) | (run_of == fold + 4)
    scaler = StandardScaler().fit(x[~asked])
    model = LogisticRegression(solver="newton-cg", tol=1e-10, max_iter=100_000).fit(scaler.transform(x[~asked]), y[~asked])
    predicted = model.predict(scaler.transform(x[asked]))
    folds.append([accuracy_score(y[asked], predicted), balanced_accuracy_score(y[asked], predicted),
                  f1_score(y[asked], predicted, average="macro")])
json.dump([{"rows_per_run": per_run, "x": x.tolist(), "scores": folds}], open("folds.json", "w"))

# Figures of uneven predictions, for the scores alone.
scores = []
for classes, n in [(2, 30), (3, 40)]:
    truth = np.sort(rng.integers(0, classes, n))
    predicted = np.where(rng.random(n) < 0.6, truth, rng.integers(0, classes, n))
    scores.append({"classes": classes, "truth": truth.tolist(), "predicted": predicted.tolist(),
                   "accuracy": accuracy_score(truth, predicted),
                   "balanced": balanced_accuracy_score(truth, predicted),
                   "f1": f1_score(truth, predicted, average="macro")})
scores.append({"classes": 2, "truth": [0, 0, 1, 1], "predicted": [0, 0, 0, 0], "accuracy": 0.5, "balanced": 0.5,
               "f1": f1_score([0, 0, 1, 1], [0, 0, 0, 0], average="macro")})
json.dump(scores, open("scores.json", "w"))
