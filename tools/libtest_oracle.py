#!/usr/bin/env python3
"""Checks our library with the reference compiler, for developers who have it.

Builds stdlib/{core,alloc,std,test} into a sysroot of its own and runs the programs of
stdlib/tests/{alloc,std} against it: a program passes if it ends with the exit code and output that the file
beside it (NAME.out, recorded from the reference library with --record) says, or without such a
file if it exits with 0. The product and its tests never need this script.

    tools/libtest_oracle.py [--core reference|ours] [--filter TEXT] [--record]
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = "x86_64-unknown-linux-gnu"
CRATES = {"core": [], "alloc": [], "std": ["alloc"], "test": ["std"]}
ENV = dict(os.environ, RUSTC_BOOTSTRAP="1", RUST_BACKTRACE="0")


def run(command, **options):
    return subprocess.run(command, env=ENV, text=True, capture_output=True, check=False, **options)


def reference_libraries():
    sysroot = run(["rustc", "--print", "sysroot"]).stdout.strip()
    return Path(sysroot, "lib/rustlib", TARGET, "lib")


def build_sysroot(sysroot, core):
    """Our crates in `sysroot`, on the reference's core or on ours; exits if one does not build."""
    libraries = sysroot / "lib/rustlib" / TARGET / "lib"
    libraries.mkdir(parents=True, exist_ok=True)
    flags = ["--edition=2024", "--crate-type=rlib", "-O", "-Cmetadata=ochre"]
    flags += [f"--sysroot={sysroot}", f"--out-dir={libraries}"]
    crates = list(CRATES)
    if core == "reference":
        crates.remove("core")
        for name in ("libcore-*", "libcompiler_builtins-*"):
            for file in reference_libraries().glob(name):
                (libraries / file.name).symlink_to(file)
    else:
        flags += ["--cfg=unstaged_core"]
        source = "#![no_core]\n#![feature(no_core, compiler_builtins)]\n#![compiler_builtins]\n"
        builtins = sysroot / "compiler_builtins.rs"
        builtins.write_text(source, encoding="utf-8")
        build(["--crate-name=compiler_builtins", *flags, str(builtins)])
    for crate in crates:
        externs = [f"--extern={name}={libraries}/lib{name}.rlib" for name in CRATES[crate]]
        source = ROOT / "stdlib" / crate / "src/lib.rs"
        build([f"--crate-name={crate}", *flags, *externs, str(source)])


def build(arguments):
    result = run(["rustc", *arguments], timeout=600)
    if result.returncode != 0:
        sys.exit(result.stderr[-4000:] + "\n" + " ".join(arguments))


def normalise(text):
    """Without thread numbers and times."""
    text = re.sub(r"(thread '[^']*' )\(\d+\)", r"\1(N)", text)
    return re.sub(r"finished in [\d.]+s", "finished in T", text)


def outcome(program, extra, directory):
    binary = directory / program.stem
    source = program.relative_to(ROOT)
    flags = ["--edition=2024", "-Cdebug-assertions=on", "-O", "-o", str(binary), *extra]
    built = run(["rustc", *flags, str(source)], cwd=ROOT, timeout=300)
    if built.returncode != 0:
        return "does not build\n" + built.stderr
    done = run([str(binary)], stdin=subprocess.DEVNULL, timeout=120, cwd=directory)
    streams = f"exit {done.returncode}\n-- stdout\n{done.stdout}-- stderr\n{done.stderr}"
    return normalise(streams)


def check(program, extra, directory, record):
    """None if the program does what is expected, else what went wrong."""
    expected = program.with_suffix(".out")
    got = outcome(program, extra, directory)
    if record and expected.exists():
        expected.write_text(got, encoding="utf-8")
    if expected.exists():
        want = expected.read_text(encoding="utf-8")
        return None if got == want else f"expected\n{want}\ngot\n{got}"
    return None if got.startswith("exit 0\n") else got


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--core", choices=["reference", "ours"], default="ours")
    parser.add_argument("--filter", default="")
    parser.add_argument("--record", action="store_true", help="with the reference library")
    args = parser.parse_args()
    folders = [ROOT / "stdlib/tests" / name for name in ("alloc", "std")]
    programs = sorted(p for folder in folders for p in folder.glob("*.rs"))
    programs = [p for p in programs if args.filter in str(p.relative_to(ROOT))]
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch)
        extra = []
        if not args.record:
            build_sysroot(directory / "sysroot", args.core)
            extra = [f"--sysroot={directory / 'sysroot'}"]
        for program in programs:
            problem = check(program, extra, directory, args.record)
            print("FAILED" if problem else "ok    ", program.relative_to(ROOT))
            if problem:
                failed += 1
                print(problem)
    print(f"{len(programs) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
