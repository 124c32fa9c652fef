"""Makes params.msgpack and flax.json, what it holds. Run with msgpack and ml_dtypes: python3 make_flax.py FOLDER

The extension types are those of flax/serialization.py (_msgpack_ext_pack, _ndarray_to_bytes, _chunk); the chunks are small here.
"""

import hashlib
import json
import sys

import ml_dtypes
import msgpack
import numpy as np

folder = sys.argv[1]
rng = np.random.default_rng(6)


def pack(x):
    def array(a):
        return msgpack.packb((a.shape, a.dtype.name, a.tobytes()), use_bin_type=True)

    if isinstance(x, np.ndarray):
        return msgpack.ExtType(1, array(x))
    if isinstance(x, np.generic):
        return msgpack.ExtType(3, array(np.asarray(x)))
    if isinstance(x, complex):
        return msgpack.ExtType(2, msgpack.packb((x.real, x.imag)))
    raise TypeError(type(x))


kernel = rng.normal(size=(3, 4)).astype(np.float32)
bias = rng.normal(size=4).astype(ml_dtypes.bfloat16)
big = rng.normal(size=(2, 5)).astype(np.float32)
flat = big.ravel()
chunked = {"__msgpack_chunked_array__": True, "shape": {"0": 2, "1": 5}, "chunks": {"0": flat[:4], "1": flat[4:8], "2": flat[8:]}}
state = {
    "step": 7,
    "params": {"Dense_0": {"kernel": kernel, "bias": bias}, "big": chunked},
    "scale": np.float32(0.5),
    "empty": np.zeros((0, 3), np.int8),
    "names": ["a", "b"],
    "rate": 0.125,
    "none": None,
}
open(f"{folder}/params.msgpack", "wb").write(msgpack.packb(state, default=pack, strict_types=True))
arrays = {"params/Dense_0/kernel": kernel, "params/Dense_0/bias": bias, "params/big": big, "scale": np.asarray(np.float32(0.5)), "empty": state["empty"]}
truth = [{"name": k, "dtype": a.dtype.name, "shape": list(a.shape), "sha256": hashlib.sha256(a.tobytes()).hexdigest()} for k, a in arrays.items()]
json.dump({"params.msgpack": truth}, open(f"{folder}/flax.json", "w"), indent=1)
