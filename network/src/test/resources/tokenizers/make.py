"""Trains a small tokenizer of every kind with Hugging Face's `tokenizers` and Google's `sentencepiece`,
and writes what they make of lines of many scripts.

    python3 make.py FOLDER [LINES] [--cases-only]

FOLDER gets one folder per kind: its files, and in cases.json.gz the ids and the decoded text of each of the
LINES (default 240) lines of lines.json. With --cases-only the tokenizers that are there stay: so the committed ones
are compared on 10,000 lines (docs/transformers.md). Made with tokenizers 0.23.1 and sentencepiece 0.2.2 of Debian sid.
"""
import glob, gzip, io, json, os, random, sys
import sentencepiece
import sentencepiece.sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
O200K = "|".join([
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
    r"\p{N}{1,3}", r" ?[^\s\p{L}\p{N}]+[\r\n/]*", r"\s*[\r\n]+", r"\s+(?!\S)", r"\s+"])
CLIP = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
SPECIAL = ["<unk>", "<s>", "</s>", "<mask>", "[MASK]", "[SEP]", "<|endoftext|>", "<|im_start|>", "<pad>", "<0x41>"]

SCRIPTS = [(0x41, 0x5a), (0x61, 0x7a), (0xc0, 0x17f), (0x370, 0x3ff), (0x400, 0x4ff), (0x531, 0x58f), (0x5d0, 0x5ea), (0x600, 0x6ff),
           (0x900, 0x97f), (0x980, 0x9ff), (0xb80, 0xbff), (0xe00, 0xe5b), (0x10a0, 0x10ff), (0x1100, 0x11ff), (0x1200, 0x137f), (0x1e00, 0x1eff),
           (0x1f00, 0x1fff), (0x3040, 0x30ff), (0x4e00, 0x9fff), (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xfb00, 0xfb4f), (0xff01, 0xffee),
           (0x10400, 0x1044f), (0x1d400, 0x1d7ff), (0x20000, 0x2a6df), (0x2000, 0x206f), (0x20a0, 0x20bf), (0x2100, 0x218f), (0x2190, 0x23ff)]
EMOJI = ["😀", "🙂🙃", "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇩🇪🇫🇷", "❤️", "1️⃣", "🧑🏿‍🚀", "☠️", "🤷🏻‍♀️"]
ODD = ["\u00a0", "\u200b", "\u200d", "\u2028", "\ufeff", "\u3000", "\u0085", "\t", "\r\n", "\x00", "\x07", "\x7f", "\u00ad", "e\u0301", "a\u0323\u0302",
       "İ", "ı", "ß", "ﬁ", "Ⅷ", "½", "²", "Å", "Σας", "ΟΔΟΣ", "ǅ", "ſ", "'ſ", "'S", "don't", "I'LL", "--", "...", "__init__", "«»", "¿", "。", "、", "“”"]


def text_lines():
    found = []
    for name in sorted(glob.glob("/usr/share/common-licenses/*")):
        if os.path.isfile(name):
            found += open(name, encoding="utf-8", errors="replace").read().split("\n")
    return [line for line in found if line.strip()]


def code_lines():
    found = []
    for name in ["json/decoder.py", "textwrap.py", "heapq.py", "ast.py"]:
        path = sorted(glob.glob("/usr/lib/python3*/" + name))[0]
        found += open(path, encoding="utf-8").read().split("\n")
    return [line for line in found if line.strip()]


def lines(count, seed):
    r = random.Random(seed)
    prose, code = text_lines(), code_lines()

    def word():
        low, high = r.choice(SCRIPTS)
        letters = [chr(r.randint(low, high)) for _ in range(r.randint(1, 8))]
        return "".join(c for c in letters if not 0xd800 <= ord(c) <= 0xdfff)

    def line():
        kind = r.randrange(10)
        if kind < 2:
            return r.choice(prose)
        if kind < 4:
            return "\n".join(r.sample(code, r.randint(1, 2)))
        if kind == 4:
            return " ".join(word() for _ in range(r.randint(1, 12)))
        if kind == 5:
            return bytes(r.randrange(256) for _ in range(r.randint(1, 24))).decode("utf-8", "replace")
        if kind == 6:
            whole = (r.choice(EMOJI) + word()).encode("utf-8")
            return whole[:r.randint(1, len(whole))].decode("utf-8", "replace")
        parts = []
        for _ in range(r.randint(1, 10)):
            pick = r.randrange(8)
            parts.append([word, lambda: r.choice(EMOJI), lambda: r.choice(ODD), lambda: r.choice(SPECIAL), lambda: str(r.randrange(10 ** r.randint(1, 12))),
                          lambda: " " * r.randint(1, 5), lambda: r.choice(prose).split()[0], lambda: r.choice("!?.,;:-_/\\()[]{}<>@#$%^&*+=|~`'\"")][pick]())
            if r.randrange(2):
                parts.append(" ")
        return "".join(parts)

    fixed = ["", " ", "  ", "\n", "a", " a", "a ", "Hello, world!", "Hello  world  ", "Hello I'm a [MASK] model.", "<s> hi</s>", "naïve café — €5"]
    return (fixed + [line() for _ in range(count)])[:count]


