"""Zeroes every output channel of every convolution of the CIFAR ResNet-20 of an exported program, one
at a time, by a forward hook in a loop: FILE IMAGES BATCH. The network is an ordinary module (resnet.py)
with the program's weights; pixels and labels are those of AblateRun."""
import sys
from _clock import Clock

images, batch = int(sys.argv[2]), int(sys.argv[3])
net = Net(3)
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
