#!/usr/bin/env python3
"""Rewrites the CHECK lines of lit tests from what the compiler prints now.

  update_checks.py [--ochrec PATH] TEST...

Only tests of one form are touched: a RUN line that pipes `%ochrec ... %s` into `%FileCheck %s`, and
CHECK lines of one prefix in one block. The new block takes the place of the old one; what it says
must be reviewed like code.
"""

import argparse
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN = re.compile(r"^//\s*RUN:\s*(?P<command>%ochrec .*?)\s*\|\s*%FileCheck\s+%s"
                 r"(?:\s+--check-prefix=(?P<prefix>[\w-]+))?\s*$", re.M)


def is_check(line, prefix):
    return re.match(rf"\s*//\s*{prefix}(?:-NEXT|-EMPTY|-SAME|-LABEL|-DAG|-NOT)?:", line)


def check_lines(output, prefix):
    """The first line as CHECK, the next ones as CHECK-NEXT, so nothing slips in between."""
    lines, kind = [], prefix
    for line in output.splitlines():
        if line.strip():
            text = line.rstrip().replace("[[", "{{\\[\\[}}")
            lines.append(f"// {kind}: {text}")
            kind = f"{prefix}-NEXT"
        else:
            lines.append(f"// {prefix}-EMPTY:")
    return lines


def update(path, ochrec):
    text = path.read_text(encoding="utf-8")
    runs = list(RUN.finditer(text))
    if not runs:
        return f"{path}: no RUN line of the form `%ochrec ... %s | %FileCheck %s`"
    for run in runs:
        prefix = run["prefix"] or "CHECK"
        command = run["command"].replace("%ochrec", str(ochrec)).replace("%s", str(path))
        command = shlex.split(command)
        result = subprocess.run(command, check=False, timeout=60, text=True, errors="replace",
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if result.returncode:
            return f"{path}: exit status {result.returncode}\n{result.stderr}"
        lines = text.splitlines()
        at = next((i for i, line in enumerate(lines) if is_check(line, prefix)), len(lines))
        kept = [line for line in lines if not is_check(line, prefix)]
        kept[at:at] = check_lines(result.stdout, prefix)
        text = "\n".join(kept) + "\n"
    path.write_text(text, encoding="utf-8")
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ochrec", type=Path, default=ROOT / "build/dev/bin/ochrec")
    parser.add_argument("tests", nargs="+", type=Path)
    args = parser.parse_args()
    problems = [problem for test in args.tests if (problem := update(test.resolve(), args.ochrec))]
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
