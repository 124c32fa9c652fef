"""Small networks of the usual structures with random weights, exported by PyTorch 1.13: /usr/bin/python3 make.py"""
import os

import torch
from torch import nn
from torch.nn import functional as f

HERE = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(0)


def export(name, net, inputs, opset, names, axes=None):
    net.eval()
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, .2)
            module.running_var.uniform_(.5, 1.5)
    torch.onnx.export(net, inputs, os.path.join(HERE, name + ".onnx"), opset_version=opset,
                      input_names=names, dynamic_axes=axes, training=torch.onnx.TrainingMode.PRESERVE,
                      do_constant_folding=False)


class Squeeze(nn.Module):  # squeeze-and-excite of MobileNet v3
    def __init__(self, c):
        super().__init__()
        self.a, self.b = nn.Conv2d(c, c // 4, 1), nn.Conv2d(c // 4, c, 1)

    def forward(self, x):
        return x * f.hardsigmoid(self.b(f.relu(self.a(f.adaptive_avg_pool2d(x, 1)))))


def inverted(inside, out, expand, stride, act, excite):
    wide = inside * expand
    layers = [nn.Conv2d(inside, wide, 1, bias=False), nn.BatchNorm2d(wide), act(),
              nn.Conv2d(wide, wide, 3, stride, 1, groups=wide, bias=False), nn.BatchNorm2d(wide), act()]
    if excite:
        layers.append(Squeeze(wide))
    return nn.Sequential(*layers, nn.Conv2d(wide, out, 1, bias=False), nn.BatchNorm2d(out))


class Mobile(nn.Module):
    def __init__(self, act, excite):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), act())
        self.one, self.two = inverted(8, 8, 2, 1, act, excite), inverted(8, 12, 2, 2, act, excite)
        self.head = nn.Sequential(nn.Dropout(.2), nn.Linear(12, 5))

    def forward(self, x):
        x = self.stem(x)
        x = self.two(x + self.one(x))
        return self.head(x.mean([2, 3]))


class Vgg(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(True), nn.Conv2d(8, 8, 3, padding=1), nn.ReLU(True),
            nn.MaxPool2d(2), nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(True), nn.MaxPool2d(2))
        self.pool = nn.AdaptiveAvgPool2d((2, 2))
        self.classifier = nn.Sequential(nn.Linear(64, 16), nn.ReLU(True), nn.Dropout(), nn.Linear(16, 5))

    def forward(self, x):
        return self.classifier(torch.flatten(self.pool(self.features(x)), 1))


class Dense(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 7, 2, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(),
                                  nn.MaxPool2d(3, 2, 1))
        self.blocks, c = nn.ModuleList(), 8
        for _ in range(3):
            self.blocks.append(nn.Sequential(
                nn.BatchNorm2d(c), nn.ReLU(), nn.Conv2d(c, 8, 1, bias=False),
                nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 4, 3, padding=1, bias=False)))
            c += 4
        self.transition = nn.Sequential(nn.BatchNorm2d(c), nn.ReLU(), nn.Conv2d(c, 8, 1, bias=False),
                                        nn.AvgPool2d(2, 2))
        self.norm, self.head = nn.BatchNorm2d(8), nn.Linear(8, 5)

    def forward(self, x):
        features = [self.stem(x)]
        for block in self.blocks:
            features.append(block(torch.cat(features, 1)))
        x = f.relu(self.norm(self.transition(torch.cat(features, 1))))
        return self.head(torch.flatten(f.adaptive_avg_pool2d(x, (1, 1)), 1))


class Gpt(nn.Module):
    def __init__(self, heads=2, width=16, symbols=30, longest=24):
        super().__init__()
        self.heads = heads
        self.symbols, self.places = nn.Embedding(symbols, width), nn.Embedding(longest, width)
        self.blocks = nn.ModuleList(nn.ModuleDict(dict(
            ln1=nn.LayerNorm(width), attn=nn.Linear(width, 3 * width), proj=nn.Linear(width, width),
            ln2=nn.LayerNorm(width), up=nn.Linear(width, 4 * width), down=nn.Linear(4 * width, width))) for _ in range(2))
        self.ln = nn.LayerNorm(width)
        self.register_buffer("mask", torch.tril(torch.ones(longest, longest, dtype=torch.bool)))

    def forward(self, ids):
        b, t = ids.shape
        x = self.symbols(ids) + self.places(torch.arange(t, device=ids.device))
        for block in self.blocks:
            q, k, v = [p.view(b, t, self.heads, -1).transpose(1, 2) for p in block["attn"](block["ln1"](x)).chunk(3, -1)]
            w = q @ k.transpose(-1, -2) / (k.size(-1) ** .5)
            w = w.masked_fill(~self.mask[:t, :t], float("-inf")).softmax(-1)
            x = x + block["proj"]((w @ v).transpose(1, 2).reshape(b, t, -1))
            x = x + block["down"](f.gelu(block["up"](block["ln2"](x)), approximate="tanh"))
        return self.ln(x) @ self.symbols.weight.t()


