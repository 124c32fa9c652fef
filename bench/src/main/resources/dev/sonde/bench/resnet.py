"""A residual network for CIFAR-10 (He et al. 2015) with so many blocks a stage, for the scripts that follow."""
import torch
from torch import nn
from torch.nn import functional as f

torch.set_num_threads(1)


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
    def __init__(self, blocks):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        inside = 16
        for stage, out in enumerate((16, 32, 64)):
            stages = []
            for i in range(blocks):
                stages.append(Block(inside, out, 2 if stage > 0 and i == 0 else 1))
                inside = out
            setattr(self, f"layer{stage + 1}", nn.Sequential(*stages))
        self.linear = nn.Linear(64, 10)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(f.relu(self.bn1(self.conv1(x))))))
        return self.linear(f.avg_pool2d(x, x.size(3)).flatten(1))


