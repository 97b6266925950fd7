#!/usr/bin/env python3
"""Compiles the examples in docs/errors: those marked `fails` must be rejected with the code of the
page, the others accepted.

  check_explanations.py [--compiler PATH] [CODE...]
"""

import argparse
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = re.compile(r"^```rust(?P<tags>[^\n]*)\n(?P<source>.*?)^```$", re.M | re.S)
TIMEOUT = 20


def examples(page):
    for match in EXAMPLE.finditer(page.read_text(encoding="utf-8")):
        yield page.stem, match["tags"].strip(",").split(","), match["source"]


def check(compiler, code, tags, source):
    """What is wrong, or None."""
    edition = next((tag.split("=")[1] for tag in tags if tag.startswith("edition=")), "2021")
    is_program = "fn main" in source or "main" in tags
    with tempfile.TemporaryDirectory(prefix="ochre-explain-") as scratch:
        path = Path(scratch) / "example.rs"
        path.write_text(source, encoding="utf-8")
        command = [compiler, "--edition", edition, "--emit=metadata",
                   "--crate-type", "bin" if is_program else "lib", "-o", f"{scratch}/out", path]
        try:
            result = subprocess.run(command, check=False, text=True, timeout=TIMEOUT,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        except subprocess.TimeoutExpired:
            return "does not end"
    first = result.stderr.strip().split("\n")[0]
    if "fails" not in tags:
        return None if result.returncode == 0 else f"should be accepted: {first}"
    if result.returncode == 0:
        return "should be rejected"
    if result.returncode != 1 or f"error[{code}]" not in result.stderr:
        return f"another error: {first}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compiler", default=ROOT / "build/dev/bin/ochrec")
    parser.add_argument("codes", nargs="*")
    args = parser.parse_args()
    pages = [page for page in sorted((ROOT / "docs/errors").glob("E*.md"))
             if not args.codes or page.stem in args.codes]
    work = [example for page in pages for example in examples(page)]
    with ThreadPoolExecutor(2) as pool:
        problems = list(pool.map(lambda example: check(args.compiler, *example), work))
    for (code, tags, _), problem in zip(work, problems):
        if problem:
            print(f"{code} ({'fails' if 'fails' in tags else 'good'}): {problem}")
    failed = sum(problem is not None for problem in problems)
    print(f"{len(work) - failed} of {len(work)} examples behave as their page says")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
