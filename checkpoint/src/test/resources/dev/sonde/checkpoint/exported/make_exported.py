"""Makes program.pt2, the same weights in the layouts of older PyTorch, and exported.json, what they hold.

Run with PyTorch 2.14: python3 make_exported.py FOLDER
The older layouts are put together here as torch 2.1 (state dict under the name of a text), 2.2 to 2.6 and
2.7/2.8 (torch/export/__init__.py and pt2_archive/_package.py of those versions) wrote them.
"""

import hashlib
import io
import json
import sys
import zipfile

import torch
from torch import nn

folder = sys.argv[1]
torch.manual_seed(5)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(7, 4)
        self.out = nn.Linear(4, 7, bias=False)
        self.out.weight = self.embed.weight  # tied: one storage, two names
        self.turned = nn.Parameter(torch.randn(3, 4).t())  # strides (1, 4)
        self.brain = nn.Parameter(torch.randn(5).to(torch.bfloat16))
        self.register_buffer("steps", torch.tensor(3))
        self.register_buffer("table", torch.arange(4.0), persistent=False)

    def forward(self, x):
        y = self.embed(x) + self.table + torch.tensor([1.0, 2.0, 3.0, 4.0])
        return self.out(y), y @ self.turned, self.brain.float().sum() + self.steps


def digest(name, tensor):
    kind = str(tensor.dtype).removeprefix("torch.")
    raw = tensor.detach().contiguous().reshape(-1).view(torch.uint8) if tensor.dim() else tensor.reshape(1).view(torch.uint8)
    return {"name": name, "dtype": kind, "shape": list(tensor.shape), "sha256": hashlib.sha256(raw.numpy().tobytes()).hexdigest()}


program = torch.export.export(Net(), (torch.tensor([1, 2, 6]),))
torch.export.save(program, f"{folder}/program.pt2")
weights = dict(program.state_dict)
constants = {k: v for k, v in program.constants.items()}
truth = [digest(k, v) for k, v in {**weights, **constants}.items()]


def saved(value):
    buffer = io.BytesIO()
    torch.save(value, buffer)
    return buffer.getvalue()


with zipfile.ZipFile(f"{folder}/program.pt2") as new:
    root = new.namelist()[0].split("/")[0]
    graph = new.read(f"{root}/models/model.json")


def archive(name, entries):
    with zipfile.ZipFile(f"{folder}/{name}", "w") as z:
        for entry, content in entries.items():
            z.writestr(zipfile.ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), content)


archive("program21.pt2", {"serialized_exported_program.json": graph, "serialized_state_dict.json": saved({**weights, **constants}), "version": "1"})
archive("program25.pt2", {"version": "7.1", "serialized_exported_program.json": graph, "serialized_state_dict.pt": saved(weights),
                          "serialized_constants.pt": saved(constants), "serialized_example_inputs.pt": b""})
archive("program28.pt2", {"p/archive_format": "pt2", "p/models/model.json": graph, "p/data/weights/model.pt": saved(weights),
                          "p/data/constants/model.pt": saved(constants), "p/archive_version": "0", "p/byteorder": "little"})
json.dump({f: truth for f in ["program.pt2", "program21.pt2", "program25.pt2", "program28.pt2"]}, open(f"{folder}/exported.json", "w"), indent=1)
