// Layout of diagnostics. Expected texts follow the reference compiler's.
#include "support/diag/render.h"

#include "support/source/hygiene.h"
#include "support/source/source_map.h"

#include "llvm/Support/JSON.h"
#include "gtest/gtest.h"

using namespace ochre;

namespace {

/// One file and spans found in it by their text.
class RenderTest : public ::testing::Test {
protected:
  void set_text(llvm::StringRef source) { file = sources.add_text("a.rs", source); }

  /// The span of the `nth` occurrence of `needle`.
  Span at(llvm::StringRef needle, unsigned nth = 0) {
    const SourceFile &source = sources.file(file);
    size_t offset = source.text.find(needle);
    for (unsigned i = 0; i < nth; ++i)
      offset = source.text.find(needle, offset + 1);
    EXPECT_NE(offset, llvm::StringRef::npos) << needle.str();
    BytePos lo = source.start + static_cast<BytePos>(offset);
    return {lo, lo + static_cast<BytePos>(needle.size())};
  }

  std::string show(const Diagnostic &diagnostic, RenderOptions options = {}) {
    std::string text;
    llvm::raw_string_ostream stream(text);
    render(sources, hygiene, diagnostic, options, stream);
    return "\n" + text;
  }

  static Diagnostic error(llvm::StringRef message, std::vector<Label> labels) {
    Diagnostic diagnostic;
    diagnostic.code = DiagCode::E0308;
    diagnostic.message = message.str();
    diagnostic.labels = std::move(labels);
    return diagnostic;
  }

