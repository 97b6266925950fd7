#!/usr/bin/env python3
"""Compiles a program, runs it and compares what it did with what is expected.

  run_program.py OCHREC FILE OUTPUT [--expect STDOUT-FILE] [COMPILER-ARGUMENT...]

Expected output: the file given, else FILE with the suffix .stdout where it exists, else none is
compared. Comments in FILE say the rest: `// exit: 101` (default 0), `// stderr: text` that standard
error must contain, `// args: a b` to pass.
"""

import difflib
import re
import subprocess
import sys
from pathlib import Path

COMPILE_TIMEOUT, RUN_TIMEOUT = 50, 30


def directive(source, name, default):
    match = re.search(rf"^// {name}: (.*)$", source, re.M)
    return match[1] if match else default


def run(command, timeout):
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                              timeout=timeout)
    except subprocess.TimeoutExpired:
        raise SystemExit(f"run_program: no end after {timeout} s: {command[0]}") from None


def check_output(result, source, expected):
    problems = []
    status = int(directive(source, "exit", "0"))
    if result.returncode != status:
        problems.append(f"exit status {result.returncode}, not {status}")
    wanted = directive(source, "stderr", "")
    stderr = result.stderr.decode("utf-8", "replace")
    if wanted not in stderr:
        problems.append(f"standard error lacks `{wanted}`")
    if expected and expected.exists():
        want, got = expected.read_text(), result.stdout.decode("utf-8", "replace")
        if want != got:
            problems += difflib.unified_diff(want.splitlines(), got.splitlines(), "expected",
                                             "printed", lineterm="")
    if problems and stderr:
        problems.append(f"standard error was:\n{stderr}")
    return problems


def main():
    ochrec, path, output, *arguments = sys.argv[1:]
    path = Path(path)
    expected = path.with_suffix(".stdout")
    if "--expect" in arguments:
        at = arguments.index("--expect")
        expected = Path(arguments[at + 1])
        del arguments[at:at + 2]
    source = path.read_text(encoding="utf-8")
    if not any(argument.startswith("--edition") for argument in arguments):
        arguments.append("--edition=2021")
    built = run([ochrec, str(path), "-o", output, *arguments], COMPILE_TIMEOUT)
    if built.returncode:
        print(built.stderr.decode("utf-8", "replace"))
        print(f"run_program: the compiler exits with {built.returncode}")
        return 1
    result = run([output, *directive(source, "args", "").split()], RUN_TIMEOUT)
    problems = check_output(result, source, expected)
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
