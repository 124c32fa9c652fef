"""Makes types.gguf and types.json: one tensor of random blocks for each element type, and settings of each type.

Run with gguf-py 0.19 (Debian's python3-gguf): python3 make_gguf.py FOLDER
The digests are those of what gguf-py dequantises; it has no Q1_0 and Q2_0, which are written out here as in ggml-quants.c.
"""

import hashlib
import json
import sys

import numpy as np
from gguf import GGUFWriter, GGUFValueType
from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType as T
from gguf.quants import dequantize

folder = sys.argv[1]
rng = np.random.default_rng(13)
plain = {T.F32: np.float32, T.F16: np.float16, T.F64: np.float64, T.I8: np.int8, T.I16: np.int16, T.I32: np.int32, T.I64: np.int64}
names = {T.F32: "float32", T.F16: "float16", T.BF16: "bfloat16", T.F64: "float64", T.I8: "int8", T.I16: "int16", T.I32: "int32", T.I64: "int64"}
left_out = {T.Q8_1}  # known by name


def decode(data, kind):
    if kind == T.Q1_0:
        d = data[:, :2].copy().view(np.float16).astype(np.float32)
        bits = np.unpackbits(data[:, 2:], axis=1, bitorder="little")
        return np.where(bits == 1, d, -d).astype(np.float32)
    if kind == T.Q2_0:
        d = data[:, :2].copy().view(np.float16).astype(np.float32)
        codes = (data[:, 2:, None] >> np.array([0, 2, 4, 6], np.uint8)) & 3
        return d * (codes.reshape(len(data), -1).astype(np.float32) - 1)
    if kind == T.Q8_K:
        d = data[:, :4].copy().view(np.float32)
        return d * data[:, 4:260].copy().view(np.int8).astype(np.float32)
    return dequantize(data, kind)


def blocks(kind, rows):
    elements, size = GGML_QUANT_SIZES[kind]
    while True:
        data = rng.integers(0, 256, (rows, size), dtype=np.uint8)
        with np.errstate(all="ignore"):
            if kind in left_out or np.isfinite(decode(data, kind)).all():
                return data


writer = GGUFWriter(f"{folder}/types.gguf", "llama")
writer.add_name("every type")
writer.add_uint8("t.uint8", 200)
writer.add_int8("t.int8", -100)
writer.add_uint16("t.uint16", 60000)
writer.add_int16("t.int16", -30000)
writer.add_uint32("t.uint32", 4000000000)
writer.add_int32("t.int32", -2000000000)
writer.add_float32("t.float32", 0.1)
writer.add_bool("t.bool", True)
writer.add_uint64("t.uint64", 1 << 63)
writer.add_int64("t.int64", -(1 << 62))
writer.add_float64("t.float64", 0.1)
writer.add_array("t.texts", ["<s>", "▁the", ""])
writer.add_array("t.integers", [3, -1, 1 << 20])
writer.add_array("t.numbers", [0.5, -1.5])

truth = []
for kind in T:
    if kind in plain:
        array = (rng.normal(size=(3, 5)) * 50).astype(plain[kind])
        writer.add_tensor(kind.name.lower(), array)
        decoded = array
    else:
        rows = blocks(kind, 5)
        writer.add_tensor(kind.name.lower(), rows, raw_dtype=kind)
        if kind in left_out:
            continue
        decoded = rows if kind == T.BF16 else decode(rows, kind)
    shape = list(decoded.shape)
    if kind == T.BF16:
        shape[-1] //= 2
    truth.append({"name": kind.name.lower(), "dtype": names.get(kind, kind.name.lower()), "shape": shape,
                  "sha256": hashlib.sha256(np.ascontiguousarray(decoded).tobytes()).hexdigest()})
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
json.dump({"types.gguf": truth}, open(f"{folder}/types.json", "w"), indent=1)
