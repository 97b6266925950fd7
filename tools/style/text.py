"""What holds for any text file: length of lines and files, forbidden paths, notes with an issue."""

import re

COLUMNS = 100
FILE_LINES = 800
CODE = (".h", ".cpp", ".py", ".cmake")
# Paths of one machine tell the reader nothing.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home/\w+)/[\w.]")
NOTE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))")


def check(file, content):
    findings = []
    lines = content.splitlines()
    is_code = file.endswith(CODE)
    is_library = file.startswith("stdlib/")
    if (is_code or is_library) and len(lines) > FILE_LINES:
        level = "warning" if is_library else "error"
        findings.append((file, 1, level, "file-size",
                         f"{len(lines)} lines; the limit is {FILE_LINES}: split by topic"))
    for number, line in enumerate(lines, 1):
        if is_code and len(line) > COLUMNS:
            findings.append((file, number, "error", "columns", f"{len(line)} columns"))
        if MACHINE_PATH.search(line):
            findings.append((file, number, "error", "machine-path", "names a path of one machine"))
        if is_code and not file.startswith("tools/style/") and NOTE.search(line):
            findings.append((file, number, "error", "note",
                             "a note needs an issue: `TODO(#123)`"))
        if is_code and line != line.rstrip():
            findings.append((file, number, "error", "blanks", "blanks at the end of the line"))
    return findings
