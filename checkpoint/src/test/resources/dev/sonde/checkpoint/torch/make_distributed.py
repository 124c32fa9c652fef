"""Makes the folders one/ (one process) and two/ (two processes, tensors sharded over them) with
torch.distributed.checkpoint, and distributed.json, what they hold. Run with PyTorch 2.14: python3 make_distributed.py FOLDER
"""

import hashlib
import json
import os
import sys

import torch
import torch.distributed as dist
import torch.distributed.checkpoint as dcp
import torch.multiprocessing as mp

folder = sys.argv[1]


def state():
    torch.manual_seed(8)
    return {
        "model": {"fc.weight": torch.randn(5, 3), "fc.bias": torch.randn(5).to(torch.bfloat16), "wide": torch.randn(3, 7)},
        "step": torch.tensor(4),
        "epoch": 3,
    }


def two(rank):
    from torch.distributed.tensor import Shard, distribute_tensor, init_device_mesh

    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT="29511", RANK=str(rank), WORLD_SIZE="2", USE_LIBUV="0")
    dist.init_process_group("gloo")
    mesh = init_device_mesh("cpu", (2,))
    made = state()
    made["model"]["fc.weight"] = distribute_tensor(made["model"]["fc.weight"], mesh, [Shard(0)])
    made["model"]["wide"] = distribute_tensor(made["model"]["wide"], mesh, [Shard(1)])
    dcp.save(made, checkpoint_id=f"{folder}/two")
    dist.destroy_process_group()


def digest(name, tensor):
    raw = tensor.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()
    return {"name": name, "dtype": str(tensor.dtype).removeprefix("torch."), "shape": list(tensor.shape), "sha256": hashlib.sha256(raw).hexdigest()}


if __name__ == "__main__":
    made = state()
    dcp.save(made, checkpoint_id=f"{folder}/one", no_dist=True)
    mp.start_processes(two, nprocs=2, start_method="fork")
    truth = [digest(f"model.{k}", v) for k, v in made["model"].items()] + [digest("step", made["step"])]
    json.dump({"one": truth, "two": truth}, open(f"{folder}/distributed.json", "w"), indent=1)
