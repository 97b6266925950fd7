"""Who may include what: layers by their DEPS, LLVM and Binaryen by folder."""

import re

INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)
FREE_LLVM = ("llvm/ADT/", "llvm/Support/", "llvm/Config/")
LLVM_LAYERS = ("codegen/llvm", "codegen/passorder", "codegen/link", "metadata/encode",
               "metadata/decode")
CLI11_FILE = "driver/ochre_cli.cpp"


class Layers:
    """layer -> what it may include directly, and the closure that the compiler enforces."""

    def __init__(self, table):
        self.direct = {layer: set(deps) | set(private) for layer, deps, private in table}
        self.public = {layer: set(deps) for layer, deps, _ in table}

    def closure(self, layer):
        seen, work = set(), list(self.direct[layer])
        while work:
            dep = work.pop()
            if dep not in seen:
                seen.add(dep)
                work += self.public[dep]
        return seen


def read_layers(path):
    table = []
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                layer, deps, private = line.split("|")
                table.append((layer, [d for d in deps.split(";") if d],
                              [d for d in private.split(";") if d]))
    return Layers(table)


def layer_of(path, layers):
    parts = path.split("/")
    name = "/".join(parts[:2])
    return name if name in layers.direct else None


def check(file, content, layers):
    findings = []
    own = layer_of(file, layers)
    for match in INCLUDE.finditer(content):
        target = match[1]
        line = content.count("\n", 0, match.start()) + 1
        problem = check_one(file, own, target, layers)
        if problem:
            findings.append((file, line, *problem))
    return findings


def check_one(file, own, target, layers):
    if ".." in target.split("/"):
        return "error", "include-up", f"`{target}`: no `..` in an include"
    if target.startswith("CLI/") and file != CLI11_FILE:
        return "error", "include-cli11", f"CLI11 throws; only {CLI11_FILE} may call it"
    if target.startswith("binaryen") and own != "codegen/binaryen":
        return "error", "include-binaryen", "only codegen/binaryen may include Binaryen's header"
    if target.startswith("lld/") and own != "codegen/link":
        return "error", "include-lld", "only codegen/link may include lld's headers"
    if target.startswith(("llvm/", "llvm-c/")) and not target.startswith(FREE_LLVM):
        if own is not None and own not in LLVM_LAYERS:
            return "error", "include-llvm", f"`{target}`: beyond ADT and Support only in codegen"
    used = layer_of(target, layers)
    if own is None or used is None or used == own or used in layers.direct[own]:
        return None
    if used not in layers.closure(own):
        return "error", "include-layer", f"`{target}` is not in the dependencies of {own}"
    if used.startswith("support/"):
        return None
    return "warning", "include-deps", f"`{target}`: list {used} in the DEPS of {own}"
