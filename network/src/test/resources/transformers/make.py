"""Small random models of each family as Hugging Face folders, and what transformers (eager attention) computes with them.

    python3 make.py FOLDER

Each folder has config.json, model.safetensors and golden.safetensors: ids [2, 11] (the second row has 7), logits or the last hidden
state, hidden.N (what enters block N) and pattern.N. Made with transformers 5.12.1 and torch 2.14.1 of Debian sid, float32.
"""
import json, os, sys
import torch
from safetensors.torch import save_file
from transformers import (AutoModel, AutoModelForCausalLM, AutoModelForMaskedLM, BertConfig, BertForMaskedLM, BertLMHeadModel, DistilBertConfig, Gemma2Config,
                          Gemma2ForCausalLM, Gemma3ForCausalLM, Gemma3TextConfig, GemmaConfig, GPT2Config, GPTNeoXConfig, LlamaConfig, LlamaForCausalLM,
                          LlamaModel, MistralConfig, Phi3Config, Phi3ForCausalLM, Qwen2Config, Qwen2ForCausalLM, Qwen3Config, RobertaConfig, ViTConfig,
                          ViTForImageClassification, ViTModel, Gemma3Config, Gemma3ForConditionalGeneration, Qwen2VLConfig, Qwen2VLForConditionalGeneration)

V, D, L, H, C = 53, 24, 2, 3, 24
llama = dict(vocab_size=V, hidden_size=D, intermediate_size=28, num_hidden_layers=L, num_attention_heads=H, num_key_value_heads=1, max_position_embeddings=C, pad_token_id=0)
bert = dict(vocab_size=V, hidden_size=D, intermediate_size=28, num_hidden_layers=L, num_attention_heads=H, max_position_embeddings=C, pad_token_id=1)
causal = {
    "gpt2": GPT2Config(vocab_size=V, n_positions=C, n_embd=D, n_layer=L, n_head=H, bos_token_id=0, eos_token_id=0, scale_attn_by_inverse_layer_idx=True),
    "gpt-neox": GPTNeoXConfig(vocab_size=V, hidden_size=D, num_hidden_layers=L, num_attention_heads=H, intermediate_size=40, max_position_embeddings=C, rotary_pct=0.25),
    "gpt-neox-serial": GPTNeoXConfig(vocab_size=V, hidden_size=D, num_hidden_layers=L, num_attention_heads=H, intermediate_size=40, max_position_embeddings=C,
                                     rotary_pct=0.5, use_parallel_residual=False, attention_bias=False),
    "llama": LlamaConfig(**llama, tie_word_embeddings=False, attention_bias=True, mlp_bias=True),
    "llama3-rope": LlamaConfig(**llama, tie_word_embeddings=True, head_dim=12, rope_parameters=dict(
        rope_type="llama3", rope_theta=500.0, factor=4.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=12)),
    "llama-yarn": LlamaConfig(**llama, rope_parameters=dict(rope_type="yarn", rope_theta=1000.0, factor=4.0, original_max_position_embeddings=12)),
    "llama-linear": LlamaConfig(**llama, rope_parameters=dict(rope_type="linear", rope_theta=10000.0, factor=2.0)),
    "mistral": MistralConfig(**llama, sliding_window=4),
    "qwen2": Qwen2Config(**llama, use_sliding_window=False),
    "qwen3": Qwen3Config(**llama, head_dim=12),
    "gemma": GemmaConfig(**llama, head_dim=12),
    "gemma2": Gemma2Config(**llama, head_dim=12, query_pre_attn_scalar=16, sliding_window=4, attn_logit_softcapping=5.0, final_logit_softcapping=3.0),
    "gemma3": Gemma3TextConfig(**llama, head_dim=12, query_pre_attn_scalar=16, sliding_window=4, layer_types=["sliding_attention", "full_attention"]),
    "phi3": Phi3Config(**llama, sliding_window=None),
}
masked = {"bert": BertConfig(**bert), "roberta": RobertaConfig(**{**bert, "max_position_embeddings": C + 2}, type_vocab_size=1),
          "distilbert": DistilBertConfig(vocab_size=V, dim=D, hidden_dim=28, n_layers=L, n_heads=H, max_position_embeddings=C, pad_token_id=1)}

