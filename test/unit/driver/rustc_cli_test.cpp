// rustc's command line, as build tools and people write it.
#include "driver/invocation.h"
#include "driver/outputs.h"

#include "gtest/gtest.h"

using namespace ochre;
using namespace ochre::driver;

namespace {

Invocation parse(std::vector<std::string> words) { return parse_rustc_arguments(words); }

/// The message of the only error.
std::string error_of(std::vector<std::string> words) {
  Invocation invocation = parse(std::move(words));
  return invocation.errors.size() == 1 ? invocation.errors[0].message
                                       : std::to_string(invocation.errors.size()) + " errors";
}

TEST(RustcCli, EveryFormOfAnOption) {
  for (std::vector<std::string> words :
       std::vector<std::vector<std::string>>{{"-C", "opt-level=2", "a.rs"},
                                             {"-Copt-level=2", "a.rs"},
                                             {"--codegen", "opt-level=2", "a.rs"},
                                             {"--codegen=opt-level=2", "a.rs"},
                                             {"a.rs", "-Copt_level=2"}}) {
    Invocation invocation = parse(words);
    EXPECT_TRUE(invocation.errors.empty());
    EXPECT_EQ(invocation.options.input, "a.rs");
    EXPECT_EQ(invocation.options.codegen.opt_level, OptLevel::O2);
  }
}

TEST(RustcCli, WhatCargoPassesForALibrary) {
  Invocation invocation = parse({"--crate-name",
                                 "foo",
                                 "--edition=2021",
                                 "src/lib.rs",
                                 "--error-format=json",
                                 "--json=diagnostic-rendered-ansi,artifacts,future-incompat",
                                 "--crate-type",
                                 "lib",
                                 "--emit=dep-info,metadata,link",
                                 "-C",
                                 "embed-bitcode=no",
                                 "-C",
                                 "debuginfo=2",
                                 "--cfg",
                                 "feature=\"std\"",
                                 "--check-cfg",
                                 "cfg(docsrs,test)",
                                 "-C",
                                 "metadata=1234",
                                 "-C",
                                 "extra-filename=-1234",
                                 "--out-dir",
                                 "target",
                                 "-L",
                                 "dependency=target/deps",
                                 "--extern",
                                 "bar=target/libbar.rmeta",
                                 "--cap-lints",
                                 "allow"});
  ASSERT_TRUE(invocation.errors.empty()) << invocation.errors[0].message;
  const Options &options = invocation.options;
  EXPECT_EQ(options.edition, Edition::E2021);
  EXPECT_EQ(options.render.format, ErrorFormat::Json);
  EXPECT_TRUE(options.render.color);
  EXPECT_TRUE(options.json_artifacts);
  EXPECT_EQ(options.emit.size(), 3u);
  EXPECT_EQ(options.cfgs[0].first, "feature");
  EXPECT_EQ(*options.cfgs[0].second, "std");
  EXPECT_EQ(options.search_paths[0].kind, "dependency");
  EXPECT_EQ(options.externs[0].paths[0], "target/libbar.rmeta");
  EXPECT_EQ(*options.cap_lints, LintLevel::Allow);
  EXPECT_EQ(output_path(options, "foo", EmitKind::Metadata, CrateType::Rlib),
            "target/libfoo-1234.rmeta");
  EXPECT_EQ(output_path(options, "foo", EmitKind::Link, CrateType::Rlib),
            "target/libfoo-1234.rlib");
  EXPECT_EQ(output_path(options, "foo", EmitKind::DepInfo, CrateType::Rlib), "target/foo-1234.d");
}

TEST(RustcCli, TargetProbe) {
  Invocation invocation = parse({"-", "--crate-name", "___", "--print=file-names", "--crate-type",
                                 "bin", "--crate-type", "lib", "--print=cfg", "-Wwarnings"});
  EXPECT_TRUE(invocation.errors.empty());
  EXPECT_EQ(invocation.action, Action::Print);
  EXPECT_EQ(invocation.prints.size(), 2u);
  EXPECT_EQ(invocation.options.lint_levels[0].second, "warnings");
}

TEST(RustcCli, VersionForms) {
  for (std::vector<std::string> words : std::vector<std::vector<std::string>>{
           {"-vV"}, {"--version", "--verbose"}, {"--verbose", "--version"}}) {
    Invocation invocation = parse(words);
    EXPECT_EQ(invocation.action, Action::Version);
    EXPECT_TRUE(invocation.is_verbose);
  }
}

TEST(RustcCli, LintsKeepTheirOrder) {
  Invocation invocation = parse({"-Aunused", "-D", "dead-code", "--warn=x", "--forbid", "y", "f"});
  std::vector<std::pair<LintLevel, std::string>> expected = {{LintLevel::Allow, "unused"},
                                                             {LintLevel::Deny, "dead_code"},
                                                             {LintLevel::Warn, "x"},
                                                             {LintLevel::Forbid, "y"}};
  EXPECT_EQ(invocation.options.lint_levels, expected);
}

TEST(RustcCli, AssertionsFollowTheLevel) {
  EXPECT_TRUE(parse({"a.rs"}).options.debug_assertions());
  EXPECT_FALSE(parse({"-O", "a.rs"}).options.debug_assertions());
  EXPECT_TRUE(parse({"-O", "-C", "debug-assertions", "a.rs"}).options.overflow_checks());
  EXPECT_FALSE(parse({"-Coverflow-checks=off", "a.rs"}).options.overflow_checks());
}

TEST(RustcCli, NativeLibraries) {
  Invocation invocation = parse({"-lstatic:+whole-archive,-bundle=z:y", "-l", "m", "a.rs"});
  ASSERT_EQ(invocation.options.native_libs.size(), 2u);
  const NativeLib &library = invocation.options.native_libs[0];
  EXPECT_EQ(library.kind, "static");
  EXPECT_EQ(library.name, "z");
  EXPECT_EQ(library.rename, "y");
  EXPECT_EQ(library.modifiers, (std::vector<std::string>{"+whole-archive", "-bundle"}));
  EXPECT_EQ(invocation.options.native_libs[1].kind, "");
}

TEST(RustcCli, Mistakes) {
  struct Case {
    std::vector<std::string> words;
    const char *message;
  };
  const Case kCases[] = {
      {{"--foo", "a.rs"}, "Unrecognized option: 'foo'"},
      {{"-q", "a.rs"}, "Unrecognized option: 'q'"},
      {{"-Zfoo", "a.rs"}, "the option `Z` is only accepted on the nightly compiler"},
      {{"a.rs", "-o"}, "Argument to option 'o' missing"},
      {{"-C", "foo=1", "a.rs"}, "unknown codegen option: `foo`"},
      {{"--edition=2030", "a.rs"},
       "argument for `--edition` must be one of: <2015|2018|2021|2024>. (instead was `2030`)"},
      {{"a.rs", "b.rs"},
       "multiple input filenames provided (first two filenames are `a.rs` and `b.rs`)"},
      {{"--cfg", "a=10", "a.rs"},
       "invalid `--cfg` argument: `a=10` (argument value must be a string)"},
      {{"--cfg", "a::b", "a.rs"},
       "invalid `--cfg` argument: `a::b` (argument key must be an identifier)"},
      {{"--extern", "a.rs"},
       "crate name `a.rs` passed to `--extern` is not a valid ASCII identifier"},
      {{"--json=artifacts", "a.rs"}, "using `--json` requires also using `--error-format=json`"},
      {{"@/nonexistent/file"},
       "failed to load argument file `/nonexistent/file`: No such file or "
       "directory"},
      {{"-O"}, "no input filename given"},
  };
  for (const Case &c : kCases) {
    std::string message = error_of(c.words);
    if (c.words[0] == "--extern" || c.words[0][0] == '@')
      message = parse(c.words).errors[0].message;
    EXPECT_EQ(message, c.message);
  }
}

TEST(RustcCli, OutputNames) {
  Options options = parse({"my-crate.rs"}).options;
  EXPECT_EQ(choose_crate_name(options), "my_crate");
  EXPECT_EQ(output_path(options, "my_crate", EmitKind::Link, CrateType::Bin), "my_crate");
  EXPECT_EQ(output_path(options, "x", EmitKind::Link, CrateType::Cdylib), "libx.so");
  options = parse({"a.rs", "-o", "out/prog", "--emit=metadata"}).options;
  EXPECT_EQ(output_path(options, "a", EmitKind::Metadata, CrateType::Bin), "out/prog");
  options = parse({"a.rs", "--emit=mir=x.mir,link"}).options;
  EXPECT_EQ(output_path(options, "a", EmitKind::Mir, CrateType::Bin), "x.mir");
}

} // namespace
