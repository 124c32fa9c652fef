"""Makes the goldens beside it with PyTorch (1.13, Debian's python3-torch): /usr/bin/python3 make.py
Each file holds a state dict under the parameters' own names, inputs as in/…, outputs as out/…, and
gradients of the loss as grad/…"""
import json, os, struct
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
STATE_DICTS = ("classifier-gru-1", "classifier-lstm-2", "classifier-tanh-1", "attentive-gru-3", "attentive-lstm-3", "adder")  # kept as PyTorch saves them, too
TYPES = {np.dtype("float32"): "F32", np.dtype("int64"): "I64"}

def save(name, tensors):
    header, blobs, at = {}, [], 0
    for key, value in tensors.items():
        array = np.ascontiguousarray(value.detach().numpy())
        blob = array.tobytes()
        header[key] = {"dtype": TYPES[array.dtype], "shape": list(value.shape), "data_offsets": [at, at + len(blob)]}
        at += len(blob); blobs.append(blob)
    text = json.dumps(header).encode(); text += b" " * (-len(text) % 8)
    with open(os.path.join(HERE, name + ".safetensors"), "wb") as f:
        f.write(struct.pack("<Q", len(text))); f.write(text); [f.write(b) for b in blobs]

def finish(name, module, inputs, outputs, loss):
    module.zero_grad(); loss.backward()
    tensors = dict(module.state_dict())
    tensors.update({"in/" + k: v for k, v in inputs.items()})
    tensors.update({"out/" + k: v for k, v in outputs.items()})
    tensors["out/loss"] = loss.reshape(1)
    tensors.update({"grad/" + k: p.grad for k, p in module.named_parameters()})
    save(name, tensors)
    if name in STATE_DICTS: torch.save(module.state_dict(), os.path.join(HERE, name + ".pt"))

class Classifier(nn.Module):
    def __init__(self, kind, layers):
        super().__init__()
        make = {"gru": nn.GRU, "lstm": nn.LSTM, "tanh": nn.RNN, "relu": lambda *a, **k: nn.RNN(*a, nonlinearity="relu", **k)}[kind]
        self.rnn, self.fc = make(3, 5, num_layers=layers, batch_first=True), nn.Linear(5, 4)

def classifiers():
    for kind in ("gru", "lstm", "tanh", "relu"):
        for layers in (1, 2):
            torch.manual_seed(len(kind) + layers)
            m = Classifier(kind, layers)
            x, y = F.one_hot(torch.randint(3, (4, 6)), 3).float(), torch.randint(4, (4,))
            outputs = m.rnn(x)[0]; logits = m.fc(outputs[:, -1])
            finish(f"classifier-{kind}-{layers}", m, {"x": x, "y": y}, {"outputs": outputs, "logits": logits}, F.cross_entropy(logits, y))

class Encoder(nn.Module):
    def __init__(self, rnn, hidden):
        super().__init__(); self.embedding, self.rnn = nn.Embedding(7, 16), rnn(16, hidden, batch_first=True)

class Decoder(nn.Module):
    def __init__(self, rnn, hidden):
        super().__init__()
        self.embedding, self.rnn = nn.Embedding(5, hidden), rnn(hidden, hidden, batch_first=True)
        self.attention = nn.Module(); self.attention.method = nn.Module()
        self.attention.method.mlp, self.attention.method.out = nn.Linear(2 * hidden, hidden), nn.Linear(hidden, 1)
        self.ffocus_merge, self.out = nn.Linear(2 * hidden, hidden), nn.Linear(hidden, 5)

class Attentive(nn.Module):
    def __init__(self, rnn, hidden):
        super().__init__(); self.encoder, self.decoder = Encoder(rnn, hidden), Decoder(rnn, hidden)
    def forward(self, source, steps, fed=None):
        d = self.decoder
        e, state = self.encoder.rnn(self.encoder.embedding(source))
        token, logs, weights, symbols = torch.full((len(source),), 2), [], [], []
        for t in range(steps):
            if fed is not None: token = fed[:, t]
            h = state[0] if isinstance(state, tuple) else state
            q = h[-1].unsqueeze(1).expand(-1, source.shape[1], -1)
            w = d.attention.method.out(F.relu(d.attention.method.mlp(torch.cat([e, q], 2)))).squeeze(2).softmax(1)
            c = torch.bmm(w.unsqueeze(1), e).squeeze(1)
            z, state = d.rnn((c * F.relu(d.ffocus_merge(torch.cat([c, d.embedding(token)], 1)))).unsqueeze(1), state)
            p = F.log_softmax(d.out(z.squeeze(1)), 1); token = p.argmax(1).detach()
            logs.append(p); weights.append(w); symbols.append(token)
        return torch.stack(logs, 1), torch.stack(weights, 1), torch.stack(symbols, 1)

