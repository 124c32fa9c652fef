"""tokenise.py FOLDER REPEATS TEXT: each line of a text by Hugging Face's tokenizers (Rust)."""
import sys
from _clock import Clock
from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(sys.argv[1] + "/tokenizer.json")
lines = open(sys.argv[3], encoding="utf-8").read().split("\n")[:-1]
for _ in range(5):
    for line in lines:
        tokenizer.encode(line)
clock = Clock()
for _ in range(int(sys.argv[2])):
    for line in lines:
        tokenizer.encode(line).ids
clock.done(task="tokenise")
