#!/usr/bin/env python3
"""Mutates Rust files and looks for crashes, time-outs and bad exit statuses of the compiler.

  fuzz.py CORPUS... [--ochrec PATH] [--seconds N] [--seed N] [--keep FOLDER] [--flags ...]

A corpus is a file or folder. Inputs that make trouble are kept in FOLDER. The same seed and corpus
give the same inputs, as far as the time goes.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r"\w+|\s+|'\w+|[^\w\s]", re.S)
TIMEOUT = 20


def mutate(rng, tokens, others):
    """One to five edits: remove, repeat, swap, replace by a token of another file, cut."""
    tokens = list(tokens)
    for _ in range(rng.randint(1, 5)):
        if not tokens:
            break
        at = rng.randrange(len(tokens))
        end = min(len(tokens), at + rng.choice((1, 1, 2, 5, 20)))
        edit = rng.randrange(6)
        if edit == 0:
            del tokens[at:end]
        elif edit == 1:
            tokens[at:at] = tokens[at:end]
        elif edit == 2:
            other = rng.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif edit == 3:
            tokens[at] = rng.choice(others)
        elif edit == 4:
            start = rng.randrange(len(others))
            tokens[at:at] = others[start:start + 20]
        elif rng.random() < 0.1:
            del tokens[at:]
    return "".join(tokens)


def judge(command, source, path):
    path.write_text(source, encoding="utf-8", errors="surrogatepass")
    try:
        result = subprocess.run([*command, path], check=False, timeout=TIMEOUT,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    except subprocess.TimeoutExpired:
        return "time-out"
    if result.returncode in (0, 1):
        return None
    lines = result.stderr.decode("utf-8", "replace").strip().splitlines()
    reason = next((line for line in lines if "internal compiler error" in line
                   or "Assertion" in line), lines[-1] if lines else "")
    return f"exit status {result.returncode}: {reason[:160]}"


def read_corpus(paths):
    files = []
    for path in paths:
        files += sorted(path.rglob("*.rs")) if path.is_dir() else [path]
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    return [TOKEN.findall(text) for text in texts if 0 < len(text) < 20_000]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--ochrec", default=str(ROOT / "build/dev/bin/ochrec"))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=ROOT / "build/fuzz")
    parser.add_argument("--flags", default="--edition=2021 --crate-type=lib --emit=metadata")
    args = parser.parse_args()

    rng = random.Random(args.seed)
    corpus = read_corpus(args.corpus)
    if not corpus:
        parser.error("the corpus is empty")
    seen, runs, end = {}, 0, time.monotonic() + args.seconds
    with tempfile.TemporaryDirectory(prefix="ochre-fuzz-") as scratch:
        command = [args.ochrec, *args.flags.split(), "-o", f"{scratch}/out"]
        while time.monotonic() < end:
            source = mutate(rng, rng.choice(corpus), rng.choice(corpus))
            problem = judge(command, source, Path(scratch) / "input.rs")
            runs += 1
            if problem and problem not in seen:
                args.keep.mkdir(parents=True, exist_ok=True)
                seen[problem] = args.keep / f"{args.seed}-{runs}.rs"
                seen[problem].write_text(source, encoding="utf-8", errors="surrogatepass")
                print(f"{seen[problem]}: {problem}", flush=True)
    print(f"{runs} inputs, {len(seen)} kinds of trouble")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
