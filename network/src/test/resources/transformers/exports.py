"""Models of this folder as files that bring their own computation: what a user has who never had the folder.

    python3 exports.py MODELS OUT [.pt2 .pt .onnx]

NAME.pt2 (torch.export), NAME.pt (torch.jit.trace) and NAME.onnx (torch.onnx, the exporter of modules), each of logits alone, with
free extents of batch and text. Made with transformers 5.12.1 and torch 2.14.1 of Debian sid.
"""
import os, sys, warnings
import torch
from transformers import AutoModel, AutoModelForCausalLM, AutoModelForMaskedLM, ViTForImageClassification

warnings.filterwarnings("ignore")
KINDS = {"bert": AutoModelForMaskedLM, "roberta": AutoModelForMaskedLM, "distilbert": AutoModelForMaskedLM, "bert-bare": AutoModel, "vit": ViTForImageClassification}


class Alone(torch.nn.Module):
    def __init__(self, model, last, causal):
        super().__init__()
        self.lm, self.last, self.more = model, last, {"use_cache": False} if causal else {}

    def forward(self, x, mask=None):
        more = self.more if mask is None else {**self.more, "attention_mask": mask}
        out = self.lm(x, return_dict=True, **more)
        return out.last_hidden_state if self.last else out.logits


def main(models, out, *endings):
    os.makedirs(out, exist_ok=True)
    for name in sorted(os.listdir(models)):
        if not os.path.exists(os.path.join(models, name, "config.json")):
            continue
        for attention in ("eager", "sdpa"):
            kind = KINDS.get(name, AutoModelForCausalLM)
            model = kind.from_pretrained(os.path.join(models, name), attn_implementation=attention).eval()
            model = Alone(model, name == "bert-bare", name not in KINDS).eval()
            image = name == "vit"
            x = torch.randn(1, 3, 12, 12) if image else torch.randint(3, 53, (2, 9))
            file = os.path.join(out, name + ("" if attention == "eager" else "-" + attention))
            free = {} if image else {0: torch.export.Dim.AUTO, 1: torch.export.Dim.AUTO}
            for ending, write in (
                (".pt2", lambda: torch.export.save(torch.export.export(model, (x,), dynamic_shapes=(free,)), file + ".pt2")),
                (".pt", lambda: torch.jit.trace(model, (x,), check_trace=False).save(file + ".pt")),
                # With a mask: without one, transformers looks for packed texts with aten::diff, which ONNX does not have.
                (".onnx", lambda: torch.onnx.export(model, (x,) if image else (x, torch.ones_like(x)), file + ".onnx", input_names=["x", "attention_mask"][: 1 if image else 2],
                                                    output_names=["y"], dynamo=False,
                                                    dynamic_axes={} if image else {n: {0: "batch", 1: "text"} for n in ("x", "attention_mask")})),
            ):
                try:
                    if not endings or ending in endings:
                        write()
                except Exception as error:
                    print(name, attention, ending, type(error).__name__, str(error)[:150].splitlines()[:1])


main(*sys.argv[1:])
