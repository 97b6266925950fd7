"""Structure of C++: sizes of functions, `default:` on IR kinds, global variables.

There is no parser here, only braces and the text before them, which clang-format keeps regular
enough. Comments and strings are blanked first, so that positions stay the same.
"""

import re
from dataclasses import dataclass

FUNCTION_LINES = 100
NESTING = 4
PARAMETERS = 6
PUBLIC_METHODS = 25

CONTROL = re.compile(r"^(?:\}\s*)?(?:else\b|if\b|for\b|while\b|do\b|switch\b)")
TYPE = re.compile(r"^(?:template\b.*>\s*)?(?:typedef\s+)?(?:class|struct|union|enum)\b")
# Kinds of tokens and enums of other projects may have a `default:`.
FOREIGN_KINDS = {"TokenKind"}

_LITERAL = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^()\s\\]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|'
    r"(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'", re.S)


def blank_comments_and_strings(content):
    def blank(match):
        return re.sub(r"[^\n]", " ", match[0])
    return _LITERAL.sub(blank, content)


@dataclass
class Scope:
    kind: str       # "namespace", "type", "function", "control", "block"
    header: str
    line: int
    start: int
    control_depth: int = 0
    outer: str = ""  # header of the scope around this one


def check(file, content, code):
    findings = []
    if file.endswith(".h"):
        if "#pragma once" not in content:
            findings.append((file, 1, "error", "pragma-once", "a header needs `#pragma once`"))
        if not content.startswith("//"):
            findings.append((file, 1, "error", "header-comment", "open with the header's purpose"))
    is_test = file.startswith("test/")
    for scope, end in scopes(code):
        if scope.kind == "function":
            findings += check_function(file, code, scope, end, is_test)
        elif scope.kind == "control" and scope.control_depth > NESTING and not is_test:
            findings.append((file, scope.line, "error", "nesting",
                             f"nested {scope.control_depth} deep; the limit is {NESTING}"))
        if scope.kind == "control" and scope.header.startswith("switch"):
            findings += check_switch(file, code, scope, end)
        if scope.kind == "type":
            findings += check_type(file, code, scope, end)
    findings += check_globals(file, code)
    return findings


def scopes(code):
    """Every braced scope with the position of its end, inner ones first."""
    stack, found = [], []
    last, line, parens = 0, 1, 0
    code = blank_preprocessor(code)
    for at, char in enumerate(code):
        if char == "\n":
            line += 1
        elif char == "(":
            parens += 1
        elif char == ")":
            parens -= 1
        elif char == ";" and parens == 0:
            last = at + 1
        elif char == "{":
            header = code[last:at].strip()
            outer = stack[-1][0] if stack else None
            scope = Scope(kind_of(header, outer), strip_labels(header), line, at)
            scope.control_depth = (outer.control_depth if outer else 0) + (scope.kind == "control")
            scope.outer = outer.header if outer else ""
            if scope.kind == "function":
                scope.control_depth = 0
            stack.append((scope, parens))
            parens, last = 0, at + 1
        elif char == "}" and stack:
            scope, parens = stack.pop()
            found.append((scope, at))
            # An initialiser in braces goes on; a body ends here.
            if scope.kind != "block" or parens == 0:
                last = at + 1
    return found


_DIRECTIVE = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.M)
_LABELS = re.compile(
    r"^(?:(?:case\b[^:]*(?:::[^:]*)*|default|public|private|protected)\s*:(?!:)\s*)+")
_NOT_A_METHOD = re.compile(r"\bfriend\b|\bstatic_assert\b|=\s*(?:default|delete)")


def blank_preprocessor(code):
    return _DIRECTIVE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), code)


def strip_labels(header):
    return re.sub(r"^\[\[\w+\]\]\s*", "", _LABELS.sub("", header))


def kind_of(header, outer):
    header = strip_labels(header)
    inside_function = outer is not None and outer.kind in ("function", "control", "block")
    if CONTROL.match(header):
        return "control"
    if not inside_function:
        # A macro call without a semicolon may stand before it.
        if re.search(r"\bnamespace\b[\w:\s]*$", header) or header.startswith("extern"):
            return "namespace"
        if TYPE.match(header) and not re.search(r"\)\s*(?:const)?\s*$", header):
            return "type"
        if ")" in header and not re.search(r"=\s*$|\breturn\b", header):
            return "function"
    elif TYPE.match(header) and "(" not in header:
        return "type"
    return "block"


def check_function(file, code, scope, end, is_test):
    findings = []
    lines = code.count("\n", scope.start, end)
    if lines > FUNCTION_LINES and not is_test and not is_flat_switch(code[scope.start + 1:end]):
        findings.append((file, scope.line, "error", "function-size",
                         f"{name_of(scope.header)}: {lines} lines; the limit is {FUNCTION_LINES}"))
    count = parameters(scope.header)
    if count > PARAMETERS and not is_constructor(scope):
        findings.append((file, scope.line, "error", "parameters",
                         f"{name_of(scope.header)}: {count} parameters; the limit is {PARAMETERS}"))
    for match in re.finditer(r"^[ \t]+static\s+(?!const\b|constexpr\b|_?assert)[^;(){}]*[;={(]",
                             code[scope.start:end], re.M):
        if not re.match(r"\s+static\s+(?:inline\s+)?(?:const\b|constexpr\b)", match[0]):
            line = code.count("\n", 0, scope.start + match.start()) + 1
            findings.append((file, line, "error", "static-local", "a static variable is a global"))
    return findings


