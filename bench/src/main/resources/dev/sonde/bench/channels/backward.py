"""One forward and backward pass per image of a residual network (resnet.py): BLOCKS IMAGES BATCH."""
import json
import resource
import sys
import time

blocks, images, batch = map(int, sys.argv[1:4])
net = Net(blocks).eval()
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