def kinds():
    """name → (tokenizer without vocabulary, trainer, what is set after training)."""
    alphabet = pre_tokenizers.ByteLevel.alphabet()

    def bpe(size, special, **more):
        return trainers.BpeTrainer(vocab_size=size, special_tokens=special, show_progress=False, **more)

    def template(first, last, t):
        special = [(x, t.token_to_id(x)) for x in (first, last) if x]
        return processors.TemplateProcessing(single=" ".join(x for x in (first, "$A", last) if x), special_tokens=special)

    def gpt2():
        t = Tokenizer(models.BPE())
        t.pre_tokenizer, t.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
        t.post_processor = processors.ByteLevel(trim_offsets=False)
        return t, bpe(420, ["<|endoftext|>"], initial_alphabet=alphabet), None

    def neox():
        t = Tokenizer(models.BPE())
        t.normalizer = normalizers.NFC()
        t.pre_tokenizer, t.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=True), decoders.ByteLevel()
        def after(t):
            t.add_tokens([AddedToken(" " * n, normalized=True) for n in range(5, 1, -1)])
            t.add_tokens([AddedToken("<pad>", single_word=True), AddedToken("e\u0301", normalized=True)])
        return t, bpe(400, ["<|endoftext|>"], initial_alphabet=alphabet), after

    def roberta():
        t = Tokenizer(models.BPE())
        t.pre_tokenizer, t.decoder = pre_tokenizers.ByteLevel(add_prefix_space=True), decoders.ByteLevel()
        def after(t):
            t.add_special_tokens([AddedToken("<mask>", lstrip=True)])
            t.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=True)
        return t, bpe(400, ["<s>", "<pad>", "</s>", "<unk>"], initial_alphabet=alphabet), after

    def llama3():
        t = Tokenizer(models.BPE(ignore_merges=True))
        t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(LLAMA3), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
        t.decoder = decoders.ByteLevel()
        def after(t):
            t.post_processor = processors.Sequence([processors.ByteLevel(), template("<s>", None, t)])
        return t, bpe(420, ["<s>", "<|im_start|>"], initial_alphabet=alphabet), after

    def qwen():
        t = Tokenizer(models.BPE())
        t.normalizer = normalizers.NFC()
        t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(QWEN), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
        t.decoder = decoders.ByteLevel()
        return t, bpe(400, ["<|endoftext|>", "<|im_start|>"], initial_alphabet=alphabet), None

    def o200k():
        t = Tokenizer(models.BPE())
        t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=False), pre_tokenizers.Split(Regex(O200K), "isolated"),
                                                   pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
        t.decoder = decoders.ByteLevel()
        return t, bpe(400, ["<|endoftext|>"], initial_alphabet=alphabet), None

    def llama2():
        t = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
        t.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
        t.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
        t.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
        def after(t):
            t.pre_tokenizer = pre_tokenizers.Sequence([])
            t.post_processor = template("<s>", None, t)
        return t, bpe(500, ["<unk>", "<s>", "</s>"] + ["<0x%02X>" % b for b in range(256)], limit_alphabet=60), after

    def gemma():
        t = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
        t.normalizer = normalizers.Replace(" ", "▁")
        t.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
        t.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
        def after(t):
            t.post_processor = template("<s>", None, t)
            t.add_tokens([AddedToken("\n\n", normalized=False), AddedToken("▁▁", normalized=False)])
        return t, bpe(500, ["<pad>", "</s>", "<s>", "<unk>"] + ["<0x%02X>" % b for b in range(256)], limit_alphabet=60), after

    def mistral():
        t = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=False))
        t.pre_tokenizer, t.decoder = pre_tokenizers.Metaspace(prepend_scheme="first"), decoders.Metaspace(prepend_scheme="first")
        return t, bpe(300, ["<unk>", "<s>", "</s>"], limit_alphabet=70), None

    def clip():
        t = Tokenizer(models.BPE(unk_token="<|endoftext|>", end_of_word_suffix="</w>"))
        t.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
        t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(CLIP), "removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
        t.decoder = decoders.BPEDecoder(suffix="</w>")
        return t, bpe(700, ["<|startoftext|>", "<|endoftext|>"], initial_alphabet=alphabet, end_of_word_suffix="</w>"), None

    def subword():
        t = Tokenizer(models.BPE(unk_token="<unk>", continuing_subword_prefix="@@"))
        t.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.Strip(), normalizers.NFD(), normalizers.StripAccents()])
        t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Punctuation("contiguous"), pre_tokenizers.Digits(individual_digits=True)])
        t.decoder = decoders.WordPiece(prefix="@@", cleanup=False)
        return t, bpe(300, ["<unk>"], limit_alphabet=80, continuing_subword_prefix="@@"), None

    def wordpiece(cased):
        t = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=20 if cased else 100))
        t.normalizer = normalizers.BertNormalizer(lowercase=not cased, strip_accents=None, handle_chinese_chars=True, clean_text=True)
        t.pre_tokenizer, t.decoder = pre_tokenizers.BertPreTokenizer(), decoders.WordPiece()
        def after(t):
            t.post_processor = processors.BertProcessing(("[SEP]", t.token_to_id("[SEP]")), ("[CLS]", t.token_to_id("[CLS]")))
        return t, trainers.WordPieceTrainer(vocab_size=600, limit_alphabet=150, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], show_progress=False), after

    def unigram(fallback):
        t = Tokenizer(models.Unigram())
        t.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
        t.pre_tokenizer, t.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
        special = ["<pad>", "</s>", "<unk>"] + (["<0x%02X>" % b for b in range(256)] if fallback else [])
        def after(t):
            t.post_processor = template(None, "</s>", t)
            if fallback:
                state = json.loads(t.to_str())
                state["model"]["byte_fallback"] = True
                state["decoder"] = {"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}]}
                return Tokenizer.from_str(json.dumps(state))
        return t, trainers.UnigramTrainer(vocab_size=400 + len(special), special_tokens=special, unk_token="<unk>", show_progress=False), after

    def words():
        t = Tokenizer(models.WordLevel(unk_token="[UNK]"))
        t.normalizer = normalizers.Sequence([normalizers.NFKD(), normalizers.Lowercase(), normalizers.Strip(left=True, right=False)])
        t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation("isolated"), pre_tokenizers.CharDelimiterSplit("-")])
        return t, trainers.WordLevelTrainer(vocab_size=300, special_tokens=["[UNK]"], show_progress=False), None

    return {"bpe-gpt2": gpt2, "bpe-neox": neox, "bpe-roberta": roberta, "bpe-llama3": llama3, "bpe-qwen": qwen, "bpe-o200k": o200k, "bpe-llama2": llama2,
            "bpe-gemma": gemma, "bpe-metaspace": mistral, "bpe-clip": clip, "bpe-subword": subword, "wordpiece-uncased": lambda: wordpiece(False),
            "wordpiece-cased": lambda: wordpiece(True), "unigram": lambda: unigram(False), "unigram-bytes": lambda: unigram(True), "wordlevel": words}


