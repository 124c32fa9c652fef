"""Zeroes every output channel of every convolution of the CIFAR ResNet-20 of an exported program, one
at a time, by a forward hook in a loop: FILE IMAGES BATCH. The network is an ordinary module with the
program's weights; pixels and labels are those of AblateRun."""
import sys
import torch
from torch import nn
from torch.nn import functional as f
from _clock import Clock

torch.set_num_threads(1)
images, batch = int(sys.argv[2]), int(sys.argv[3])


class Block(nn.Module):
    def __init__(self, inside, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inside, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.stride, self.more = stride, (out - inside) // 2

    def forward(self, x):
        y = self.bn2(self.conv2(f.relu(self.bn1(self.conv1(x)))))
        if self.stride > 1:
            x = f.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.more, self.more))
        return f.relu(x + y)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        inside = 16
        for stage, out in enumerate((16, 32, 64)):
            blocks = []
            for i in range(3):
                blocks.append(Block(inside, out, 2 if stage > 0 and i == 0 else 1))
                inside = out
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.linear = nn.Linear(64, 10)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(f.relu(self.bn1(self.conv1(x))))))
        return self.linear(f.avg_pool2d(x, x.size(3)).flatten(1))


net = Net()
net.load_state_dict(torch.export.load(sys.argv[1]).state_dict)
net.eval()
count = images * 3 * 32 * 32
x = torch.sin(torch.arange(count, dtype=torch.float64) * 0.7).float().view(images, 3, 32, 32)
y = torch.arange(images) % 10
losses = []


def loss():
    return sum(f.cross_entropy(net(x[i:i + batch]), y[i:i + batch], reduction="sum").item()
               for i in range(0, images, batch)) / images


with torch.no_grad():
    loss()
    clock = Clock()
    for name, module in net.named_modules():
        if not isinstance(module, nn.Conv2d):
            continue
        for channel in range(module.out_channels):
            def hook(m, given, out):
                out[:, channel] = 0
                return out
            handle = module.register_forward_hook(hook)
            losses.append(loss())
            handle.remove()
clock.done(variants=len(losses), greatest=max(losses))
