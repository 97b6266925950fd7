// What the command line asked for, as plain data.
#pragma once

#include "support/diag/render.h"
#include "support/source/hygiene.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ochre {

enum class CrateType : uint8_t { Bin, Rlib, Dylib, Cdylib, Staticlib, ProcMacro };
enum class EmitKind : uint8_t {
  Ast,
  Hir,
  Mir,
  LlvmIr,
  LlvmBc,
  Asm,
  Obj,
  Wasm,
  Wat,
  Metadata,
  DepInfo,
  Link,
};
enum class OptLevel : uint8_t { O0, O1, O2, O3, Os, Oz };
enum class PanicStrategy : uint8_t { Unwind, Abort, Trap };
enum class DebugInfo : uint8_t { None, LineTablesOnly, Limited, Full };
enum class LintLevel : uint8_t { Allow, Expect, Warn, ForceWarn, Deny, Forbid };
enum class StripKind : uint8_t { None, DebugInfo, Symbols };

/// `--extern [OPTIONS:]NAME[=PATH]`
struct ExternEntry {
  std::string name;
  std::vector<std::string> paths; ///< empty: search -L
  bool is_noprelude = false;
  bool is_private = false;
};

/// `-L KIND=PATH`, `-l KIND[:MODIFIERS]=NAME[:RENAME]`
struct SearchPath {
  std::string kind; ///< "dependency", "crate", "native", "framework", "all"
  std::string path;
};
struct NativeLib {
  std::string kind; ///< "static", "dylib", "framework" or empty
  std::string name;
  std::string rename;
  std::vector<std::string> modifiers;
};

struct CodegenOptions {
  OptLevel opt_level = OptLevel::O0;
  DebugInfo debuginfo = DebugInfo::None;
  PanicStrategy panic = PanicStrategy::Unwind;
  std::optional<bool> overflow_checks;  ///< unset: as debug_assertions
  std::optional<bool> debug_assertions; ///< unset: on at opt-level 0
  std::optional<unsigned> codegen_units;
  std::string metadata;
  std::string extra_filename;
  std::string linker;
  std::vector<std::string> link_args;
  std::string target_cpu;
  std::string target_features;
  std::string incremental;
  std::string lto; ///< "", "off", "thin", "fat"
  StripKind strip = StripKind::None;
  bool embed_bitcode = true;
  bool prefer_dynamic = false;
  bool rpath = false;
  std::optional<bool> relro;
  std::string relocation_model;
  std::string symbol_mangling_version;
};

struct Options {
  std::string input; ///< path, or "-" for standard input
  std::string crate_name;
  std::vector<CrateType> crate_types;
  Edition edition = Edition::E2015;
  std::map<EmitKind, std::string> emit; ///< kind → path, or empty for the default name
  std::string emit_after;               ///< --after=PASS of --emit=mir
  std::string output;                   ///< -o
  std::string out_dir;
  std::string target = "x86_64-unknown-linux-gnu";
  std::string library_source; ///< --library-source=DIR: the library from source, in memory
  std::string sysroot;        ///< the installation; default: beside the executable
  CodegenOptions codegen;
  std::vector<std::pair<std::string, std::optional<std::string>>> cfgs; ///< --cfg key[="value"]
  std::vector<std::string> check_cfgs;
  std::vector<ExternEntry> externs;
  std::vector<SearchPath> search_paths;
  std::vector<NativeLib> native_libs;
  bool is_test = false;
  std::vector<std::pair<LintLevel, std::string>> lint_levels; ///< in command-line order
  std::optional<LintLevel> cap_lints;
  RenderOptions render;
  bool json_artifacts = false;
  std::vector<std::pair<std::string, std::string>> remap_path_prefix;
  bool verify_diagnostics = false; ///< check `//~` comments instead of showing diagnostics
  bool skip_borrowck = false;      ///< for tests of other phases: bodies are not borrow-checked
  bool allow_internal_features = false; ///< set for our own stdlib
  unsigned threads = 0;                 ///< 0: as many as the machine has
  unsigned recursion_limit = 128;

  bool overflow_checks() const { return codegen.overflow_checks.value_or(debug_assertions()); }
  bool debug_assertions() const {
    return codegen.debug_assertions.value_or(codegen.opt_level == OptLevel::O0);
  }
};

} // namespace ochre
