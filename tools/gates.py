"""The gates of `x test`, in order. Each gate says on its own lines what failed; the last line of
all is `N passed, M failed`, which counts unit tests, lit tests and one for each other gate."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tree import ROOT, build, build_directory, configure, cpp_sources

LIT = "/usr/lib/llvm-19/build/utils/lit/lit.py"
SANITIZED_LAYERS = ("support", "frontend")
UNIT_TIMEOUT = 300  # seconds for one executable


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def count(self, ok):
        if ok:
            self.passed += 1
        else:
            self.failed += 1

    def add(self, passed, failed):
        self.passed += passed
        self.failed += failed


def run_all(quick):
    tally = Tally()
    started = time.monotonic()
    if step("build", build_dev):
        tally.count(step("format", check_format))
        tally.count(step("lint", lint))
        if not quick:
            tally.count(step("clang-tidy", tidy))
        tally.add(*step("unit tests", lambda: run_units("dev")))
        tally.add(*step("lit", run_lit))
        tally.count(step("same input, same bytes", compare_builds))
        if not quick:
            tally.add(*step("sanitizers", run_sanitized))
    else:
        tally.count(False)
    print(f"x test: {time.monotonic() - started:.0f} s")
    print(f"{tally.passed} passed, {tally.failed} failed", flush=True)
    return 1 if tally.failed else 0


def step(name, gate):
    print(f"== {name}", flush=True)
    started = time.monotonic()
    result = gate()
    failed = result[1] if isinstance(result, tuple) else not result
    verdict = "FAILED" if failed else "ok"
    print(f"== {name}: {verdict} ({time.monotonic() - started:.1f} s)", flush=True)
    return result


def build_dev():
    return build_quietly("dev", ["all"])


def build_quietly(preset, targets):
    try:
        configure(preset)
        build(preset, targets)
        return True
    except subprocess.CalledProcessError:
        return False


def check_format():
    command = ["clang-format-19", "--dry-run", "-Werror", *cpp_sources()]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def lint():
    layers = build_directory("dev") / "layers.txt"
    command = [sys.executable, ROOT / "tools/lint.py", "--layers", layers]
    return subprocess.run(command, check=False).returncode == 0


def changed_files():
    """C++ sources that differ from the main line, or, on it, those of the last change."""
    def git(*arguments):
        return subprocess.run(["git", *arguments], cwd=ROOT, check=False, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.split()

    head = git("rev-parse", "HEAD")
    base = next((commit for name in ("origin/main", "main")
                 if (commit := git("merge-base", "HEAD", name)) and commit != head), ["HEAD~1"])
    names = set(git("diff", "--name-only", base[0])) | set(git("diff", "--name-only"))
    return [name for name in cpp_sources() if name in names and name.endswith(".cpp")]


def tidy(all_files=False):
    files = cpp_sources() if all_files else changed_files()
    files = [name for name in files if name.endswith(".cpp")]
    if not files:
        return True
    jobs = str(os.cpu_count() or 1)
    command = ["xargs", "-P", jobs, "-n", "4", "clang-tidy-19", "--quiet", "-p",
               str(build_directory("dev"))]
    result = subprocess.run(command, cwd=ROOT, check=False, text=True, input="\n".join(files),
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if result.returncode:
        print(result.stdout)
        print("\n".join(line for line in result.stderr.splitlines()
                        if "warnings generated" not in line and "Suppressed" not in line))
    return result.returncode == 0


def run_units(preset, select=lambda name: True):
    """Run the unit test executables of a build; returns (passed, failed)."""
    passed = failed = 0
    for program in sorted((build_directory(preset) / "unit").glob("test_unit_*")):
        if not select(program.name):
            continue
        good, bad = run_unit(program)
        passed += good
        failed += bad
    return passed, failed


def run_unit(program):
    with tempfile.TemporaryDirectory(prefix="ochre-unit-") as scratch:
        report = Path(scratch) / "report.json"
        command = [program, "--gtest_brief=1", f"--gtest_output=json:{report}"]
        try:
            result = subprocess.run(command, cwd=ROOT, check=False, timeout=UNIT_TIMEOUT,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            status, output = result.returncode, result.stdout
        except subprocess.TimeoutExpired as error:
            status, output = "timeout", error.stdout or b""
        counts = json.loads(report.read_text()) if report.exists() else {"tests": 0, "failures": 0}
    if status == 0:
        return counts["tests"], 0
    print(output.decode("utf-8", "replace"))
    print(f"{program.name}: failed ({status})")
    # A crash loses the report: it counts as one failure.
    bad = max(counts["failures"], 1)
    return max(counts["tests"] - bad, 0), bad


def run_lit():
    """Returns (passed, failed). Tests that need what is absent here count as neither."""
    suite = build_directory("dev") / "test"
    with tempfile.TemporaryDirectory(prefix="ochre-lit-") as scratch:
        report = Path(scratch) / "report.json"
        command = [sys.executable, LIT, "-s", "-v", "-j", str(os.cpu_count() or 1),
                   "-o", report, suite]
        subprocess.run(command, cwd=ROOT, check=False)
        if not report.exists():
            return 0, 1
        codes = [test["code"] for test in json.loads(report.read_text())["tests"]]
    passed = sum(code in ("PASS", "XFAIL", "FLAKYPASS") for code in codes)
    skipped = sum(code in ("UNSUPPORTED", "EXCLUDED", "SKIPPED") for code in codes)
    return passed, len(codes) - passed - skipped


def run_sanitized():
    """Unit tests of the layers that read untrusted text, with ASan and UBSan."""
    folders = sanitized_folders()
    targets = [f"test_unit_{folder}" for folder in folders]
    if not build_quietly("asan", targets):
        return 0, 1
    return run_units("asan", lambda name: name in targets)


def sanitized_folders():
    leaves = {path.name for layer in SANITIZED_LAYERS for path in (ROOT / layer).iterdir()
              if path.is_dir()}
    return [folder.name for folder in sorted((ROOT / "test/unit").iterdir())
            if folder.name in leaves and any(folder.glob("*.cpp"))]


def compare_builds():
    """Compiles one program twice, in different folders; the objects must be equal."""
    command = [sys.executable, ROOT / "test/tools/same_bytes.py",
               build_directory("dev") / "bin/ochrec", ROOT / "test/tools/same_bytes.rs"]
    return subprocess.run(command, check=False).returncode == 0
