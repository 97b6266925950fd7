#include "driver/outputs.h"

#include "support/session/target.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

namespace ochre::driver {

namespace {

/// The suffix that replaces the crate's name for textual outputs.
llvm::StringRef suffix(EmitKind kind) {
  switch (kind) {
  case EmitKind::Ast: return ".ast";
  case EmitKind::Hir: return ".hir";
  case EmitKind::Mir: return ".mir";
  case EmitKind::LlvmIr: return ".ll";
  case EmitKind::LlvmBc: return ".bc";
  case EmitKind::Asm: return ".s";
  case EmitKind::Obj: return ".o";
  case EmitKind::Wasm: return ".wasm";
  case EmitKind::Wat: return ".wat";
  case EmitKind::Metadata: return ".rmeta";
  case EmitKind::DepInfo: return ".d";
  case EmitKind::Link: return "";
  }
  return "";
}

std::string in_folder(llvm::StringRef folder, const std::string &name) {
  if (folder.empty())
    return name;
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, name);
  return std::string(path);
}

} // namespace

std::optional<CrateType> parse_crate_type(llvm::StringRef text) {
  return llvm::StringSwitch<std::optional<CrateType>>(text)
      .Case("bin", CrateType::Bin)
      .Cases("lib", "rlib", CrateType::Rlib)
      .Case("dylib", CrateType::Dylib)
      .Case("cdylib", CrateType::Cdylib)
      .Case("staticlib", CrateType::Staticlib)
      .Case("proc-macro", CrateType::ProcMacro)
      .Default(std::nullopt);
}

std::string choose_crate_name(const Options &options) {
  if (!options.crate_name.empty())
    return options.crate_name;
  if (options.input.empty() || options.input == "-")
    return "rust_out";
  std::string name = llvm::sys::path::stem(options.input).str();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string link_file_name(const Options &options, llvm::StringRef crate_name, CrateType type) {
  std::string stem = crate_name.str() + options.codegen.extra_filename;
  if (target_of(options).is_wasm() && (options.is_test || type != CrateType::Rlib))
    return stem + ".wasm";
  if (options.is_test)
    return stem;
  switch (type) {
  case CrateType::Bin: return stem;
  case CrateType::Rlib: return "lib" + stem + ".rlib";
  case CrateType::Dylib:
  case CrateType::Cdylib:
  case CrateType::ProcMacro: return "lib" + stem + ".so";
  case CrateType::Staticlib: return "lib" + stem + ".a";
  }
  return stem;
}

std::string output_path(const Options &options, llvm::StringRef crate_name, EmitKind kind,
                        CrateType type) {
  auto asked = options.emit.find(kind);
  if (asked != options.emit.end() && !asked->second.empty())
    return asked->second;
  bool is_only = options.emit.size() <= 1;
  if (!options.output.empty() && (is_only || kind == EmitKind::Link))
    return options.output;
  llvm::StringRef folder = options.out_dir;
  if (folder.empty() && !options.output.empty())
    folder = llvm::sys::path::parent_path(options.output);
  if (kind == EmitKind::Link)
    return in_folder(folder, link_file_name(options, crate_name, type));
  std::string stem = crate_name.str() + options.codegen.extra_filename;
  // Several outputs with -o take its name: `-o x.bin --emit=link,dep-info` gives x.d.
  if (!options.output.empty() && kind != EmitKind::Metadata)
    stem = llvm::sys::path::stem(options.output).str();
  if (kind == EmitKind::Metadata)
    stem = "lib" + stem;
  return in_folder(folder, stem + suffix(kind).str());
}

} // namespace ochre::driver