# Smaller: what is at the edge of a family, or what a config.json leaves out.
few = dict(vocab_size=31, hidden_size=12, intermediate_size=10, num_hidden_layers=L, num_attention_heads=2, max_position_embeddings=C)
some = dict(**few, num_key_value_heads=1, head_dim=6, pad_token_id=0, bos_token_id=1, eos_token_id=2)
longrope = dict(rope_type="longrope", rope_theta=500.0, short_factor=[1.0, 1.1, 1.3], long_factor=[1.5, 2.5, 6.0])
variants = {  # class, config, what config.json then loses, what it gains
    "bert-decoder": (BertLMHeadModel, BertConfig(**few, pad_token_id=1, is_decoder=True), [], {}),
    "bert-untied": (BertForMaskedLM, BertConfig(**few, pad_token_id=1, tie_word_embeddings=False), [], {}),
    "gemma2-defaults": (Gemma2ForCausalLM, Gemma2Config(**some, sliding_window=4), ["layer_types", "attn_logit_softcapping", "final_logit_softcapping", "query_pre_attn_scalar"], {}),
    "gemma3-encoder": (Gemma3ForCausalLM, Gemma3TextConfig(**some, sliding_window=4, layer_types=["sliding_attention", "full_attention"]), [], {"use_bidirectional_attention": True}),
    "llama-bare": (LlamaModel, LlamaConfig(**some), [], {}),
    "llama-dynamic": (LlamaForCausalLM, LlamaConfig(**{**some, "max_position_embeddings": 8}), ["rope_parameters"], {"rope_theta": 900.0, "rope_scaling": {"type": "dynamic", "factor": 3.0}}),
    "llama-partial": (LlamaForCausalLM, LlamaConfig(**some, rope_parameters=dict(rope_type="default", rope_theta=500.0, partial_rotary_factor=0.5)), [], {}),
    "phi3-longrope": (Phi3ForCausalLM, Phi3Config(**some, original_max_position_embeddings=8, rope_parameters=longrope), [], {}),
    "qwen2-defaults": (Qwen2ForCausalLM, Qwen2Config(**some, use_sliding_window=True, sliding_window=4, max_window_layers=1), ["layer_types", "max_window_layers"], {}),
    "vit-wide": (ViTForImageClassification, ViTConfig(**few, num_labels=3, image_size=[9, 12], patch_size=[4, 5], num_channels=2, qkv_bias=False), [], {}),
    "vit-bare": (ViTModel, ViTConfig(**few, image_size=8, patch_size=4, num_channels=1), [], {}),
}

# Models that also read images: the text model is a part of them, and config.json leaves out what is usual.
sight = dict(model_type="siglip_vision_model", hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=2, image_size=8, patch_size=4)
flat = dict(depth=1, embed_dim=8, hidden_size=12, num_heads=2, mlp_ratio=1, patch_size=4, in_channels=1)
around = {
    "gemma3-images": (Gemma3ForConditionalGeneration, Gemma3Config(
        text_config=dict(some, hidden_size=16, num_attention_heads=8, num_key_value_heads=4, sliding_window=4, layer_types=["sliding_attention", "full_attention"]),
        vision_config=sight, mm_tokens_per_image=4, image_token_index=30, boi_token_index=29, eoi_token_index=28)),
    "qwen2-vl": (Qwen2VLForConditionalGeneration, Qwen2VLConfig(
        text_config=dict(few, num_key_value_heads=1, pad_token_id=0, bos_token_id=1, eos_token_id=2), vision_config=flat, tie_word_embeddings=True,
        image_token_id=30, video_token_id=29, vision_start_token_id=28, vision_end_token_id=27)),
}


def as_on_the_hub(name, settings):
    text = settings["text_config"]
    if name == "gemma3-images":
        for usual in ("num_attention_heads", "num_key_value_heads", "layer_types", "rope_parameters"):
            text.pop(usual)
        return {**settings, "text_config": {**text, "rope_scaling": {"factor": 8.0, "rope_type": "linear"}, "sliding_window_pattern": 2}}
    settings.pop("text_config")
    for gone in ("model_type", "rope_parameters", "layer_types"):
        text.pop(gone)
    return {**text, **settings, "rope_theta": 1000.0, "rope_scaling": {"type": "mrope", "mrope_section": [1, 1, 1]}}


