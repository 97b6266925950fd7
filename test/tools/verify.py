#!/usr/bin/env python3
"""Checks the diagnostics of a program against comments beside its lines.

  verify.py OCHREC FILE [COMPILER-ARGUMENT...]

  let y = x; //~ E0382 use of moved value: `x`
  //~^ NOTE text              one line up for each `^`
  //~| HELP text              the same line as the comment before it
  //~ ERROR text              an error without a code; `//~ WARN`, `//~ NOTE`, `//~ HELP`
  //~ E0382                   a code alone is enough
  //~v E0382                  one line down

Every error must be expected and every expectation met; warnings, notes and helps are checked only
where the file expects one of that level. With no expectation the file must be accepted; with one
error or more the compiler must exit with 1. An expected text may be a part of the message.
"""

import json
import re
import subprocess
import sys
from collections import namedtuple

COMMENT = re.compile(r"//~(?P<up>\^*)(?P<down>v*)(?P<same>\|?)\s*"
                     r"(?P<kind>E\d{4}|ERROR|WARN(?:ING)?|NOTE|HELP)\b:?\s*(?P<text>.*)")
LEVELS = {"error": "ERROR", "warning": "WARN", "note": "NOTE", "help": "HELP"}
TIMEOUT = 30

Note = namedtuple("Note", "line level code text")


def read_expectations(path):
    expected, last_line = [], None
    with open(path, encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            for match in COMMENT.finditer(line):
                if match["same"]:
                    if last_line is None:
                        raise SystemExit(f"{path}:{number}: `//~|` without a comment before it")
                    target = last_line
                else:
                    target = number - len(match["up"]) + len(match["down"])
                last_line = target
                kind = match["kind"].replace("WARNING", "WARN")
                code = kind if kind.startswith("E0") or kind[1:].isdigit() else None
                level = "ERROR" if code else kind
                expected.append(Note(target, level, code, match["text"].strip()))
    return expected


def run_compiler(command):
    try:
        result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                check=False, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        raise SystemExit("verify: the compiler does not come to an end") from None
    return result.returncode, result.stderr.decode("utf-8", "replace")


def read_diagnostics(stderr, path):
    """What was reported in this file, children with the place of their own or of their parent."""
    found, stray = [], []
    for line in stderr.splitlines():
        if not line.startswith("{"):
            stray.append(line)
            continue
        message = json.loads(line)
        if message.get("$message_type", "diagnostic") != "diagnostic":
            continue
        if message["level"] == "failure-note" or message["message"].startswith("aborting due to"):
            continue
        if re.match(r"\d+ warnings? emitted", message["message"]):
            continue
        at = place(message["spans"], path)
        found.append(note(message, at))
        for child in message["children"]:
            found.append(note(child, place(child["spans"], path) or at))
        for span in message["spans"]:
            if span["label"] and in_file(span, path):
                found.append(Note(span["line_start"], "LABEL", None, span["label"]))
    return found, stray


def note(message, line):
    level = LEVELS.get(message["level"].split(":")[0], "ERROR")
    code = (message.get("code") or {}).get("code")
    return Note(line, level, code, message["message"])


def place(spans, path):
    """The line in this file: of the primary span, or where its macro is invoked."""
    for span in sorted(spans, key=lambda span: not span["is_primary"]):
        while span:
            if in_file(span, path):
                return span["line_start"]
            span = (span.get("expansion") or {}).get("span")
    return None


def in_file(span, path):
    return span["file_name"] == path


def meets(found, wanted):
    if found.line != wanted.line or wanted.text not in found.text:
        return False
    if found.level == "LABEL":
        return wanted.level == "NOTE"
    if wanted.code:
        return found.code == wanted.code and found.level == "ERROR"
    return found.level == wanted.level


def compare(expected, found):
    problems, left = [], list(found)
    for wanted in expected:
        match = next((item for item in left if meets(item, wanted)), None)
        if match:
            left.remove(match)
        else:
            problems.append((wanted.line or 0, "missing", wanted))
    levels = {"ERROR"} | {wanted.level for wanted in expected} - {"NOTE", "HELP"}
    problems += [(item.line or 0, "unexpected", item) for item in left if item.level in levels]
    return sorted(problems, key=lambda problem: problem[:2])


def main():
    ochrec, path, *arguments = sys.argv[1:]
    expected = read_expectations(path)
    if not any(argument.startswith("--emit") for argument in arguments):
        arguments.append("--emit=mir")
        arguments += ["-o", "/dev/null"]
    command = [ochrec, path, "--error-format=json", "--edition=2021", *arguments]
    status, stderr = run_compiler(command)
    try:
        found, stray = read_diagnostics(stderr, path)
    except (ValueError, KeyError) as error:
        raise SystemExit(f"verify: not a diagnostic ({error!r}):\n{stderr}") from None
    problems = compare(expected, found)
    wanted_status = 1 if any(item.level == "ERROR" for item in expected) else 0
    for line, verdict, item in problems:
        label = f"{item.level} {item.code}" if item.code else item.level
        print(f"{path}:{line}: {verdict}: {label} {item.text}")
    for line in stray:
        print(f"verify: stray output: {line}")
    if status != wanted_status:
        print(f"verify: exit status {status}, not {wanted_status}")
    return 1 if problems or stray or status != wanted_status else 0


if __name__ == "__main__":
    sys.exit(main())
