#!/usr/bin/env python3
"""Makes recurrent.safetensors: PyTorch's recurrent layers (two layers, both directions; cells;
projections) with an input x and the output y that PyTorch computes, so that a test can compute y
from gate blocks; and lstm.onnx, gru.onnx, rnn.onnx, PyTorch's own exports of the same layers.
Run in this folder with torch 1.13."""
import json, struct
import torch

torch.manual_seed(11)
T, IN, H = 5, 3, 4
tensors = {}


def put(name, t):
    tensors[name] = t.detach().contiguous().numpy()


x = torch.randn(T, 1, IN)
put("x", x)
for name, cls, more in [
    ("lstm", torch.nn.LSTM, {}),
    ("gru", torch.nn.GRU, {}),
    ("rnn", torch.nn.RNN, {}),
    ("projected", torch.nn.LSTM, {"proj_size": 2}),
    ("unbiased", torch.nn.GRU, {"bias": False}),
]:
    m = cls(IN, H, num_layers=2, bidirectional=True, **more)
    for k, v in m.state_dict().items():
        put(f"{name}.{k}", v)
    put(f"y.{name}", m(x)[0][:, 0])
    if not more:

        class Model(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.layer = m

            def forward(self, x):
                return self.layer(x)[0]

        torch.onnx.export(Model(), x, f"{name}.onnx", opset_version=13)
for name, cls in [("lstmcell", torch.nn.LSTMCell), ("grucell", torch.nn.GRUCell), ("rnncell", torch.nn.RNNCell)]:
    m = cls(IN, H)
    for k, v in m.state_dict().items():
        put(f"{name}.{k}", v)
    h, ys = None, []
    for t in range(T):
        h = m(x[t], h)
        ys.append((h[0] if isinstance(h, tuple) else h)[0])
    put(f"y.{name}", torch.stack(ys))

header, data = {}, b""
for name, a in tensors.items():
    b = a.astype("<f4").tobytes()
    header[name] = {"dtype": "F32", "shape": list(a.shape), "data_offsets": [len(data), len(data) + len(b)]}
    data += b
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open("recurrent.safetensors", "wb") as f:
    f.write(struct.pack("<Q", len(text)) + text + data)
