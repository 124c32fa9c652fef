"""Makes the small PyTorch files beside this script, with torch 1.13 and numpy 1.24.

    python3 make_goldens.py

golden.json tells of every file which tensors PyTorch itself sees in it: name, dtype, shape and
SHA-256 of the row-major little-endian bytes.
"""

import argparse
import collections
import hashlib
import json
import os
import zipfile

import numpy
import torch

# A legacy stream quotes the source of every module class, with its path: keep only the file's name.
quote = torch.serialization.get_source_lines_and_file


def quote_without_folder(obj):
    lines, number, path = quote(obj)
    return lines, number, os.path.basename(path)


torch.serialization.get_source_lines_and_file = quote_without_folder

HERE = os.path.dirname(os.path.abspath(__file__))
truth = {}


def entry(name, tensor):
    tensor = tensor.detach().cpu().contiguous()
    kind = str(tensor.dtype).replace("torch.", "")
    raw = tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor
    data = raw.numpy().tobytes()
    return {
        "name": name,
        "dtype": kind,
        "shape": list(tensor.shape),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def save(name, value, tensors, **options):
    torch.save(value, os.path.join(HERE, name), **options)
    truth[name] = [entry(key, tensor) for key, tensor in tensors.items()]


def both(stem, value, tensors, **options):
    save(stem + ".zip.pt", value, tensors, **options)
    save(
        stem + ".legacy.pt", value, tensors, _use_new_zipfile_serialization=False, **options
    )


torch.manual_seed(1)
base = torch.randn(6, 8)
types = collections.OrderedDict()
for kind in (
    "float32 float64 float16 bfloat16 uint8 int8 int16 int32 int64 bool complex64 complex128"
).split():
    types[kind] = (torch.randn(3, 2, dtype=torch.float64) * 50).to(getattr(torch, kind))
types["transposed"] = base.t()
types["strided"] = base[::2, 1::3]
types["expanded"] = torch.tensor([1.0, 2.0, 3.0]).expand(4, 3)
types["tied"] = types["float32"]
types["scalar"] = torch.tensor(7, dtype=torch.int16)
types["empty"] = torch.empty(0, 3)
both("types", types, types)

# One storage, seen through views that a legacy stream keeps as views of the storage.
flat = torch.arange(12, dtype=torch.float64)
views = {"first": flat[:4], "second": flat[4:].reshape(2, 4)}
both("protocol4", views, views, pickle_protocol=4)


class Positional(torch.nn.Module):
    """A class that Sonde cannot know, with everything a module can keep."""

    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(3, 2, bias=False)
        self.norm = torch.nn.BatchNorm1d(2)
        self.rnn = torch.nn.GRU(2, 2, num_layers=2, bidirectional=True)
        self.nothing = None
        self.register_buffer("kept", torch.ones(2))
        self.register_buffer("fleeting", torch.zeros(2), persistent=False)
        self.plain = torch.arange(3)
        self.width = 3
        self.shared = self.linear


module = Positional()
both("module", module, module.state_dict())

optimizer = torch.optim.SGD(module.parameters(), lr=0.1, momentum=0.9)
module.linear(torch.ones(1, 3)).sum().backward()
optimizer.step()
training = {
    "epoch": 12,
    "best": 0.5,
    "name": "run 'a'\n",
    "args": argparse.Namespace(lr=1e-5, layers=[1, 2], device=torch.device("cuda", 0)),
    "model": torch.nn.Linear(2, 1).state_dict(),
    "history": [torch.ones(2), {"loss": torch.zeros(1)}],
    "optimizer": optimizer.state_dict(),
    "rng": torch.arange(8, dtype=torch.uint8),
    "dtype": torch.float16,
    "size": torch.Size([2, 3]),
    "seen": {3, 1},
    "mapping": collections.defaultdict(list, {"a": [1]}),
    "module": torch.nn.Linear(1, 1),
}
model = {"model." + key: value for key, value in training["model"].items()}
model.update(
    {
        "history.0": training["history"][0],
        "history.1.loss": training["history"][1]["loss"],
        "optimizer.state.0.momentum_buffer": optimizer.state_dict()["state"][0]["momentum_buffer"],
        "rng": training["rng"],
        "module.weight": training["module"].weight,
        "module.bias": training["module"].bias,
    }
)
both("training", training, model)

arrays = {
    "c": numpy.arange(6, dtype="<f4").reshape(2, 3),
    "fortran": numpy.asfortranarray(numpy.arange(6, dtype="<i8").reshape(2, 3)),
    "big": numpy.arange(4, dtype=">f8"),
    "scalar": numpy.float64(2.5),
    "count": numpy.uint64(2**64 - 1),
    "flag": numpy.array([True, False]),
    "empty": numpy.zeros((0, 2), dtype="<f4"),
    "objects": numpy.array([None, "x"], dtype=object),
    "words": numpy.array(["a", "b"]),
}
seen = {
    key: torch.from_numpy(numpy.asarray(value, dtype=numpy.asarray(value).dtype.newbyteorder("=")))
    for key, value in arrays.items()
    if key not in ("objects", "words", "scalar", "count")
}
save("numpy.protocol2.pt", arrays, seen)
save("numpy.protocol4.pt", arrays, seen, pickle_protocol=4)
# Protocol 2 writes it as a text of 115,000 bytes.
long = numpy.arange(256, dtype="u1").repeat(300)
save("numpy.long.pt", {"long": long}, {"long": torch.from_numpy(long)})

matrix = torch.tensor([[0.0, 2.0], [3.0, 0.0]])
coo = matrix.to_sparse().coalesce()
csr = matrix.to_sparse_csr()
per_tensor = torch.quantize_per_tensor(matrix, 0.5, 3, torch.quint8)
per_channel = torch.quantize_per_channel(
    matrix, torch.tensor([0.5, 0.25], dtype=torch.float64), torch.tensor([0, 1]), 0, torch.qint8
)
unusual = {
    "coo": coo,
    "csr": csr,
    "per_tensor": per_tensor,
    "per_channel": per_channel,
    "parameter": torch.nn.Parameter(matrix),
    "conjugate": torch.tensor([1 + 2j]).conj(),
}
both(
    "unusual",
    unusual,
    {
        "coo.indices": coo.indices(),
        "coo.values": coo.values(),
        "csr.crow_indices": csr.crow_indices(),
        "csr.col_indices": csr.col_indices(),
        "csr.values": csr.values(),
        "per_tensor.int_repr": per_tensor.int_repr(),
        "per_channel.int_repr": per_channel.int_repr(),
        "per_channel.scales": per_channel.q_per_channel_scales(),
        "per_channel.zero_points": per_channel.q_per_channel_zero_points(),
        "parameter": matrix,
        "conjugate": torch.tensor([1 + 2j]),
    },
)

save("tensor.pt", base, {"tensor": base})
save("storage.pt", base[0].clone().storage(), {"tensor": base[0]})


def save_script(module, name):
    """Saves without the debug records, which quote this machine's paths."""
    path = os.path.join(HERE, name)
    torch.jit.save(module, path)
    with zipfile.ZipFile(path) as whole:
        entries = [(i, whole.read(i)) for i in whole.infolist() if "debug_pkl" not in i.filename]
    with zipfile.ZipFile(path, "w") as rest:
        for info, content in entries:
            info.extra = b""
            rest.writestr(info, content)


class Scripted(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = torch.nn.Linear(2, 2)
        self.register_buffer("offset", torch.tensor([1.0, 2.0]))
        self.sizes = [1, 2, 3]
        self.tables = [torch.tensor([4.0]), torch.tensor([5.0])]
        self.names = {"a": torch.tensor([6])}
        self.scale = 0.5

    def forward(self, x):
        return self.inner(x) * self.scale + self.offset + self.tables[0] + torch.tensor([9.0, 8.0])


scripted = Scripted()
script = torch.jit.trace(scripted, torch.ones(1, 2))
save_script(script, "traced.pt")
scripting = torch.jit.script(scripted)
save_script(scripting, "scripted.pt")
state = scripted.state_dict()
truth["scripted.pt"] = [
    entry("offset", state["offset"]),
    entry("tables.0", scripted.tables[0]),
    entry("tables.1", scripted.tables[1]),
    entry("names.a", scripted.names["a"]),
    entry("inner.weight", state["inner.weight"]),
    entry("inner.bias", state["inner.bias"]),
]
truth["traced.pt"] = [entry(key, value) for key, value in state.items()] + [
    entry("CONSTANTS.c%d" % i, value)
    for i, value in enumerate([torch.tensor(0.5, dtype=torch.float64), scripted.tables[0], torch.tensor([9.0, 8.0])])
]

with open(os.path.join(HERE, "golden.json"), "w") as out:
    json.dump(truth, out, indent=1)
    out.write("\n")
