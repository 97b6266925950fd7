#!/usr/bin/env python3
"""Cases for tools/style: what each rule finds, and what it must leave alone."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from style import cpp, includes, text  # noqa: E402  (needs the path above)


def rules(source, file="mir/ir/x.cpp"):
    found = cpp.check(file, source, cpp.blank_comments_and_strings(source))
    return sorted({rule for _, _, _, rule, _ in found})


class Cpp(unittest.TestCase):
    def test_default_on_our_kinds(self):
        switch = "void f() {{ switch (x.kind()) {{ case {0}::Add: break; default: break; }} }}\n"
        self.assertEqual(rules(switch.format("ExprKind")), ["default-kind"])
        self.assertEqual(rules(switch.format("lex::TokenKind")), [])
        self.assertEqual(rules("void f() { switch (c) { case 'a': break; default: break; } }"), [])

    def test_globals(self):
        self.assertEqual(rules("namespace a {\nint counter = 0;\n}\n"), ["global"])
        self.assertEqual(rules("static std::vector<int> cache;\n"), ["global"])
        self.assertEqual(rules("constexpr int kLimit = 3;\nint f();\nusing A = int;\n"), [])
        self.assertEqual(rules("struct S {\n  int member = 0;\n};\n"), [])

    def test_static_locals(self):
        self.assertEqual(rules("void f() {\n  static int count = 0;\n}\n"), ["static-local"])
        self.assertEqual(rules("void f() {\n  static constexpr int k = 0;\n}\n"), [])
        self.assertEqual(rules("struct S {\n  static S make();\n};\n"), [])

    def test_function_size(self):
        long_body = "void f() {\n" + "  g();\n" * 101 + "}\n"
        self.assertEqual(rules(long_body), ["function-size"])
        cases = "".join(f"  case K{i}:\n    g();\n" for i in range(60))
        self.assertEqual(rules("void f() {\n  switch (x) {\n" + cases + "  }\n}\n"), [])

    def test_parameters(self):
        self.assertEqual(rules("void f(int a, int b, int c, int d, int e, int g, int h) {}\n"),
                         ["parameters"])
        self.assertEqual(rules("void f(std::map<int, int> a, std::pair<int, int> b) {}\n"), [])
        node = "struct N {\n  N(int a, int b, int c, int d, int e, int f, int g) {}\n};\n"
        self.assertEqual(rules(node), [])

    def test_nesting(self):
        deep = "void f() {\n" + "if (a) {\n" * 5 + "}" * 5 + "\n}\n"
        self.assertEqual(rules(deep), ["nesting"])
        self.assertEqual(rules("void f() {\n" + "if (a) {\n" * 4 + "}" * 4 + "\n}\n"), [])

    def test_comments_and_strings_are_not_code(self):
        self.assertEqual(rules('// int counter = 0;\nvoid f() { g("static int x = 0; {"); }\n'), [])

    def test_headers(self):
        self.assertEqual(rules("int f();\n", "mir/ir/x.h"), ["header-comment", "pragma-once"])


class Includes(unittest.TestCase):
    layers = includes.Layers([("a/low", [], []), ("a/mid", ["a/low"], []),
                              ("a/top", ["a/mid"], []), ("a/side", [], ["a/top"])])

    def found(self, file, target):
        content = f'#include "{target}"\n'
        return [(level, rule) for _, _, level, rule, _ in
                includes.check(file, content, self.layers)]

    def test_layers(self):
        self.assertEqual(self.found("a/top/x.cpp", "a/mid/y.h"), [])
        self.assertEqual(self.found("a/top/x.cpp", "a/low/y.h"), [("warning", "include-deps")])
        self.assertEqual(self.found("a/low/x.cpp", "a/mid/y.h"), [("error", "include-layer")])
        self.assertEqual(self.found("a/side/x.cpp", "a/top/y.h"), [])

    def test_other_projects(self):
        self.assertEqual(self.found("a/top/x.cpp", "../y.h"), [("error", "include-up")])
        self.assertEqual(self.found("a/top/x.cpp", "llvm/ADT/Twine.h"), [])
        self.assertEqual(self.found("a/top/x.cpp", "llvm/IR/Module.h"), [("error", "include-llvm")])


class Text(unittest.TestCase):
    def found(self, content, file="mir/ir/x.cpp"):
        return [rule for _, _, _, rule, _ in text.check(file, content)]

    def test_lines(self):
        self.assertEqual(self.found("x" * 101), ["columns"])
        self.assertEqual(self.found("x \n"), ["blanks"])
        self.assertEqual(self.found("x\n" * 801), ["file-size"])

    def test_machine_paths(self):
        self.assertEqual(self.found("// see " + "/wo" + "rk/x"), ["machine-path"])
        self.assertEqual(self.found("// src/work/x and ./root/y"), [])

    def test_notes(self):
        self.assertEqual(self.found("// TO" + "DO: later"), ["note"])
        self.assertEqual(self.found("// TO" + "DO(#12): later"), [])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
