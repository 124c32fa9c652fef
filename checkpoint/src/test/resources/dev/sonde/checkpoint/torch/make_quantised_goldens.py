"""Makes quantised.{module,state}.pt and wrappers.pt with torch 2.14 (qnnpack). Run it in an empty folder.

A quantised module keeps its numbers packed, outside parameters and buffers; what Sonde shows of the pickled module must be
what it shows of the module's own state dict. wrappers.pt holds tensor subclasses without numbers of their own: one, one in
another, one as a parameter, and a plain parameter with an attribute that is a tensor.
"""
import torch
from torch import nn
from torch.ao.nn.quantized import Conv2d, Linear, Embedding
from torch.ao.nn.quantized import dynamic

torch.manual_seed(13)
torch.backends.quantized.engine = "qnnpack"


class Mix(nn.Module):
    def __init__(self):
        super().__init__()
        self.plain = nn.Linear(3, 2)
        self.conv = Conv2d(2, 3, 2)
        self.fc = Linear(4, 3)
        self.embedding = Embedding(5, 4)
        self.dynamic = dynamic.Linear(4, 2)
        self.unbiased = dynamic.Linear(4, 2, bias_=False)
        self.rnn = dynamic.LSTM(3, 4)
        self.kept = [torch.ones(2)]


def fill(module):
    q = lambda *s: torch.quantize_per_tensor(torch.randn(*s), 0.05, 0, torch.qint8)
    module.conv.set_weight_bias(q(3, 2, 2, 2), torch.randn(3))
    module.conv.scale, module.conv.zero_point = 0.25, 3
    module.fc.set_weight_bias(q(3, 4), torch.randn(3))
    module.embedding.set_weight(
        torch.quantize_per_channel(torch.randn(5, 4), torch.full((5,), 0.1), torch.zeros(5), 0, torch.quint8))
    module.dynamic.set_weight_bias(q(2, 4), torch.randn(2))
    module.unbiased.set_weight_bias(q(2, 4), None)


mix = Mix()
fill(mix)
torch.save(mix, "quantised.module.pt")
torch.save(mix.state_dict(), "quantised.state.pt")


class Wrapper(torch.Tensor):
    @staticmethod
    def __new__(cls, inner, scale):
        return torch.Tensor._make_wrapper_subclass(cls, inner.shape, dtype=torch.bfloat16)

    def __init__(self, inner, scale):
        self.inner = inner
        self.scale = scale
        self.group_size = 2

    @classmethod
    def __torch_dispatch__(cls, func, types, args=(), kwargs=None):
        if func is torch.ops.aten.detach.default:
            return cls(args[0].inner, args[0].scale)
        raise NotImplementedError(func)


numbers = torch.arange(6, dtype=torch.int8).reshape(2, 3)
inner = Wrapper(numbers, torch.tensor([0.5, 2.0]))
noted = nn.Parameter(torch.tensor([1.0, 2.0, 3.0]))
noted.importance = torch.tensor([4.0, 5.0])
torch.save(
    {
        "one": inner,
        "nested": Wrapper(Wrapper(numbers + 10, torch.tensor([3.0])), torch.tensor([4.0])),
        "parameter": nn.Parameter(Wrapper(numbers + 20, torch.tensor([5.0])), requires_grad=False),
        "noted": noted,
    },
    "wrappers.pt",
)