def zipped(path, value):
    with open(path, "wb") as out, gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0) as packed:
        packed.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode())


def transformed(into, model):
    """T5's kind of tokenizer.json: Google's own table of characters in a `Precompiled` normaliser."""
    proto = sentencepiece.sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(model)
    os.makedirs(into, exist_ok=True)
    t = Tokenizer(models.Unigram([(p.piece, p.score) for p in proto.pieces], 0, False))
    t.normalizer = normalizers.Sequence([normalizers.Precompiled(proto.normalizer_spec.precompiled_charsmap), normalizers.Replace(Regex(" {2,}"), " ")])
    t.pre_tokenizer, t.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    t.add_special_tokens(["<unk>", "<s>", "</s>"])
    t.save(os.path.join(into, "tokenizer.json"), pretty=False)


def cases(into, texts):
    t = Tokenizer.from_file(os.path.join(into, "tokenizer.json"))
    ids = [t.encode(x).ids for x in texts]
    zipped(os.path.join(into, "cases.json.gz"), {"ids": ids, "decoded": [t.decode(x, skip_special_tokens=True) for x in ids],
                                                 "whole": [t.decode(x, skip_special_tokens=False) for x in ids]})
    print(os.path.basename(into), t.get_vocab_size(), sum(map(len, ids)))


