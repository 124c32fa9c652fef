"""Small networks of torchvision's classes: their state dicts, inputs, outputs, values and gradients.
python3 make.py FOLDER   (torch 2.14, torchvision 0.27)
NAME-whole.pt: the pickled module, where its class is torchvision's own; NAME.pt: else the state dict;
NAME.npz: in0, out, site:PATH, grad:PATH (of the sum of the output)."""
import sys

import numpy as np
import torch
from torch import nn
from torchvision.models import densenet, mobilenetv2, resnet, vgg, vision_transformer

FOLDER = sys.argv[1] + "/"
torch.set_num_threads(1)


class NarrowResNet(nn.Module):
    """ResNet.forward, with fewer channels than torchvision lets one ask for."""

    def __init__(self, block, blocks, widths, groups=1, base=64):
        super().__init__()
        self.at = widths[0]
        self.conv1 = nn.Conv2d(3, widths[0], 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        self.relu = nn.ReLU()
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        for k, (n, w) in enumerate(zip(blocks, widths)):
            layers = []
            for i in range(n):
                stride = 2 if k and i == 0 else 1
                out = w * block.expansion
                down = None
                if stride != 1 or self.at != out:
                    down = nn.Sequential(
                        nn.Conv2d(self.at, out, 1, stride, bias=False), nn.BatchNorm2d(out))
                layers.append(block(self.at, w, stride, down, groups, base))
                self.at = out
            setattr(self, f"layer{k + 1}", nn.Sequential(*layers))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(self.at, 7)

    forward = resnet.ResNet.forward
    _forward_impl = resnet.ResNet._forward_impl


def small_vgg(normalised):
    m = vgg.VGG(vgg.make_layers([6, "M", 8, 8, "M", 12, "M"], normalised), num_classes=5)
    m.classifier = nn.Sequential(
        nn.Linear(12 * 49, 10), nn.ReLU(), nn.Dropout(), nn.Linear(10, 9), nn.ReLU(), nn.Dropout(),
        nn.Linear(9, 5))
    return m


MODELS = {
    "resnet-basic": (
        lambda: NarrowResNet(resnet.BasicBlock, [2, 2, 2, 2], [6, 8, 10, 12]),
        ["layer1.0.conv1", "layer3.0.downsample", "layer4"]),
    "resnext": (
        lambda: NarrowResNet(resnet.Bottleneck, [1, 2, 1, 1], [8, 8, 16, 16], 4, 32),
        ["layer2.0.conv2", "layer4"]),
    "vgg": (lambda: small_vgg(False), ["features.3", "classifier.3"]),
    "vgg-bn": (lambda: small_vgg(True), ["features.5", "classifier.0"]),
    "mobilenet": (
        lambda: mobilenetv2.MobileNetV2(num_classes=5, width_mult=0.1),
        ["features.3", "features.18"]),
    "densenet": (
        lambda: densenet.DenseNet(4, (2, 3, 2, 2), 8, 2, num_classes=5),
        ["features.denseblock2", "features.norm5"]),
    "vit": (
        lambda: vision_transformer.VisionTransformer(32, 8, 1, 2, 128, 24, num_classes=5),
        ["encoder.layers.encoder_layer_0.self_attention", "encoder.ln"]),
}

for name, (make, sites) in MODELS.items():
    torch.manual_seed(0)
    m = make().train()
    for layer in m.modules():
        if isinstance(layer, nn.Dropout):
            layer.eval()
    with torch.no_grad():
        for p in m.parameters():
            if p.ndim > 1 and not p.any():
                nn.init.normal_(p, std=0.02)
        size = 32 if name == "vit" else 64
        for _ in range(3):
            m(torch.randn(4, 3, size, size))
    m.eval()
    seen = {}

    def hook(path):
        def keep(module, given, out):
            seen[path] = out[0] if isinstance(out, tuple) else out
            seen[path].retain_grad()
            # What is behind it may write in place: into a copy.
            return (out[0].clone(), *out[1:]) if isinstance(out, tuple) else out.clone()
        return keep

    handles = [m.get_submodule(s).register_forward_hook(hook(s)) for s in sites]
    for layer in m.modules():
        if hasattr(layer, "inplace"):
            layer.inplace = False
    x = torch.randn(2, 3, size, size)
    y = m(x)
    y.sum().backward()
    for handle in handles:
        handle.remove()
    arrays = {"in0": x.numpy(), "out": y.detach().numpy()}
    for path, value in seen.items():
        arrays["site:" + path] = value.detach().numpy()
        arrays["grad:" + path] = value.grad.numpy()
    m.zero_grad(set_to_none=True)
    if type(m).__module__.startswith("torchvision"):
        torch.save(m, FOLDER + name + "-whole.pt")
    else:
        torch.save(m.state_dict(), FOLDER + name + ".pt")
    np.savez_compressed(FOLDER + name + ".npz", **arrays)
    print(name, sum(p.numel() for p in m.parameters()), float(y.detach().abs().max()))
