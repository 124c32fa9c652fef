"""The vocabularies of some of these tokenizers as llama.cpp's converter writes them into GGUF files (Debian sid's llama.cpp-tools).

    python3 gguf_files.py FOLDER     FOLDER holds the tokenizers that make.py makes; each of NAMES gets tokenizer.gguf,
                                     each of WORDS a folder of its own: one byte-level vocabulary, cut into words in their ways

The converter knows a tokenizer by a hash of what it makes of a text; as none of these is a published one, it is told the name.
"""
import json, os, random, shutil, sys, tempfile
from pathlib import Path
sys.path.insert(1, "/usr/share/llama.cpp/llama.cpp-tools")
from conversion import get_model_class
import gguf
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from make import LLAMA3, O200K, QWEN, zipped

NAMES = {  # architecture of the converter, name of the words, class, special tokens
    "wordpiece-uncased": ("BertModel", "jina-v2-en", {"cls_token": "[CLS]", "sep_token": "[SEP]", "unk_token": "[UNK]", "mask_token": "[MASK]", "pad_token": "[PAD]"}),
    "wordpiece-cased": ("BertModel", "jina-v2-en", {"cls_token": "[CLS]", "sep_token": "[SEP]", "unk_token": "[UNK]", "mask_token": "[MASK]", "pad_token": "[PAD]"}),
}
TEKKEN = "|".join([r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+", r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*",
                   r"\p{N}", r" ?[^\s\p{L}\p{N}]+[\r\n/]*", r"\s*[\r\n]+", r"\s+(?!\S)", r"\s+"])
split = lambda words: [pre_tokenizers.Split(Regex(words), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
plain = {"eos_token": "<|endoftext|>"}
WORDS = {  # architecture, words by name, special tokens, words by what Hugging Face's files have
    "gguf-gpt-2": ("GPT2LMHeadModel", "gpt-2", plain, [pre_tokenizers.ByteLevel(add_prefix_space=False)]),
    "gguf-llama-bpe": ("LlamaForCausalLM", "llama-bpe", plain, split(LLAMA3)),
    "gguf-dbrx": ("LlamaForCausalLM", "dbrx", plain, split(LLAMA3)),
    "gguf-qwen2": ("Qwen2ForCausalLM", "qwen2", plain, split(QWEN)),
    "gguf-gpt-4o": ("LlamaForCausalLM", "gpt-4o", plain, split(O200K)),
    "gguf-tekken": ("LlamaForCausalLM", "tekken", plain, split(TEKKEN)),
    "gguf-smollm": ("LlamaForCausalLM", "smollm", plain, [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]),
    "gguf-roberta-bpe": ("RobertaModel", "roberta-bpe", {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>"}, [pre_tokenizers.ByteLevel(add_prefix_space=False)]),
}


def mixed(count, seed):
    """Letters of both cases, digits, signs and white space in any order: where words end is all that matters."""
    r = random.Random(seed)
    parts = list("abcABC123 \n\t'./_-é") + ["  ", "\r\n", "'s", "'LL", "12", "the", "Ω", "中", "\u0301", "½", "ǅ", "\u00a0"]
    return ["".join(r.choice(parts) for _ in range(r.randint(4, 24))) for _ in range(count)]


def across():
    """Pairs of bytes that were learned across words, so that another way to cut words shows."""
    t = Tokenizer(models.BPE())
    t.pre_tokenizer, t.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False), decoders.ByteLevel()
    t.train_from_iterator(mixed(4000, 8), trainers.BpeTrainer(vocab_size=700, special_tokens=["<|endoftext|>", "<s>", "</s>"], show_progress=False,
                                                              initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    return t


def convert(at, out, architecture, words, special):
    n = len(json.load(open(os.path.join(at, "tokenizer.json")))["model"]["vocab"])
    n = max([n] + [t["id"] + 1 for t in json.load(open(os.path.join(at, "tokenizer.json")))["added_tokens"]])
    json.dump({"tokenizer_class": "PreTrainedTokenizerFast", **special}, open(os.path.join(at, "tokenizer_config.json"), "w"))
    kind = {"LlamaForCausalLM": "llama", "Qwen2ForCausalLM": "qwen2", "BertModel": "bert", "RobertaModel": "roberta", "GPT2LMHeadModel": "gpt2"}[architecture]
    json.dump({"model_type": kind, "architectures": [architecture], "vocab_size": n, "num_hidden_layers": 1, "num_attention_heads": 1, "hidden_size": 1},
              open(os.path.join(at, "config.json"), "w"))
    model = get_model_class(architecture)
    model.set_gguf_parameters = lambda self: None
    model.get_vocab_base_pre = lambda self, tokenizer: words
    made = model(Path(at), gguf.LlamaFileType.ALL_F32, Path(out) / "tokenizer.gguf")
    made.write_vocab()


def main(folder):
    texts = mixed(300, 9)
    learned = across().to_str()
    for name, (architecture, words, special, cut) in WORDS.items():
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        t = Tokenizer.from_str(learned)
        t.pre_tokenizer = pre_tokenizers.Sequence(cut)
        t.model.ignore_merges = words in ("tekken", "llama-bpe")
        if words == "roberta-bpe":
            t.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 1), trim_offsets=True, add_prefix_space=False)
        with tempfile.TemporaryDirectory() as at:
            t.save(os.path.join(at, "tokenizer.json"))
            convert(at, os.path.join(folder, name), architecture, words, special)
        ids = [t.encode(x).ids for x in texts]
        zipped(os.path.join(folder, name, "cases.json.gz"), {"lines": texts, "ids": ids, "decoded": [t.decode(x, skip_special_tokens=True) for x in ids]})
    for name, (architecture, words, special) in NAMES.items():
        with tempfile.TemporaryDirectory() as at:
            shutil.copy(os.path.join(folder, name, "tokenizer.json"), at)
            convert(at, os.path.join(folder, name), architecture, words, special)


main(sys.argv[1])
