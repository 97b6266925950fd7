#!/usr/bin/env python3
"""The sub-commands of ./x, except installing packages (which the shell script does).

  x run FILE [ARG...]   build Ochre if needed, then compile and run FILE
  x build               build and install compiler and standard library into build/prefix
  x test [--quick]      build and run everything that tests Ochre
  x bench [NAME...]     measure against rustc and clang where they exist
  x lint [--all]        tools/lint.py and clang-tidy (on changed files, or on all)
  x fmt                 reformat the C++ sources
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import gates
from tree import ROOT, build, cpp_sources, configure

PREFIX = ROOT / "build/prefix"


def build_release():
    """Compiler and standard library, installed into build/prefix."""
    configure("release")
    build("release", ["ochre", "stdlib"])
    # Installing prints one line a file: only trouble is of interest.
    subprocess.run(["cmake", "--install", ROOT / "build/release"], check=True,
                   stdout=subprocess.DEVNULL)


def command_run(args):
    build_release()
    ochre = PREFIX / "bin/ochre"
    os.execv(ochre, [str(ochre), "run", *args.arguments])


def command_build(_args):
    build_release()
    print(f"installed in {PREFIX}")


def command_test(args):
    return gates.run_all(quick=args.quick)


def command_bench(args):
    build_release()
    runner = ROOT / "bench/run.py"
    command = [sys.executable, runner, "--ochrec", PREFIX / "bin/ochrec", *args.arguments]
    return subprocess.run(command, check=False).returncode


def command_lint(args):
    configure("dev")
    failed = [gate.__name__ for gate in (gates.lint, lambda: gates.tidy(all_files=args.all))
              if not gate()]
    return 1 if failed else 0


def command_fmt(_args):
    subprocess.run(["clang-format-19", "-i", *cpp_sources()], check=True, cwd=ROOT)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="x", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="compile and run a Rust file")
    run.add_argument("arguments", nargs=argparse.REMAINDER, metavar="FILE [ARG...]")
    commands.add_parser("build", help="install into build/prefix")
    test = commands.add_parser("test", help="the whole gate")
    test.add_argument("--quick", action="store_true", help="without sanitizers and clang-tidy")
    bench = commands.add_parser("bench", help="measure against the peers")
    bench.add_argument("arguments", nargs=argparse.REMAINDER, metavar="NAME...")
    lint = commands.add_parser("lint", help="the rules of style that a machine can check")
    lint.add_argument("--all", action="store_true", help="clang-tidy on every file")
    commands.add_parser("fmt", help="reformat the C++ sources")
    return parser.parse_args()


def main():
    args = parse_arguments()
    try:
        return globals()[f"command_{args.command}"](args) or 0
    except subprocess.CalledProcessError as error:
        print(f"x: failed: {error.cmd[0]} (exit {error.returncode})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
