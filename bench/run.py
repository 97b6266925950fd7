#!/usr/bin/env python3
"""Measures Ochre against rustc and clang where they exist, all in one run; prints ratios.

  run.py --ochrec PATH [--wasm-peer RUSTC] [--runs N] [GROUP...]

Groups: kernels (run time at -O3), hello (warm check and debug build), crate (check of a generated
crate of 100,000 lines), build (debug build of one of 10,000), wasm (kernels under Node.js against
native code, sizes, compile time against a rustc for wasm32). Without names: all. A ratio below 1
means that Ochre is faster, or needs less. Times are CPU seconds of the process and its children,
the least of N runs.
"""

import argparse
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Arguments that keep each kernel busy for about half a second.
KERNELS = {"hash": "3000000", "matmul": "800", "parse": "1000", "quick": "6000000",
           "sha256": "100000", "strbuild": "6000000", "nbody": "8000000", "fannkuch": "10",
           "sieve": "60000000", "spectral": "3000"}
TIMEOUT = 600


class Failure(Exception):
    pass


def measure(command):
    """(CPU seconds, peak KiB, stdout) of one run."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        redirect = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1),
                    (os.POSIX_SPAWN_DUP2, err.fileno(), 2)]
        pid = os.posix_spawn(command[0], command, os.environ, file_actions=redirect)
        _, status, usage = os.wait4(pid, 0)
        out.seek(0)
        err.seek(0)
        if os.waitstatus_to_exitcode(status):
            tail = err.read().decode("utf-8", "replace").strip().splitlines()[:3]
            raise Failure(" ".join(tail) or f"exit status {os.waitstatus_to_exitcode(status)}")
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, out.read()


def measure_wasm(program, argument):
    """(CPU seconds of the run alone, stdout): compiled by the optimising tier before it starts."""
    command = ["node", "--no-warnings", "--no-liftoff", str(HERE / "wasm/timed.mjs"), program,
               argument]
    result = subprocess.run(command, check=False, timeout=TIMEOUT, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if result.returncode:
        raise Failure(" ".join(result.stderr.strip().splitlines()[:3]))
    return float(result.stderr.splitlines()[-1]), result.stdout


def best(command, runs):
    results = [measure(command) for _ in range(runs)]
    return min(r[0] for r in results), max(r[1] for r in results), results[0][2]


def ratio_line(name, ours, theirs, peer, unit="s"):
    ratio = ours / theirs if theirs else math.inf
    print(f"  {name:<12} {ours:10.3f} {unit}   {peer} {theirs:10.3f} {unit}   ratio {ratio:6.3f}")
    return ratio


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


class Bench:
    def __init__(self, ochrec, wasm_peer, runs, scratch):
        self.ochrec = str(ochrec)
        self.wasm_peer = wasm_peer
        self.rustc = shutil.which("rustc")
        self.clang = shutil.which("clang-19")
        self.runs = runs
        self.scratch = Path(scratch)

    def compile(self, compiler, source, name, *flags):
        output = str(self.scratch / name)
        command = [compiler, "--edition=2021", *flags, str(source), "-o", output]
        result = subprocess.run(command, check=False, timeout=TIMEOUT, text=True,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if result.returncode:
            raise Failure(" ".join(result.stderr.strip().splitlines()[:2]))
        return output

    def kernels(self):
        print("kernels: run time at -O3")
        ratios = {"rustc": [], "clang": []}
        for name, argument in KERNELS.items():
            source = HERE / "kernels" / f"{name}.rs"
            try:
                ours = best([self.compile(self.ochrec, source, f"{name}-ochre", "-Copt-level=3"),
                             argument], self.runs)
            except Failure as failure:
                print(f"  {name:<12} {failure}")
                continue
            if self.rustc:
                program = self.compile(self.rustc, source, f"{name}-rustc", "-Copt-level=3")
                theirs = best([program, argument], self.runs)
                if theirs[2] != ours[2]:
                    print(f"  {name:<12} the outputs differ")
                ratios["rustc"].append(ratio_line(name, ours[0], theirs[0], "rustc"))
            twin = source.with_suffix(".c")
            if self.clang and twin.exists():
                program = str(self.scratch / f"{name}-c")
                subprocess.run([self.clang, "-O3", twin, "-o", program, "-lm"], check=True)
                theirs = best([program, argument], self.runs)
                ratios["clang"].append(ratio_line(name, ours[0], theirs[0], "clang"))
        for peer, values in ratios.items():
            if values:
                print(f"  geometric mean against {peer}: {geometric_mean(values):.3f}"
                      f" ({len(values)} of {len(KERNELS)} kernels)")

    def wasm(self):
        target = "--target=wasm32-wasip1"
        print("WebAssembly under Node.js against native code at -O3")
        ratios = {"release": [], "dev": []}
        for name, argument in KERNELS.items():
            source = HERE / "kernels" / f"{name}.rs"
            native = best([self.compile(self.ochrec, source, name, "-Copt-level=3"), argument],
                          self.runs)
            for path, level in (("release", "3"), ("dev", "0")):
                try:
                    program = self.compile(self.ochrec, source, f"{name}.wasm", target,
                                           f"-Copt-level={level}")
                    runs = [measure_wasm(program, argument) for _ in range(self.runs)]
                except Failure as failure:
                    print(f"  {name:<12} {path}: {failure}")
                    continue
                if runs[0][1] != native[2].decode():
                    print(f"  {name:<12} {path}: the outputs differ")
                ratios[path].append(ratio_line(f"{name} {path}", min(r[0] for r in runs),
                                               native[0], "native"))
        for path, values in ratios.items():
            if values:
                print(f"  geometric mean, {path}: {geometric_mean(values):.3f}"
                      f" ({len(values)} of {len(KERNELS)} kernels)")
        self.wasm_sizes(target)
        self.wasm_compile_time(target)

    def wasm_sizes(self, target):
        print("bytes at -C opt-level=z")
        literal, number = self.scratch / "literal.rs", self.scratch / "number.rs"
        literal.write_text('fn main() {\n    println!("Hello, world!");\n}\n')
        number.write_text('fn main() {\n    println!("Hello, {}!", std::hint::black_box(42));\n}\n')
        for name, source in (("literal", literal), ("number", number),
                             ("app", HERE / "wasm/app.rs")):
            program = self.compile(self.ochrec, source, "size.wasm", target, "-Copt-level=z")
            print(f"  {name:<12} {os.path.getsize(program):10} bytes")

    def wasm_compile_time(self, target):
        print("app.rs, whole compile, -C opt-level=0")
        arguments = ["--edition=2021", target, "-Copt-level=0", str(HERE / "wasm/app.rs"), "-o",
                     str(self.scratch / "app.wasm")]
        ours = best([self.ochrec, *arguments], self.runs)
        if not self.wasm_peer:
            print(f"  {'compile':<12} {ours[0]:.3f} s")
            return
        theirs = best([self.wasm_peer, *arguments], self.runs)
        ratio_line("compile", ours[0], theirs[0], "rustc")

    def compare(self, name, source, *flags):
        """Compile one source with both compilers; CPU and memory."""
        output = str(self.scratch / "out")
        arguments = ["--edition=2021", *flags, str(source), "-o", output]
        try:
            ours = best([self.ochrec, *arguments], self.runs)
        except Failure as failure:
            print(f"  {name:<12} {failure}")
            return
        if not self.rustc:
            print(f"  {name:<12} {ours[0]:.3f} s, {ours[1] / 1024:.0f} MiB")
            return
        theirs = best([real_rustc(self.rustc), *arguments], self.runs)
        ratio_line(name, ours[0], theirs[0], "rustc")
        ratio_line("  memory", ours[1] / 1024, theirs[1] / 1024, "rustc", "MiB")

    def hello(self):
        print("hello world, warm")
        source = self.scratch / "hello.rs"
        source.write_text('fn main() {\n    println!("Hello, world!");\n}\n')
        self.compare("check", source, "--emit=metadata")
        self.compare("debug build", source, "-g")

    def crate(self):
        print("generated crate, 100,000 lines: --emit=metadata")
        self.compare("check", self.generate(100_000), "--emit=metadata")

    def build(self):
        print("generated crate, 10,000 lines: debug build")
        self.compare("build", self.generate(10_000), "-g")

    def generate(self, lines):
        folder = self.scratch / f"crate{lines}"
        subprocess.run([sys.executable, HERE / "gen_crate.py", str(lines), "-o", folder],
                       check=True)
        return folder / "src/main.rs"


def real_rustc(path):
    """A proxy costs time that is not the compiler's."""
    found = subprocess.run([path, "--print=sysroot"], check=False, text=True,
                           stdout=subprocess.PIPE).stdout.strip()
    program = Path(found) / "bin/rustc"
    return str(program) if program.exists() else path


GROUPS = ("hello", "kernels", "build", "crate", "wasm")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ochrec", required=True, type=Path)
    parser.add_argument("--wasm-peer", help="a rustc that has the target wasm32-wasip1")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("groups", nargs="*", metavar="GROUP")
    args = parser.parse_args()
    for group in args.groups:
        if group not in GROUPS:
            parser.error(f"no such group: {group}; there are {', '.join(GROUPS)}")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="ochre-bench-") as scratch:
        bench = Bench(args.ochrec, args.wasm_peer, args.runs, scratch)
        for group in args.groups or GROUPS:
            getattr(bench, group)()
    return 0


if __name__ == "__main__":
    sys.exit(main())
