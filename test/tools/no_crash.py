#!/usr/bin/env python3
"""Runs the compiler on hard input that it makes, and requires an orderly end.

  no_crash.py OCHREC SHAPE...        each SHAPE of SHAPES below, deep and broken off
  no_crash.py OCHREC --truncate FILE every prefix of a file that ends at a multiple of a step

Orderly: exit status 0 or 1 within the time limit; with 1, standard error says `error`; and with 1,
no output file.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

DEPTH = 100_000
TIMEOUT = 40

# name -> (before, opening, middle, closing, after); the opening and closing are repeated.
SHAPES = {
    "parens": ("fn f() { ", "(", "1", ")", "; }"),
    "open-parens": ("fn f() { ", "(", "", "", ""),
    "brackets": ("fn f() { ", "[", "1", "]", "; }"),
    "braces": ("fn f() ", "{", "", "}", ""),
    "unary": ("fn f() { ", "!", "true", "", "; }"),
    "references": ("fn f(x: ", "&", "u8", "", ") {}"),
    "generics": ("fn f(x: ", "Box<", "u8", ">", ") {}"),
    "tuple-types": ("fn f(x: ", "(", "u8", ",)", ") {}"),
    "patterns": ("fn f() { let ", "(", "x", ",)", " = 1; }"),
    "modules": ("", "mod a { ", "", "}", ""),
    "functions": ("", "fn a() { ", "", "}", ""),
    "blocks": ("fn f() { ", "if a { ", "", "}", "}"),
    "else-if": ("fn f() { ", "if a {} else ", "{}", "", "}"),
    "sums": ("fn f() { 0", "+1", "", "", "; }"),
    "calls": ("fn f() { f", "()", "", "", "; }"),
    "fields": ("fn f() { f", ".x", "", "", "; }"),
    "methods": ("fn f() { f", ".x()", "", "", "; }"),
    "closures": ("fn f() { ", "|| ", "1", "", "; }"),
    "paths": ("fn f() { a", "::a", "", "", "; }"),
    "uses": ("use ", "a::{", "b", "}", ";"),
    "macros": ("fn f() { ", "m!(", "", ")", "; }"),
    "trees": ("m! ", "{", "", "}", ""),
    "comments": ("", "/*", "", "*/", "fn f() {}"),
    "attributes": ("", "#[a]", "", "", " fn f() {}"),
    "assignments": ("fn f() { ", "a = ", "1", "", "; }"),
    "bounds": ("fn f<T: ", "A<B: ", "C", ">", ">() {}"),
    "or-patterns": ("fn f() { let ", "(A | ", "B", ")", " = 1; }"),
    "matches": ("fn f() { ", "match a { _ => ", "1", "}", "}"),
    "macro-rules": ("macro_rules! m { (", "$(", "$a:tt", ")*", ") => {} }"),
    "recursive-macro": ("macro_rules! m { ($($t:tt)*) => { m!($($t)* a) } } m!();", "", "", "", ""),
    "growing-macro": ("macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)*) } } m!(a);",
                      "", "", "", ""),
}


def run(ochrec, source, name):
    with tempfile.TemporaryDirectory(prefix="ochre-no-crash-") as scratch:
        path, output = Path(scratch) / "input.rs", Path(scratch) / "output"
        path.write_bytes(source)
        command = [ochrec, "--edition=2021", "--crate-type=lib", "--emit=metadata", path,
                   "-o", output]
        try:
            result = subprocess.run(command, check=False, timeout=TIMEOUT,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        except subprocess.TimeoutExpired:
            return f"{name}: no end after {TIMEOUT} s"
        leftovers = [entry.name for entry in Path(scratch).iterdir() if entry.name != "input.rs"]
    if result.returncode == 0:
        return None
    if result.returncode != 1:
        last = result.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        return f"{name}: exit status {result.returncode} {last}"
    if b"error" not in result.stderr:
        return f"{name}: exit status 1, but no error was shown"
    return f"{name}: left {leftovers}" if leftovers else None


def truncations(path):
    content = Path(path).read_bytes()
    step = max(len(content) // 200, 1)
    for end in range(0, len(content), step):
        yield content[:end], f"the first {end} bytes of {path}"


def shapes(names):
    for name in names or SHAPES:
        before, opening, middle, closing, after = SHAPES[name]
        yield (before + opening * DEPTH + middle + closing * DEPTH + after).encode(), name
        yield (before + opening * DEPTH).encode(), f"{name}, broken off"


def main():
    ochrec, *arguments = sys.argv[1:]
    if arguments and arguments[0] == "--truncate":
        inputs = truncations(arguments[1])
    else:
        inputs = shapes(arguments)
    problems = [problem for source, name in inputs if (problem := run(ochrec, source, name))]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