def is_constructor(scope):
    """A node's constructor takes as many values as the node has fields."""
    type_name = re.search(r"\b(?:class|struct)\s+(\w+)", scope.outer)
    return bool(type_name) and re.match(rf"(?:constexpr\s+|explicit\s+)*{type_name[1]}\s*\(",
                                        scope.header) is not None


def name_of(header):
    match = re.search(r"([~\w:]+|operator\s*\S+)\s*\(", header)
    return f"`{match[1]}`" if match else "function"


def parameters(header):
    """Parameters of the first parenthesis after the name."""
    at = header.find("(")
    if at < 0:
        return 0
    depth = angle = 0
    count, any_text = 1, False
    for char in header[at + 1:]:
        if char in "([{":
            depth += 1
        elif char in ")]}":
            if depth == 0:
                break
            depth -= 1
        elif char == "<":
            angle += 1
        elif char == ">":
            angle -= 1
        elif char == "," and depth == 0 and angle == 0:
            count += 1
        any_text = any_text or not char.isspace()
    return count if any_text else 0


def is_flat_switch(body):
    """Mostly one switch, whose cases are short."""
    match = re.search(r"\bswitch\b[^{]*\{", body)
    if not match:
        return False
    outside = body[:match.start()].count("\n")
    cases = re.split(r"\n\s*(?:case\b|default:)", body[match.end():])
    longest = max(case.count("\n") + 1 for case in cases)
    return outside <= 25 and longest <= 16


def check_switch(file, code, scope, end):
    body = code[scope.start + 1:end]
    inner = re.sub(r"\{[^{}]*\}", "", body)
    default = re.search(r"\bdefault\s*:", inner)
    if not default:
        return []
    kinds = set(re.findall(r"\bcase\s+(?:\w+::)*(\w+Kind)::\w+", inner))
    if not kinds or kinds & FOREIGN_KINDS:
        return []
    return [(file, scope.line, "error", "default-kind",
             f"`default:` in a switch on {', '.join(sorted(kinds))}: name every case")]


def check_type(file, code, scope, end):
    if not re.match(r"(?:template\b.*>\s*)?(?:class|struct)\b", scope.header):
        return []
    body = code[scope.start + 1:end]
    while True:
        shorter = re.sub(r"\{[^{}]*\}", ";", body)
        if shorter == body:
            break
        body = shorter
    visible, count = "class" not in scope.header.split("{")[0].split("<")[0], 0
    for part in re.split(r"\b(public|protected|private)\s*:(?!:)", body):
        if part in ("public", "protected", "private"):
            visible = part == "public"
        elif visible:
            count += sum(1 for member in part.split(";")
                         if re.search(r"\w\s*\(", member) and not _NOT_A_METHOD.search(member))
    if count <= PUBLIC_METHODS:
        return []
    return [(file, scope.line, "warning", "public-methods",
             f"{count} public methods; the limit is {PUBLIC_METHODS}")]


GLOBAL_START = re.compile(
    r"^(?:using|typedef|extern|class|struct|union|enum|template|static_assert|friend|namespace|"
    r"return|constexpr|constinit|const|concept|inline\s+constexpr|static\s+constexpr|"
    r"inline\s+const|static\s+const|public|private|protected)\b|^(?:#|\}|\[\[)")


def check_globals(file, code):
    """Statements at namespace level that define a variable which can change."""
    findings = []
    flat = flatten(blank_preprocessor(code))
    for match in re.finditer(r"[^;]+;", flat):
        statement = match[0].strip()
        if "(" in statement or not statement or GLOBAL_START.match(statement):
            continue
        if not re.match(r"(?:static\s+|thread_local\s+|inline\s+)*[\w:<>,\s*&]+\s\w+\s*(?:=|;|\[)",
                        statement):
            continue
        line = flat.count("\n", 0, match.end()) + 1
        findings.append((file, line, "error", "global", f"global variable: `{statement[:60]}`"))
    return findings


def flatten(code):
    """The code with every scope blanked but namespaces; initialisers go too."""
    chars = list(code)
    for scope, end in scopes(code):
        if scope.kind == "namespace":
            for at in (scope.start, end):
                chars[at] = ";"
            # The words before the brace.
            back = scope.start - 1
            while back >= 0 and code[back] not in ";{}":
                if chars[back] != "\n":
                    chars[back] = " "
                back -= 1
            continue
        for at in range(scope.start, end + 1):
            if chars[at] != "\n":
                chars[at] = " "
        if scope.kind in ("function", "type"):
            chars[end] = ";" if scope.kind == "function" else " "
    return "".join(chars)
