"""One forward and backward pass per image of a residual network for CIFAR-10: BLOCKS IMAGES BATCH."""
import json
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as f

torch.set_num_threads(1)
blocks, images, batch = map(int, sys.argv[1:4])


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
        layers, inside = [], 16
        for stage, out in enumerate((16, 32, 64)):
            for i in range(blocks):
                layers.append(Block(inside, out, 2 if stage > 0 and i == 0 else 1))
                inside = out
        self.layers, self.linear = nn.Sequential(*layers), nn.Linear(64, 10)

    def forward(self, x):
        return self.linear(self.layers(f.relu(self.bn1(self.conv1(x)))).mean((2, 3)))


net = Net().eval()
x = torch.randn(batch, 3, 32, 32)


def step():
    net.zero_grad()
    z = net(x)
    top = z.argmax(1, keepdim=True)
    (z.gather(1, top) * z.softmax(1).detach().gather(1, top)).sum().backward()


for _ in range(2):
    step()
wall, cpu = time.perf_counter(), time.process_time()
for _ in range(images // batch):
    step()
print(json.dumps({
    "wall_s": time.perf_counter() - wall,
    "cpu_s": time.process_time() - cpu,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
}))
