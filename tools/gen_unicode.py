#!/usr/bin/env python3
"""Writes the Unicode tables of frontend/lex: tools/gen_unicode.py frontend/lex

Identifier ranges (XID_Start, XID_Continue) and what normalisation to NFC needs: canonical
decompositions, compositions are their inverse, combining classes.
"""

import sys
import unicodedata
from pathlib import Path

LAST = 0x110000


def ranges(predicate):
    found, start = [], None
    for code in range(LAST + 1):
        inside = code < LAST and not 0xD800 <= code < 0xE000 and predicate(code)
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            found.append((start, code - 1))
            start = None
    return found


def canonical(code):
    """(first, second or 0) of the canonical decomposition, algorithmic Hangul left out."""
    text = unicodedata.decomposition(chr(code))
    if not text or text.startswith("<"):
        return None
    parts = [int(part, 16) for part in text.split()]
    return parts[0], parts[1] if len(parts) > 1 else 0


def is_composable(code, parts):
    return parts[1] and unicodedata.normalize("NFC", chr(parts[0]) + chr(parts[1])) == chr(code)


def wrap(rows):
    lines, line = [], ""
    for row in rows:
        if len(line) + len(row) > 98:
            lines.append(line.rstrip())
            line = ""
        line += row + " "
    return "\n".join([*lines, line.rstrip()]) + "\n"


def main():
    folder = Path(sys.argv[1])
    head = f"// Made by tools/gen_unicode.py from Unicode {unicodedata.unidata_version}.\n"
    start = ranges(lambda code: chr(code).isidentifier() and code != ord("_"))
    more = ranges(lambda code: ("a" + chr(code)).isidentifier())
    (folder / "unicode_xid.inc").write_text(
        head + "#ifdef XID_START\n" + wrap(f"{{0x{a:x},0x{b:x}}}," for a, b in start) + "#endif\n"
        + "#ifdef XID_CONTINUE\n" + wrap(f"{{0x{a:x},0x{b:x}}}," for a, b in more) + "#endif\n")
    rows = [(code, canonical(code)) for code in range(LAST) if canonical(code)]
    classes = []
    for code in range(LAST):
        ccc = unicodedata.combining(chr(code))
        if not ccc:
            continue
        if classes and classes[-1][1] == code - 1 and classes[-1][2] == ccc:
            classes[-1][1] = code
        else:
            classes.append([code, code, ccc])
    (folder / "unicode_nfc.inc").write_text(
        head + "// {code, first, second, 1 if the pair composes}\n#ifdef DECOMPOSITIONS\n"
        + wrap(f"{{0x{c:x},0x{p[0]:x},0x{p[1]:x},{int(bool(is_composable(c, p)))}}},"
               for c, p in rows)
        + "#endif\n// {first, last, class}\n#ifdef COMBINING_CLASSES\n"
        + wrap(f"{{0x{a:x},0x{b:x},{c}}}," for a, b, c in classes) + "#endif\n")


main()
