#!/usr/bin/env python3
"""The rules of style that a machine can check; see docs/contributing.md.

Errors make the exit status 1. Warnings are rules that the tree has not fully reached: they are
counted by rule, and listed with --warnings. tools/lint_known.txt lists how many errors of a rule a
file had when it was last looked at. That many pass, one more is an error; the list is written again
with --write-known, and in review it should only ever shrink.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from style import catalogue, cpp, includes, text

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = {"build", ".git", ".cache", ".tmp", "__pycache__"}
# Its output must stay the same to the byte, and so does it.
EXEMPT = {"bench/gen_crate.py"}
# What is linted as text; C++ gets the checks of structure as well.
SUFFIXES = {".h", ".cpp", ".def", ".py", ".cmake", ".txt", ".md", ".rs", ".mir", ".json"}


def project_files():
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if parts[0] in SKIPPED or "__pycache__" in parts or parts[0].startswith("build-"):
            continue
        if path.relative_to(ROOT).as_posix() in EXEMPT:
            continue
        if path.is_file() and not path.is_symlink() and path.suffix in SUFFIXES:
            yield path


def lint_file(path, layers):
    relative = path.relative_to(ROOT).as_posix()
    try:
        content = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        # Tests hold bad input on purpose.
        is_test = relative.startswith("test/")
        return [] if is_test else [(relative, 1, "error", "utf-8", "not UTF-8")]
    findings = text.check(relative, content)
    if path.suffix in (".h", ".cpp"):
        code = cpp.blank_comments_and_strings(content)
        findings += cpp.check(relative, content, code)
        findings += includes.check(relative, content, layers)
    return findings


KNOWN = ROOT / "tools/lint_known.txt"


def count_errors(findings):
    return Counter((file, rule) for file, _, level, rule, _ in findings if level == "error")


def read_known():
    known = {}
    if KNOWN.exists():
        for line in KNOWN.read_text(encoding="utf-8").splitlines():
            count, rule, file = line.split()
            known[file, rule] = int(count)
    return known


def write_known(findings):
    lines = [f"{count} {rule} {file}\n"
             for (file, rule), count in sorted(count_errors(findings).items())]
    KNOWN.write_text("".join(lines), encoding="utf-8")


def without_known(findings):
    """Findings of files that have no more of a rule than is known become warnings `known`."""
    known, counts = read_known(), count_errors(findings)
    result = []
    for file, line, level, rule, message in findings:
        if level == "error" and counts[file, rule] <= known.get((file, rule), 0):
            level, rule = "warning", f"known {rule}"
        result.append((file, line, level, rule, message))
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--layers", type=Path, default=ROOT / "build/dev/layers.txt",
                        help="the table of layers that CMake writes")
    parser.add_argument("--warnings", action="store_true", help="list warnings too")
    parser.add_argument("--write-known", action="store_true", help="accept today's errors")
    args = parser.parse_args()

    layers = includes.read_layers(args.layers)
    findings = [finding for path in project_files() for finding in lint_file(path, layers)]
    findings += catalogue.check(ROOT, layers)

    if args.write_known:
        write_known(findings)
    findings = without_known(findings)

    errors, warnings = 0, Counter()
    for file, line, level, rule, message in findings:
        if level == "warning":
            warnings[rule] += 1
        else:
            errors += 1
        if level == "error" or args.warnings:
            print(f"{file}:{line}: {level}: {message} [{rule}]")
    for rule, count in sorted(warnings.items()):
        print(f"lint: {count} warnings [{rule}]")
    print(f"lint: {errors} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
