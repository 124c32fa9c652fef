#!/usr/bin/env python3
"""Makes arrays.npz (every numeric type, both byte orders, both memory orders, the three versions
of the format) and arrays.txt: name, type, shape, SHA-256 of the row-major little-endian bytes.
Run in this folder with NumPy; the output does not change from run to run."""
import hashlib, io, zipfile
import numpy as np
from numpy.lib import format as npy

rng = np.random.default_rng(7)
TYPES = ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16"]
cases = {}


def values(dtype, shape):
    bits = rng.integers(0, 256, size=int(np.prod(shape)) * np.dtype(dtype).itemsize, dtype=np.uint8)
    if dtype == "?":
        bits &= 1
    return np.frombuffer(bits.tobytes(), dtype="<" + dtype).reshape(shape)


for t in TYPES:
    for order in "<>":
        a = values(t, (3, 4, 2)).astype(order + t)
        cases[f"{t.replace('?', 'b1')}_{'le' if order == '<' else 'be'}_c"] = (a, None)
        cases[f"{t.replace('?', 'b1')}_{'le' if order == '<' else 'be'}_f"] = (np.asfortranarray(a), None)
cases["scalar"] = (np.array(2.5), None)
cases["empty"] = (np.zeros((0, 3), "f4"), None)
cases["vector_be"] = (np.arange(5, dtype=">i2"), None)
for version in [(1, 0), (2, 0), (3, 0)]:
    cases[f"version{version[0]}"] = (np.arange(6, dtype="<f4").reshape(2, 3), version)
cases["sub/folder/name"] = (np.arange(4, dtype="<u2"), None)

with zipfile.ZipFile("arrays.npz", "w") as z, open("arrays.txt", "w") as truth:
    for i, (name, (a, version)) in enumerate(cases.items()):
        out = io.BytesIO()
        npy.write_array(out, a, version=version)
        info = zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED if i % 3 == 1 else zipfile.ZIP_STORED
        z.writestr(info, out.getvalue())
        little = np.ascontiguousarray(a.astype(a.dtype.newbyteorder("<")))
        shape = "x".join(map(str, a.shape)) or "-"
        digest = hashlib.sha256(little.tobytes()).hexdigest()
        truth.write(f"{name} {a.dtype.name} {shape} {digest}\n")
