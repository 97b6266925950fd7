"""Where things lie in the source and build trees, and how to build them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("support", "frontend", "sema", "mir", "borrowck", "metadata", "codegen", "driver",
           "runtime", "test/unit", "cmake")


def cpp_sources():
    """Every C++ file of the project, relative to the root, sorted."""
    found = [path for folder in FOLDERS for suffix in ("h", "cpp")
             for path in (ROOT / folder).rglob(f"*.{suffix}")]
    return sorted(str(path.relative_to(ROOT)) for path in found)


def build_directory(preset):
    return ROOT / "build" / preset


def configure(preset):
    """Configure once; afterwards ninja notices by itself when CMake must run again."""
    if (build_directory(preset) / "build.ninja").exists():
        return
    print(f"x: configuring {preset}", file=sys.stderr)
    result = subprocess.run(["cmake", "--preset", preset], cwd=ROOT, check=False, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        print(result.stdout, file=sys.stderr)
        result.check_returncode()


def build(preset, targets):
    """Build with ninja's progress on standard error: `x run` leaves stdout to the program."""
    command = ["ninja", "-C", str(build_directory(preset)), *targets]
    environment = dict(os.environ, NINJA_STATUS=f"[{preset} %f/%t] ")
    subprocess.run(command, check=True, stdout=sys.stderr, env=environment)
