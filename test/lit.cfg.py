"""lit: where tests lie, what their commands are called, what they may require.

Substitutions:
  %ochre %ochrec     the compiler under its two names
  %FileCheck %not    LLVM's tools of these names
  %verify            checks `//~ E0382 text` comments against what %ochrec reports
  %run               compiles a program, runs it, compares its output (see tools/run_program.py)
  %bench %examples   the folders bench/ and examples/

Features: `gdb`, `chromium`, and `stdlib`, when the compiler's installation has core, alloc and std.
"""

import os
import shutil
import sys

import lit.formats

config.name = "ochre"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".rs", ".mir", ".test"]
config.excludes = ["unit", "tools", "Inputs", "auxiliary"]
config.test_source_root = os.path.join(config.source_root, "test")
config.test_exec_root = os.path.join(config.build_root, "test")

TOOLS = os.path.join(config.test_source_root, "tools")
BIN = os.path.join(config.build_root, "bin")
OCHREC = os.path.join(BIN, "ochrec")


def script(name, *arguments):
    return " ".join([sys.executable, os.path.join(TOOLS, name), *arguments])


config.substitutions += [
    ("%ochrec", OCHREC),
    ("%ochre", os.path.join(BIN, "ochre")),
    ("%FileCheck", os.path.join(config.llvm_bin, "FileCheck")),
    ("%not", os.path.join(config.llvm_bin, "not")),
    ("%verify", script("verify.py", OCHREC)),
    ("%run", script("run_program.py", OCHREC)),
    ("%python", sys.executable),
    ("%unit", os.path.join(config.build_root, "unit")),
    ("%bench", os.path.join(config.source_root, "bench")),
    ("%examples", os.path.join(config.source_root, "examples")),
    ("%llvm", config.llvm_bin),
    ("%gdb", "gdb -nx"),
]
for program in ("gdb", "chromium"):
    if shutil.which(program):
        config.available_features.add(program)

TARGET = "x86_64-unknown-linux-gnu"
for root in (config.build_root, os.path.join(config.source_root, "build/prefix")):
    if os.path.exists(os.path.join(root, "lib/ochre", TARGET, "libstd.rlib")):
        config.available_features.add("stdlib")

# Same output everywhere: no colours, no locale, no settings of the user's.
config.environment = {
    "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
    "TMPDIR": os.environ.get("TMPDIR", "/tmp"),
    "LC_ALL": "C.UTF-8",
    "ASAN_OPTIONS": "detect_leaks=0",
}

try:
    import psutil  # what lit's time limit needs  # noqa: F401
    lit_config.maxIndividualTestTime = 180
except ImportError:
    lit_config.note("no python3-psutil: tests run without a time limit")