class Reader(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.rnn = getattr(nn, kind)(6, 5, num_layers=2, bidirectional=True, batch_first=True)
        self.fc = nn.Linear(10, 3)

    def forward(self, x):
        return self.fc(self.rnn(x)[0][:, -1])


image = torch.randn(2, 3, 32, 32)
free = {"image": {0: "n"}}
export("mobilenet-v2", Mobile(nn.ReLU6, False), image, 9, ["image"], free)
export("mobilenet-v3", Mobile(nn.Hardswish, True), image, 14, ["image"], free)
export("vgg", Vgg(), image, 11, ["image"], free)
export("densenet", Dense(), image, 12, ["image"], free)
ids = torch.randint(0, 30, (2, 9))
export("gpt", Gpt(), ids, 14, ["ids"], {"ids": {0: "n", 1: "t"}})
export("gpt-17", Gpt(), ids, 17, ["ids"], {"ids": {0: "n", 1: "t"}})
for kind in ("LSTM", "GRU", "RNN"):
    export(kind.lower(), Reader(kind), torch.randn(2, 7, 6), 14, ["x"], {"x": {0: "n", 1: "t"}})


class Classifier(nn.Module):  # what ../goldens/classifier-*.pt holds
    def __init__(self, file, kind, layers, first=True, **more):
        super().__init__()
        state = torch.load(os.path.join(HERE, "..", "goldens", file + ".pt")) if file else None
        self.rnn = getattr(nn, kind)(3, 5, num_layers=layers, batch_first=first, **more)
        self.fc = nn.Linear(5, 4)
        self.first = first
        if state:
            self.load_state_dict(state)

    def forward(self, x):
        out = self.rnn(x)[0]
        return self.fc(out[:, -1] if self.first else out[-1])


class Prefixes(Classifier):
    def forward(self, x):
        return self.fc(self.rnn(x)[0]).log_softmax(-1)


class Other(Classifier):  # starts elsewhere than at zero
    def forward(self, x):
        return self.fc(self.rnn(x, torch.full((1, x.shape[0], 5), .5))[0][:, -1])


words = torch.nn.functional.one_hot(torch.randint(0, 3, (2, 6)), 3).float()
open_axes = {"words": {0: "n", 1: "t"}}
for name, file, kind, layers, fold in (("classifier-gru", "classifier-gru-1", "GRU", 1, True),
                                       ("classifier-lstm", "classifier-lstm-2", "LSTM", 2, False),
                                       ("classifier-tanh", "classifier-tanh-1", "RNN", 1, False)):
    net = Classifier(file, kind, layers).eval()
    torch.onnx.export(net, words, os.path.join(HERE, name + ".onnx"), opset_version=14, input_names=["words"],
                      dynamic_axes=open_axes, do_constant_folding=fold)
torch.onnx.export(Prefixes("classifier-gru-1", "GRU", 1, False).eval(), words.transpose(0, 1),
                  os.path.join(HERE, "classifier-gru-prefixes.onnx"), opset_version=14, input_names=["words"])
torch.onnx.export(Other("classifier-tanh-1", "RNN", 1).eval(), words, os.path.join(HERE, "classifier-started.onnx"),
                  opset_version=14, input_names=["words"], dynamic_axes=open_axes)
torch.manual_seed(1)
torch.onnx.export(Classifier(None, "RNN", 1, nonlinearity="relu", bias=False).eval(), words,
                  os.path.join(HERE, "classifier-relu.onnx"), opset_version=14, input_names=["words"],
                  dynamic_axes=open_axes)
