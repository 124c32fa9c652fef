"""dequantise.py FILE.gguf REPEATS: every tensor of a GGUF file as float32, by gguf-py (numpy); types that it cannot are left out and counted."""
import sys
import numpy as np
from _clock import Clock
from gguf import GGUFReader
from gguf.quants import dequantize

repeats = int(sys.argv[2])


def all_tensors():
    skipped = 0
    for t in GGUFReader(sys.argv[1]).tensors:
        try:
            dequantize(t.data, t.tensor_type)
        except NotImplementedError:
            skipped += 1
    return skipped


for _ in range(2):
    skipped = all_tensors()
clock = Clock()
for _ in range(repeats):
    all_tensors()
clock.done(task="dequantise", skipped=skipped)
