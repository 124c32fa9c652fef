#!/usr/bin/env python3
"""Makes digests.txt: for the real models of shared/data the name, type, shape and SHA-256 of each
initializer's little-endian bytes. ResNet-20's come not from the ONNX file but from the PyTorch
checkpoint it was exported from; the others from this script's own walk over the protobuf fields.
usage: make_digests.py SHARED_DATA > digests.txt   (Python with torch)"""
import hashlib, sys
import torch

root = sys.argv[1]


def line(file, name, dtype, shape, data):
    print(file, name, dtype, "x".join(map(str, shape)) or "-", hashlib.sha256(data).hexdigest())


state = torch.load(root + "/cifar-resnets/resnet20-12fca82f.th", map_location="cpu")["state_dict"]
for name, t in state.items():
    if not name.endswith("num_batches_tracked"):
        a = t.numpy()
        line("onnx/resnet20-cifar10.onnx", name.removeprefix("module."), a.dtype.name, a.shape, a.tobytes())


def varint(b, i):
    r = s = 0
    while True:
        r |= (b[i] & 127) << s
        s += 7
        i += 1
        if b[i - 1] < 128:
            return r, i


def fields(b):
    i = 0
    while i < len(b):
        key, i = varint(b, i)
        if key & 7 == 0:
            v, i = varint(b, i)
        elif key & 7 == 2:
            n, i = varint(b, i)
            v, i = b[i : i + n], i + n
        else:
            n = {1: 8, 5: 4}[key & 7]
            v, i = b[i : i + n], i + n
        yield key >> 3, v


for file in ["onnx/squeezenet1.1-imagenet.onnx", "checkpoints/silero_vad_16k_op15.onnx"]:
    graph = next(v for f, v in fields(open(f"{root}/{file}", "rb").read()) if f == 7)
    for tensor in (v for f, v in fields(graph) if f == 5):
        parts = list(fields(tensor))
        assert [v for f, v in parts if f == 2] == [1]
        shape = [v for f, v in parts if f == 1]
        get = lambda n: next(v for f, v in parts if f == n)
        line(file, get(8).decode(), "float32", shape, get(9))
