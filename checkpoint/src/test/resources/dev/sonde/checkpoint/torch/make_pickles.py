"""Makes plain.*: arrays and tensors as pickle, joblib and np.save write them, and pickles.json, what they hold.

Run with NumPy 2, joblib 1.5 and PyTorch 2.14: python3 make_pickles.py FOLDER
"""

import hashlib
import json
import pickle
import sys

import joblib
import numpy as np
import torch

folder = sys.argv[1]
rng = np.random.default_rng(4)
weights = {
    "conv.weight": rng.normal(size=(2, 3, 2)).astype(np.float32),
    "turned": np.asfortranarray(rng.normal(size=(3, 4))),
    "big": rng.normal(size=5).astype(">f4"),
    "ints": np.arange(300, dtype=np.int64),
    "empty": np.zeros((0, 3), np.float16),
}
model = {"model": weights, "layers": [np.ones(2), np.zeros(3, np.uint8)], "epoch": 7, "scalar": np.float64(0.25)}
truth = {}


def digest(name, array):
    plain = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return {"name": name, "dtype": array.dtype.name, "shape": list(array.shape), "sha256": hashlib.sha256(plain.tobytes()).hexdigest()}


arrays = [digest(f"model.{k}", v) for k, v in weights.items()] + [digest(f"layers.{i}", v) for i, v in enumerate(model["layers"])]
for protocol in range(6):
    with open(f"{folder}/plain.protocol{protocol}.pkl", "wb") as out:
        pickle.dump(model, out, protocol=protocol)
    truth[f"plain.protocol{protocol}.pkl"] = arrays
joblib.dump(model, f"{folder}/plain.joblib")
truth["plain.joblib"] = arrays
np.save(f"{folder}/plain.dict.npy", model, allow_pickle=True)
truth["plain.dict.npy"] = arrays
torch.manual_seed(2)
shared = torch.randn(6)
tensors = {"a": shared[:4].reshape(2, 2).t(), "b": torch.randn(3).to(torch.bfloat16), "p": torch.nn.Parameter(torch.randn(2))}
with open(f"{folder}/plain.tensors.pkl", "wb") as out:
    pickle.dump(tensors, out)
truth["plain.tensors.pkl"] = [
    {"name": k, "dtype": str(t.dtype).removeprefix("torch."), "shape": list(t.shape),
     "sha256": hashlib.sha256(t.detach().contiguous().view(torch.uint8).numpy().tobytes()).hexdigest()} for k, t in tensors.items()]
json.dump(truth, open(f"{folder}/pickles.json", "w"), indent=1)
