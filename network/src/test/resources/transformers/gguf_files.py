"""GGUF files of the small models beside this script, by llama.cpp's own converter (Debian sid's llama.cpp-tools and python3-gguf).

    python3 gguf_files.py FOLDER     FOLDER holds the models that make.py makes; it gets FOLDER/gguf/NAME.gguf, for models that have no folder also NAME.safetensors

The converter's own code chooses settings, names, orders and shifts; only its vocabularies are replaced by letters, because these models have no tokenizer.
What a GGUF file cannot say is set as llama.cpp takes it: Gemma scales scores by its heads' width, GPT-2's layers all alike, no window in Mistral.
"""
import json, os, shutil, sys, tempfile
from pathlib import Path
import torch
from safetensors.torch import save_file
sys.path.insert(1, "/usr/share/llama.cpp/llama.cpp-tools")
from conversion import get_model_architecture, get_model_class, ModelBase, ModelType, TextModel
import gguf
from transformers import Gemma2Config, Gemma2ForCausalLM, Gemma3ForCausalLM, Gemma3TextConfig, GPT2Config, GPT2LMHeadModel, Phi3Config, Phi3ForCausalLM
from make import few, some, longrope, scrambled, C

FOLDERS = ["gpt-neox", "gpt-neox-serial", "llama", "llama-yarn", "llama3-rope", "qwen2", "qwen3", "gemma", "phi3", "bert-bare"]
OTHERS = {
    "gpt2": (GPT2LMHeadModel, GPT2Config(vocab_size=31, n_positions=C, n_embd=12, n_layer=2, n_head=2, bos_token_id=0, eos_token_id=0)),
    "gemma2": (Gemma2ForCausalLM, Gemma2Config(**some, query_pre_attn_scalar=6, sliding_window=4, attn_logit_softcapping=5.0, final_logit_softcapping=3.0)),
    "gemma3": (Gemma3ForCausalLM, Gemma3TextConfig(**{**some, "num_hidden_layers": 6}, query_pre_attn_scalar=6, sliding_window=4, rope_parameters={
        "full_attention": dict(rope_type="linear", factor=8.0, rope_theta=1e6), "sliding_attention": dict(rope_type="default", rope_theta=1e4)})),
    "phi3-longrope": (Phi3ForCausalLM, Phi3Config(**some, original_max_position_embeddings=8, rope_parameters={**longrope, "original_max_position_embeddings": 8})),
}


def letters(self, *_, **__):
    n = self.hparams["vocab_size"]
    w = self.gguf_writer
    w.add_tokenizer_model("gpt2")
    w.add_tokenizer_pre("gpt-2")
    w.add_token_list(["<e>"] + [chr(0x21 + i) for i in range(n - 2)] + ["!!"])
    w.add_token_types([3] + [1] * (n - 1))
    w.add_token_merges(["! !"])
    w.add_bos_token_id(0)
    w.add_eos_token_id(0)


def convert(folder, out, kind="f32"):
    with torch.inference_mode():
        hparams = ModelBase.load_hparams(Path(folder), False)
        rope = hparams.get("rope_parameters") or {}
        hparams["rotary_pct"] = rope.get("partial_rotary_factor", 1)  # what files of older transformers have
        hparams["n_ctx"] = hparams.get("n_positions", 0)
        rope.setdefault("original_max_position_embeddings", hparams.get("max_position_embeddings"))
        model = get_model_class(get_model_architecture(hparams, ModelType.TEXT))
        model.set_vocab = letters
        ftype = gguf.LlamaFileType.MOSTLY_Q8_0 if kind == "q8_0" else gguf.LlamaFileType.ALL_F32
        model(Path(folder), ftype, Path(out), hparams=hparams).write()


def golden(at, model, config, out):
    ids = torch.randint(3, 30, (2, 11), generator=torch.Generator().manual_seed(1))
    mask = torch.ones(2, 11, dtype=torch.long)
    mask[1, 7:] = 0
    ids[1, 7:] = config.pad_token_id or 0
    with torch.no_grad():
        found = model(input_ids=ids, attention_mask=mask, output_hidden_states=True, output_attentions=True)
    all_ = {"ids": ids, "mask": mask, "logits": found.logits}
    for n in range(len(found.attentions)):
        all_["hidden.%d" % n], all_["pattern.%d" % n] = found.hidden_states[n], found.attentions[n]
    save_file({k: v.contiguous().clone() for k, v in all_.items()}, out)


def main(folder):
    out = os.path.join(folder, "gguf")
    os.makedirs(out, exist_ok=True)
    for name in FOLDERS:
        with tempfile.TemporaryDirectory() as at:
            for file in ("config.json", "model.safetensors"):
                shutil.copy(os.path.join(folder, name, file), at)
            convert(at, os.path.join(out, name + ".gguf"))
    for name, (kind, config) in OTHERS.items():
        config._attn_implementation = "eager"
        torch.manual_seed(0)
        model = scrambled(kind(config)).eval()
        with tempfile.TemporaryDirectory() as at:
            model.save_pretrained(at)
            model = kind.from_pretrained(at, attn_implementation="eager").eval()
            golden(at, model, config, os.path.join(out, name + ".safetensors"))
            if name == "gemma3":
                json.dump({"model": {"vocab": {str(i): i for i in range(31)}}, "added_tokens": []}, open(os.path.join(at, "tokenizer.json"), "w"))
            convert(at, os.path.join(out, name + ".gguf"))


if __name__ == "__main__":
    main(sys.argv[1])
