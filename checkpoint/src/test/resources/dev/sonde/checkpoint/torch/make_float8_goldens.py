"""Makes float8.variants.pt with torch 2.14: all 256 codes of each 8-bit floating-point type, and their values as float32."""
import torch

codes = torch.arange(256, dtype=torch.uint8)
tensors = {}
for name in ["float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz", "float8_e8m0fnu"]:
    tensors[name] = codes.view(getattr(torch, name))
    tensors[name + ".values"] = tensors[name].to(torch.float32)
torch.save(tensors, "float8.variants.pt")
