"""exported/*.pt2 with their inputs and outputs; run under PyTorch 2.14 (Debian sid): python3 make.py FOLDER"""
import sys, warnings
import numpy as np, torch, torch.nn as nn
from torch._higher_order_ops.while_loop import while_loop
from torch._higher_order_ops.scan import scan
warnings.filterwarnings("ignore"); torch.set_num_threads(1)
out = sys.argv[1]
def flat(o, pre="out"):
    if isinstance(o, torch.Tensor): return {pre: o.detach().numpy()}
    if isinstance(o, (int, float)): return {pre: np.array(o)}
    if isinstance(o, dict): return {k2: v2 for k, v in o.items() for k2, v2 in flat(v, f"{pre}.{k}").items()}
    return {k2: v2 for i, v in enumerate(o) for k2, v2 in flat(v, f"{pre}{i}" if pre == "out" else f"{pre}.{i}").items()}
def make(name, m, args, dyn=None, **kw):
    try:
        ep = torch.export.export(m, args, dynamic_shapes=dyn, strict=False)
        torch.export.save(ep, f"{out}/{name}.pt2")
        with torch.no_grad(): o = m(*args)
        np.savez(f"{out}/{name}.npz", **{f"in{i}": a.numpy() for i, a in enumerate(args) if isinstance(a, torch.Tensor)}, **flat(o))
        print(name, "ok", {k: v.shape for k, v in flat(o).items()})
    except Exception as e: print(name, "failed", repr(e)[:600])
class While(nn.Module):
    def __init__(s): super().__init__(); s.lin = nn.Linear(3, 3)
    def forward(s, n, x):
        return while_loop(lambda n, x: n > 0, lambda n, x: (n - 1, torch.tanh(s.lin(x))), (n, x))
torch.manual_seed(1); make("while-loop", While().eval(), (torch.tensor(4), torch.randn(2, 3)))
class Scan(nn.Module):
    def __init__(s): super().__init__(); s.w = nn.Parameter(torch.randn(3, 3) * .5)
    def forward(s, h, xs):
        return scan(lambda h, x: ((n := torch.tanh(h @ s.w + x)), n * 2), h, xs)
torch.manual_seed(2); make("scan", Scan().eval(), (torch.randn(2, 3), torch.randn(5, 2, 3)))
class Shared(nn.Module):
    def __init__(s): super().__init__(); s.fc = nn.Linear(4, 4); s.blocks = nn.ModuleList([nn.Sequential(nn.Linear(4, 4), nn.ReLU(inplace=True)) for _ in range(2)])
    def forward(s, x):
        y = s.fc(x); y = s.fc(y)
        for b in s.blocks: y = y + b(y)
        y[:, 0:2] = 0.0; y[:, -1] += 1
        with torch.no_grad(): z = y.mean()
        return {"y": y, "more": (z, y.view(-1).sum())}
torch.manual_seed(3); make("shared-in-place", Shared().eval(), (torch.randn(3, 4),))
class Rand(nn.Module):
    def __init__(s): super().__init__(); s.d = nn.Dropout(.5)
    def forward(s, x): return s.d(x) + 0 * torch.rand_like(x)
make("dropout-in-training", Rand().train(), (torch.ones(2, 3),))
class Sized(nn.Module):
    def forward(s, x, y):
        n = x.shape[0] * 2 + y.shape[1]
        return torch.zeros(n) + x.shape[0] / 2, x.flatten()[: x.shape[0] + 1]
torch.manual_seed(4); D = torch.export.Dim
make("symbolic", Sized().eval(), (torch.randn(3, 4), torch.randn(2, 5)), dyn={"x": {0: D("rows", min=2, max=10)}, "y": {1: D("columns", min=2, max=50)}})
class Complex(nn.Module):
    def forward(s, x): return torch.fft.rfft(x).abs(), torch.stft(x, 8, window=torch.hann_window(8), return_complex=True).abs()
torch.manual_seed(5); make("fourier", Complex().eval(), (torch.randn(2, 32),))
class Half(nn.Module):
    def __init__(s): super().__init__(); s.l = nn.Linear(4, 3)
    def forward(s, x): return s.l(x.to(torch.bfloat16)).float()
torch.manual_seed(6); make("bfloat16", Half().eval().to(torch.bfloat16), (torch.randn(2, 4),))

# Layouts of older versions, made out of an archive of this one: 2.7 keeps weights and constants as one pickle each, 2.1 to 2.6
# put everything beside each other, and 2.1 writes its signature as lists of names.
import io, json, zipfile
class Table(nn.Module):
    def __init__(s): super().__init__(); s.fc = nn.Linear(4, 4); s.register_buffer("table", torch.arange(4.), persistent=False); s.register_buffer("scale", torch.tensor(2.))
    def forward(s, x): return s.fc(x) * s.scale + s.table
torch.manual_seed(7); m = Table().eval(); make("layout-2.14", m, (torch.randn(2, 4),))
with zipfile.ZipFile(f"{out}/layout-2.14.pt2") as z:
    root = z.namelist()[0].split("/")[0]; graph = z.read(f"{root}/models/model.json")
def saved(d):
    b = io.BytesIO(); torch.save(d, b); return b.getvalue()
weights, constants = saved(dict(m.state_dict())), saved({"table": m.table})
with zipfile.ZipFile(f"{out}/layout-2.7.pt2", "w") as z:
    z.writestr("archive/archive_format", "pt2"); z.writestr("archive/models/model.json", graph)
    z.writestr("archive/data/weights/model.pt", weights); z.writestr("archive/data/constants/model.pt", constants)
with zipfile.ZipFile(f"{out}/layout-2.5.pt2", "w") as z:
    z.writestr("version", "8.3"); z.writestr("serialized_exported_program.json", graph)
    z.writestr("serialized_state_dict.pt", weights); z.writestr("serialized_constants.pt", constants)
g = json.loads(graph); s = g["graph_module"]["signature"]; kinds = {}
for spec in s["input_specs"]:
    (k, v), = spec.items()
    if k == "parameter": kinds.setdefault(k, {})[v["arg"]["name"]] = v["parameter_name"]
    if k == "buffer": kinds.setdefault(k, {})[v["arg"]["name"]] = v["buffer_name"]
g["graph_module"]["signature"] = {"user_inputs": ["x"], "user_outputs": [o["user_output"]["arg"]["as_tensor"]["name"] for o in s["output_specs"]], "inputs_to_parameters": kinds["parameter"], "inputs_to_buffers": kinds["buffer"], "buffers_to_mutate": {}, "backward_signature": None}
for n in g["graph_module"]["graph"]["nodes"]:
    if "nn_module_stack" in n["metadata"]: n["metadata"]["nn_module_stack"] = n["metadata"]["nn_module_stack"].replace("L__self__fc,fc,", "L__self___fc,getattr(L['self'], 'fc'),").replace("L__self__,,", "L__self__,L['self'],")
with zipfile.ZipFile(f"{out}/layout-2.1.pt2", "w") as z:
    z.writestr("version", "1"); z.writestr("serialized_exported_program.json", json.dumps(g))
    z.writestr("serialized_state_dict.json", saved({**m.state_dict(), "table": m.table}))