def sentencepieces(folder, corpus, texts, cases_only):
    """Google's own files, and what its own library makes of the lines."""
    with open("/tmp/rules.tsv", "w") as rules:  # lower case, and a few that change lengths; the full table is 230 KB
        rules.write("".join("%X\t%X\n" % (c, c + 32) for c in range(65, 91)) + "DF\t73 73\nAD\t\nA0\t20\nFB01\t66 69\n65 301\tE9\n")
    for name, options in {
        "spm-unigram": dict(model_type="unigram", vocab_size=400, hard_vocab_limit=False, normalization_rule_tsv="/tmp/rules.tsv"),
        "spm-unigram-bytes": dict(model_type="unigram", vocab_size=560, byte_fallback=True, remove_extra_whitespaces=False, normalization_rule_name="identity"),
        "spm-bpe-bytes": dict(model_type="bpe", vocab_size=600, byte_fallback=True, normalization_rule_name="identity", remove_extra_whitespaces=False, split_digits=True),
        "spm-bpe": dict(model_type="bpe", vocab_size=400, normalization_rule_tsv="/tmp/rules.tsv", user_defined_symbols=["<mask>", "--"]),
    }.items():
        into = os.path.join(folder, name)
        os.makedirs(into, exist_ok=True)
        model = os.path.join(into, "tokenizer.model")
        if not cases_only:
            packed = io.BytesIO()
            sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(corpus), model_writer=packed, character_coverage=0.995, minloglevel=2, num_threads=1, **options)
            open(model, "wb").write(packed.getvalue())
            if name == "spm-unigram":
                transformed(os.path.join(folder, "unigram-precompiled"), packed.getvalue())
        s = sentencepiece.SentencePieceProcessor(model_file=model)
        ids = [s.encode(x) for x in texts]
        zipped(os.path.join(into, "cases.json.gz"), {"ids": ids, "decoded": [s.decode(x) for x in ids]})


def main():
    cases_only = "--cases-only" in sys.argv
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    folder, count = arguments[0], int(arguments[1]) if len(arguments) > 1 else 240
    texts = lines(count, 7)
    plain = (text_lines() + code_lines())[:6000]
    corpus = plain + [x for x in lines(1500, 8) if x.strip()]
    zipped(os.path.join(folder, "lines.json.gz"), texts)
    for name, kind in kinds().items():
        into = os.path.join(folder, name)
        os.makedirs(into, exist_ok=True)
        path = os.path.join(into, "tokenizer.json")
        if not cases_only:
            t, trainer, after = kind()
            t.train_from_iterator(plain if "unigram" in name else corpus, trainer)  # its vocabulary holds every character
            t = (after(t) if after else None) or t
            t.save(path, pretty=False)
        cases(into, texts)
    sentencepieces(folder, [y for x in plain[:2500] for y in x.split("\n")], texts, cases_only)
    cases(os.path.join(folder, "unigram-precompiled"), texts)
    # The older files of the same tokenizers.
    if not cases_only:
        for source, name in (("bpe-gpt2", "old-gpt2"), ("wordpiece-uncased", "old-bert")):
            into = os.path.join(folder, name)
            os.makedirs(into, exist_ok=True)
            state = json.load(open(os.path.join(folder, source, "tokenizer.json")))
            if source == "bpe-gpt2":
                json.dump(state["model"]["vocab"], open(os.path.join(into, "vocab.json"), "w"), ensure_ascii=False)
                merges = [" ".join(m) if isinstance(m, list) else m for m in state["model"]["merges"]]
                open(os.path.join(into, "merges.txt"), "w").write("#version: 0.2\n" + "\n".join(merges) + "\n")
            else:
                words = sorted(state["model"]["vocab"], key=state["model"]["vocab"].get)
                open(os.path.join(into, "vocab.txt"), "w").write("\n".join(words) + "\n")


if __name__ == "__main__":
    main()
