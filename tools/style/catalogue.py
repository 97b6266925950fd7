"""Completeness: each error code has a text and a test, each leaf folder a README page."""

import re


def check(root, layers):
    return check_codes(root) + check_readmes(root, layers)


def check_readmes(root, layers):
    return [(f"{layer}/README.md", 1, "error", "readme", "missing: input, output, invariants")
            for layer in sorted(layers.direct) if not (root / layer / "README.md").exists()]


def check_codes(root):
    path = root / "support/diag/codes.def"
    if not path.exists():
        return []
    findings, file = [], path.relative_to(root).as_posix()
    tested = tested_codes(root)
    codes = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r"CODE\((E\d{4})", line)
        if not match:
            continue
        code = match[1]
        codes.append(code)
        if not (root / f"docs/errors/{code}.md").exists():
            findings.append((file, number, "warning", "code-text", f"no docs/errors/{code}.md"))
        if code not in tested:
            findings.append((file, number, "warning", "code-test", f"no test reports {code}"))
    if codes != sorted(set(codes)):
        findings.append((file, 1, "error", "code-order", "codes are not sorted, or not unique"))
    return findings


def tested_codes(root):
    tested = set()
    for path in (root / "test").rglob("*"):
        if path.suffix in (".rs", ".mir", ".test", ".cpp") and path.is_file():
            tested |= set(re.findall(r"\bE\d{4}\b", path.read_text("utf-8", "replace")))
    return tested