def seq2seq():
    for name, rnn in (("gru", nn.GRU), ("lstm", nn.LSTM)):
        torch.manual_seed(11)
        m = Attentive(rnn, 8)
        for batch in (1, 3):
            source, target = torch.randint(7, (batch, 4)), torch.randint(5, (batch, 3))
            logs, weights, symbols = m(source, 3)
            guide = torch.arange(3).repeat(batch, 1)
            loss = F.nll_loss(logs.flatten(0, 1), target.flatten()) * 3 - weights.gather(2, guide.unsqueeze(2)).clamp_min(1e-20).log().sum() / batch
            finish(f"attentive-{name}-{batch}", m, {"source": source, "target": target}, {"log": logs, "attention": weights, "symbols": symbols}, loss)

class Adder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = nn.Module(), nn.Module()
        self.encoder.rnn, self.decoder.rnn, self.decoder.out = nn.LSTM(6, 5, batch_first=True), nn.LSTM(6, 5, batch_first=True), nn.Linear(5, 6)

def adder():
    torch.manual_seed(3)
    m = Adder()
    source, target = torch.randint(6, (3, 5)), torch.randint(6, (3, 4))
    fed = torch.cat([torch.full((3, 1), 1), target[:, :-1]], 1)
    logs = F.log_softmax(m.decoder.out(m.decoder.rnn(F.one_hot(fed, 6).float(), m.encoder.rnn(F.one_hot(source, 6).float())[1])[0]), 2)
    finish("adder", m, {"source": source, "target": target}, {"log": logs}, F.nll_loss(logs.flatten(0, 1), target.flatten()))

class Mlp(nn.Module):
    def __init__(self):
        super().__init__(); self.fc1, self.fc2, self.fc3 = nn.Linear(6, 7), nn.Linear(7, 5), nn.Linear(5, 3)

def mlp():
    torch.manual_seed(4)
    m, x, y = Mlp(), torch.randn(4, 6), torch.randint(3, (4,))
    logits = m.fc3(F.relu(m.fc2(F.relu(m.fc1(x)))))
    finish("mlp", m, {"x": x, "y": y}, {"logits": logits}, F.cross_entropy(logits, y))

class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1, self.conv2, self.fc1, self.fc2 = nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.Conv2d(4, 6, 3), nn.Linear(24, 7), nn.Linear(7, 5)

def cnn():
    torch.manual_seed(5)
    m, x, y = Cnn(), torch.randn(2, 3, 8, 8), torch.randint(5, (2,))
    with torch.no_grad():
        m.bn1.running_mean.uniform_(-.1, .1); m.bn1.running_var.uniform_(.5, 1.5); m.bn1.weight.uniform_(.5, 1.5); m.bn1.bias.uniform_(-.5, .5)
    m.eval()
    a = F.max_pool2d(F.relu(m.bn1(m.conv1(x))), 2)
    b = F.relu(m.conv2(a))
    logits = m.fc2(F.relu(m.fc1(b.flatten(1))))
    finish("cnn", m, {"x": x, "y": y}, {"conv2": b, "logits": logits}, F.cross_entropy(logits, y))

def optimisers():
    for name, make in (("adam", lambda p: torch.optim.Adam(p, .01, weight_decay=.1)), ("sgd", lambda p: torch.optim.SGD(p, .1, momentum=.9, weight_decay=.1))):
        torch.manual_seed(6)
        w = nn.Parameter(torch.randn(5, 7)); start = w.detach().clone(); opt = make([w]); tensors = {"in/start": start}
        for t in range(4):
            w.grad = torch.randn(5, 7) * (t + 1); tensors[f"in/grad{t}"] = w.grad.clone()
            nn.utils.clip_grad_norm_([w], 8.); opt.step(); tensors[f"out/w{t}"] = w.detach().clone()
        save("optimiser-" + name, tensors)

optimisers(); classifiers(); seq2seq(); adder(); mlp(); cnn()