def scrambled(model):
    """Norms, biases and embeddings of a new model are 1, 0 and tiny: errors in them would not be seen."""
    g = torch.Generator().manual_seed(5)
    with torch.no_grad():
        for name, p in model.named_parameters():
            noise = torch.randn(p.shape, generator=g)
            if p.dim() == 1:
                p.add_(noise * 0.2)
            else:
                p.copy_(noise * (0.5 if "embed" in name or "wte" in name or "wpe" in name else 1.2 / p.shape[-1] ** 0.5))
    return model


def golden(folder, name, model, **inputs):
    with torch.no_grad():
        out = model(**inputs, output_hidden_states=True, output_attentions=True)
    found = {"logits" if "logits" in out else "last": out["logits"] if "logits" in out else out["last_hidden_state"]}
    for n in range(len(out.attentions)):
        found["hidden.%d" % n], found["pattern.%d" % n] = out.hidden_states[n], out.attentions[n]
    for key, value in inputs.items():
        found[{"input_ids": "ids", "attention_mask": "mask", "pixel_values": "pixels"}[key]] = value
    save_file({k: v.contiguous().clone() for k, v in found.items()}, os.path.join(folder, name, "golden.safetensors"))


def main(folder):
    torch.manual_seed(3)
    ids = torch.randint(3, V, (2, 11), generator=torch.Generator().manual_seed(1))
    mask = torch.ones(2, 11, dtype=torch.long)
    mask[1, 7:] = 0
    for name, config in {**causal, **masked}.items():
        config._attn_implementation = "eager"
        kind = AutoModelForCausalLM if name in causal else AutoModelForMaskedLM
        model = scrambled(kind.from_config(config)).eval()
        model.save_pretrained(os.path.join(folder, name))
        padded = ids.clone()
        padded[1, 7:] = config.pad_token_id or 0
        golden(folder, name, model, input_ids=padded, attention_mask=mask)
    config = BertConfig(**bert)
    config._attn_implementation = "eager"
    model = scrambled(AutoModel.from_config(config)).eval()
    model.save_pretrained(os.path.join(folder, "bert-bare"))
    padded = ids.clone()
    padded[1, 7:] = 1
    golden(folder, "bert-bare", model, input_ids=padded, attention_mask=mask)
    config = ViTConfig(hidden_size=D, num_hidden_layers=L, num_attention_heads=H, intermediate_size=28, image_size=12, patch_size=4, num_labels=5)
    config._attn_implementation = "eager"
    model = scrambled(ViTForImageClassification(config)).eval()
    model.save_pretrained(os.path.join(folder, "vit"))
    golden(folder, "vit", model, pixel_values=torch.randn(2, 3, 12, 12, generator=torch.Generator().manual_seed(2)))
    for name, (kind, config, lost, gained) in variants.items():
        at = os.path.join(folder, name)
        scrambled(kind(config)).save_pretrained(at)
        settings = json.load(open(os.path.join(at, "config.json")))
        settings = {key: value for key, value in settings.items() if key not in lost}
        json.dump({**settings, **gained}, open(os.path.join(at, "config.json"), "w"), indent=2, sort_keys=True)
        model = kind.from_pretrained(at, attn_implementation="eager").eval()
        if name.startswith("vit"):
            side = config.image_size if isinstance(config.image_size, list) else [config.image_size] * 2
            golden(folder, name, model, pixel_values=torch.randn(2, config.num_channels, *side, generator=torch.Generator().manual_seed(2)))
            continue
        padded = ids % 28 + 3
        padded[1, 7:] = config.pad_token_id
        golden(folder, name, model, input_ids=padded, attention_mask=mask)
    for name, (kind, config) in around.items():
        at = os.path.join(folder, name)
        scrambled(kind(config)).save_pretrained(at)
        settings = as_on_the_hub(name, json.load(open(os.path.join(at, "config.json"))))
        json.dump(settings, open(os.path.join(at, "config.json"), "w"), indent=2, sort_keys=True)
        model = kind.from_pretrained(at, attn_implementation="eager").eval()
        padded = ids % 24 + 3
        padded[1, 7:] = 0
        golden(folder, name, model, input_ids=padded, attention_mask=mask)
    for name in os.listdir(folder):
        extra = os.path.join(folder, name, "generation_config.json")
        if os.path.exists(extra):
            os.remove(extra)


if __name__ == "__main__":
    main(sys.argv[1])
