#!/usr/bin/env python3
"""Compiles one program twice, from and to different folders; the outputs must be equal.

  same_bytes.py OCHREC FILE
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# From the last stage to the first: the last that the compiler can reach is compared.
STAGES = ("obj", "llvm-ir", "mir", "hir", "ast")


def compile_once(ochrec, source, folder, stage, threads):
    folder.mkdir()
    shutil.copy(source, folder / "program.rs")
    command = [ochrec, "--edition=2021", "--crate-type=lib", f"--emit={stage}", "-o", "out",
               "program.rs"]
    environment = {"OCHRE_THREADS": str(threads), "PATH": "/usr/bin:/bin"}
    result = subprocess.run(command, cwd=folder, env=environment, check=False, timeout=120,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        return None, result.stdout
    return (folder / "out").read_bytes(), b""


def main():
    ochrec, source = sys.argv[1:]
    for stage in STAGES:
        with tempfile.TemporaryDirectory(prefix="ochre-same-") as scratch:
            scratch = Path(scratch)
            first, first_error = compile_once(ochrec, source, scratch / "a", stage, 1)
            second, _ = compile_once(ochrec, source, scratch / "b-longer-name", stage, 4)
        if (first is None) != (second is None):
            print(f"same_bytes: --emit={stage} fails in one of two equal builds")
            return 1
        if first is not None:
            print(f"same_bytes: --emit={stage}, {len(first)} bytes")
            return 0 if first == second else fail(stage)
    print("same_bytes: the compiler cannot compile the program to any stage")
    print(first_error.decode("utf-8", "replace"))
    return 1


def fail(stage):
    print(f"same_bytes: two builds of one input differ at --emit={stage}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