  SourceMap sources;
  HygieneTable hygiene;
  FileId file;
};

TEST_F(RenderTest, MessageWithoutPlace) {
  Diagnostic diagnostic = error("no such thing", {});
  diagnostic.code = DiagCode::None;
  EXPECT_EQ(show(diagnostic), "\nerror: no such thing\n\n");
}

TEST_F(RenderTest, OneLabel) {
  set_text("fn f() {\n    let x: u8 = \"a\";\n}\n");
  EXPECT_EQ(show(error("mismatched types", {{at("\"a\""), "expected `u8`", true}})), R"(
error[E0308]: mismatched types
 --> a.rs:2:17
  |
2 |     let x: u8 = "a";
  |                 ^^^ expected `u8`

)");
}

TEST_F(RenderTest, LabelsThatDoNotFitHangBelow) {
  set_text("let a: u16 = b;\n");
  EXPECT_EQ(show(error("mismatched types",
                       {{at("b"), "expected `u16`", true}, {at("u16"), "expected due to this"}})),
            R"(
error[E0308]: mismatched types
 --> a.rs:1:14
  |
1 | let a: u16 = b;
  |        ---   ^ expected `u16`
  |        |
  |        expected due to this

)");
}

TEST_F(RenderTest, ThreeLabelsInOneLine) {
  set_text("foo(a, b);\n");
  EXPECT_EQ(show(error("wrong call",
                       {{at("a"), "second", true}, {at("foo"), "first"}, {at("b"), "third"}})),
            R"(
error[E0308]: wrong call
 --> a.rs:1:5
  |
1 | foo(a, b);
  | --- ^  - third
  | |   |
  | |   second
  | first

)");
}

TEST_F(RenderTest, FarLinesAreLeftOut) {
  set_text("one();\n2;\n3;\n4;\nfive();\n6;\nseven();\n");
  EXPECT_EQ(show(error("far", {{at("seven"), "", true}, {at("five"), "near"}, {at("one"), ""}})),
            R"(
error[E0308]: far
 --> a.rs:7:1
  |
1 | one();
  | ---
...
5 | five();
  | ---- near
6 | 6;
7 | seven();
  | ^^^^^

)");
}

TEST_F(RenderTest, LabelOverSeveralLines) {
  set_text("fn f() {\n    g(\n        1,\n    );\n    let x = if a {\n        1\n    };\n}\n");
  EXPECT_EQ(show(error("from the start of a line", {{at("g(\n        1,\n    )"), "here", true}})),
            R"(
error[E0308]: from the start of a line
 --> a.rs:2:5
  |
2 | /     g(
3 | |         1,
4 | |     );
  | |_____^ here

)");
  EXPECT_EQ(show(error("from within", {{at("if a {\n        1\n    }"), "here", true}})), R"(
error[E0308]: from within
 --> a.rs:5:13
  |
5 |       let x = if a {
  |  _____________^
6 | |         1
7 | |     };
  | |_____^ here

)");
}

TEST_F(RenderTest, NotesAndHelps) {
  set_text("fn take(v: Vec) {}\ntake(v);\n");
  Diagnostic diagnostic = error("moved", {{at("v", 1), "value used", true}});
  diagnostic.children.push_back({Level::Note, "a fact\nin two lines", {}});
  diagnostic.children.push_back({Level::Note, "defined here", {{at("take"), "", true}}});
  diagnostic.children.push_back({Level::Help, "do otherwise", {}});
  EXPECT_EQ(show(diagnostic), R"(
error[E0308]: moved
 --> a.rs:2:6
  |
2 | take(v);
  |      ^ value used
  |
  = note: a fact
          in two lines
note: defined here
 --> a.rs:1:4
  |
1 | fn take(v: Vec) {}
  |    ^^^^
  |
  = help: do otherwise

)");
}

TEST_F(RenderTest, SuggestionOfInsertion) {
  set_text("let x = 1;\nx += 1;\n");
  Diagnostic diagnostic = error("cannot assign", {{at("x += 1"), "", true}});
  diagnostic.suggestions.push_back(
      {"consider making this mutable", {{at("x").shrink_to_lo(), "mut "}}, {}});
  EXPECT_EQ(show(diagnostic), R"(
error[E0308]: cannot assign
 --> a.rs:2:1
  |
2 | x += 1;
  | ^^^^^^
  |
help: consider making this mutable
  |
1 | let mut x = 1;
  |     +++

)");
}

TEST_F(RenderTest, SuggestionOfReplacement) {
  set_text("std::mem::swop(1);\n");
  Diagnostic diagnostic = error("cannot find function `swop`", {{at("swop"), "", true}});
  diagnostic.suggestions.push_back(
      {"a function with a similar name exists", {{at("swop"), "swap"}}, {}});
  EXPECT_EQ(show(diagnostic), R"(
error[E0308]: cannot find function `swop`
 --> a.rs:1:11
  |
1 | std::mem::swop(1);
  |           ^^^^
  |
help: a function with a similar name exists
  |
1 - std::mem::swop(1);
1 + std::mem::swap(1);
  |

)");
}

TEST_F(RenderTest, WideCharactersAndTabs) {
  set_text("\tlet \u65e5\u672c = v;\n");
  EXPECT_EQ(show(error("wide", {{at("v"), "here", true}, {at("\u65e5\u672c"), ""}})), R"(
error[E0308]: wide
 --> a.rs:1:11
  |
1 |     let 日本 = v;
  |         ----   ^ here

)");
}

TEST_F(RenderTest, MacroOfThisCrateShowsTheCall) {
  set_text("macro_rules! bad { () => { 1 } }\nbad!();\n");
  ExpnData data;
  data.kind = ExpnKind::Bang;
  data.parent = kRootExpn;
  data.call_site = at("bad!()");
  data.def_site = at("macro_rules! bad");
  ExpnId expn = hygiene.add_expn(data);
  Span inner = at("1").with_ctxt(hygiene.apply_mark(kRootContext, expn, Transparency::SemiOpaque));
  EXPECT_EQ(show(error("mismatched types", {{inner, "an integer", true}})), R"(
error[E0308]: mismatched types
 --> a.rs:1:28
  |
1 | macro_rules! bad { () => { 1 } }
  |                            ^ an integer
2 | bad!();
  | ------ in this macro invocation
  |
  = note: this error originates in the macro `bad`

)");
}

TEST_F(RenderTest, MacroOfAnotherCrateShowsTheCallOnly) {
  set_text("\nbad!();\n");
  FileId other = sources.add_external_text("core/macros.rs", "1");
  ExpnData data;
  data.kind = ExpnKind::Bang;
  data.parent = kRootExpn;
  data.call_site = at("bad!()");
  ExpnId expn = hygiene.add_expn(data);
  BytePos start = sources.file(other).start;
  Span inner{start, start + 1, hygiene.apply_mark(kRootContext, expn, Transparency::SemiOpaque)};
  EXPECT_EQ(show(error("mismatched types", {{inner, "an integer", true}})), R"(
error[E0308]: mismatched types
 --> a.rs:2:1
  |
2 | bad!();
  | ^^^^^^ an integer

)");
}

TEST_F(RenderTest, SpansAtTheEndOfAFile) {
  set_text("fn f() {");
  const SourceFile &source = sources.file(file);
  EXPECT_EQ(show(error("unclosed", {{{source.end(), source.end()}, "expected `}`", true}})), R"(
error[E0308]: unclosed
 --> a.rs:1:9
  |
1 | fn f() {
  |         ^ expected `}`

)");
}

TEST_F(RenderTest, LongLinesAreCut) {
  std::string source(3000, ' ');
  for (size_t i = 0; i < source.size(); i += 2)
    source[i] = 'x';
  source[2000] = 'Q';
  set_text(source);
  std::string text = show(error("long", {{at("Q"), "here", true}}));
  EXPECT_LT(text.size(), 600u);
  EXPECT_NE(text.find("^ here"), std::string::npos);
}

TEST_F(RenderTest, MarksFarApartInALongLine) {
  set_text("A" + std::string(100000, 'x') + " Q " + std::string(100000, 'y'));
  std::string text = show(error("long", {{at("Q"), "here", true}, {at("A"), "far away"}}));
  EXPECT_LT(text.size(), 2000u);
  EXPECT_NE(text.find("^ here"), std::string::npos) << text;
  EXPECT_EQ(text.find("far away"), std::string::npos) << text;
}

TEST_F(RenderTest, Short) {
  set_text("let x = y;\n");
  RenderOptions options;
  options.format = ErrorFormat::Short;
  EXPECT_EQ(show(error("no `y`", {{at("y"), "not found", true}}), options),
            "\na.rs:1:9: error[E0308]: no `y`: not found\n");
}

TEST_F(RenderTest, JsonHasTheFieldsThatToolsRead) {
  set_text("let \u00e9 = y;\n");
  RenderOptions options;
  options.format = ErrorFormat::Json;
  Diagnostic diagnostic = error("no `y`", {{at("y"), "not found", true}});
  diagnostic.suggestions.push_back({"use `z`", {{at("y"), "z"}}, Applicability::MachineApplicable});
  std::string text = show(diagnostic, options);
  ASSERT_EQ(llvm::StringRef(text).trim().count('\n'), 0u);
  llvm::Expected<llvm::json::Value> parsed = llvm::json::parse(text);
  ASSERT_TRUE(static_cast<bool>(parsed));
  const llvm::json::Object &object = *parsed->getAsObject();
  EXPECT_EQ(*object.getString("$message_type"), "diagnostic");
  EXPECT_EQ(*object.getString("level"), "error");
  EXPECT_EQ(*object.getObject("code")->getString("code"), "E0308");
  const llvm::json::Object &span = *(*object.getArray("spans"))[0].getAsObject();
  EXPECT_EQ(*span.getInteger("byte_start"), 9);
  EXPECT_EQ(*span.getInteger("column_start"), 9);
  EXPECT_EQ(*span.getInteger("column_end"), 10);
  EXPECT_EQ(*span.getString("label"), "not found");
  EXPECT_TRUE(*span.getBoolean("is_primary"));
  const llvm::json::Object &help = *(*object.getArray("children"))[0].getAsObject();
  const llvm::json::Object &part = *(*help.getArray("spans"))[0].getAsObject();
  EXPECT_EQ(*part.getString("suggested_replacement"), "z");
  EXPECT_EQ(*part.getString("suggestion_applicability"), "MachineApplicable");
  EXPECT_TRUE(object.getString("rendered")->starts_with("error[E0308]: no `y`\n"));
}

} // namespace
