#include "driver/print_info.h"

#include "driver/outputs.h"
#include "frontend/expand/cfg.h"
#include "support/session/target.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <elf.h>
#include <link.h>

namespace ochre::driver {

namespace {

/// What dl_iterate_phdr calls with the executable first.
int read_build_id(dl_phdr_info *info, size_t, void *result) {
  for (unsigned i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr) &segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE)
      continue;
    const char *at = reinterpret_cast<const char *>(info->dlpi_addr + segment.p_vaddr);
    const char *end = at + segment.p_memsz;
    while (at + sizeof(ElfW(Nhdr)) <= end) {
      ElfW(Nhdr) note;
      std::memcpy(&note, at, sizeof note);
      const char *bytes = at + sizeof note + ((note.n_namesz + 3u) & ~3u);
      if (note.n_type == NT_GNU_BUILD_ID && bytes + note.n_descsz <= end)
        *static_cast<std::string *>(result) =
            llvm::toHex(llvm::StringRef(bytes, note.n_descsz), /*LowerCase=*/true);
      at = bytes + ((note.n_descsz + 3u) & ~3u);
    }
  }
  return 1; // no other object
}

/// The linker's hash over all that the executable holds (note NT_GNU_BUILD_ID), in hexadecimal.
std::string build_id() {
  std::string id;
  dl_iterate_phdr(read_build_id, &id);
  return id.empty() ? std::string(40, '0') : id;
}

std::vector<std::string> cfg_lines(const Session &sess) {
  std::vector<std::string> lines;
  for (const auto &[name, value] : sess.cfg)
    if (!expand::is_unstable_cfg(name))
      lines.push_back(value ? name + "=\"" + *value + "\"" : name);
  llvm::sort(lines);
  return lines;
}

std::vector<std::string> file_names(const Options &options) {
  std::vector<CrateType> types = options.crate_types;
  if (types.empty())
    types.push_back(CrateType::Bin);
  std::string name = choose_crate_name(options);
  std::vector<std::string> lines;
  for (CrateType type : types)
    lines.push_back(link_file_name(options, name, type));
  return lines;
}

std::vector<std::string> target_features(const Options &options) {
  std::vector<std::string> lines = {"Features supported by this target:"};
  for (const char *feature : target_of(options).features)
    lines.push_back(std::string("    ") + feature);
  lines.push_back("");
  return lines;
}

std::vector<std::string> target_names() {
  std::vector<std::string> lines;
  for (const Target &target : targets())
    lines.push_back(target.name);
  llvm::sort(lines);
  return lines;
}

std::vector<std::string> lines_for(const Session &sess, PrintKind kind) {
  const Options &options = sess.opts;
  switch (kind) {
  case PrintKind::CallingConventions:
    return {"C", "C-unwind", "Rust", "sysv64", "sysv64-unwind", "system", "system-unwind"};
  case PrintKind::Cfg: return cfg_lines(sess);
  case PrintKind::CodeModels: return {"Available code models:", "    small", ""};
  case PrintKind::CrateName: return {choose_crate_name(options)};
  case PrintKind::DeploymentTarget: return {};
  case PrintKind::FileNames: return file_names(options);
  case PrintKind::HostTuple: return {kHost};
  case PrintKind::LinkArgs:
  case PrintKind::NativeStaticLibs: return {};
  case PrintKind::RelocationModels:
    return {"Available relocation models:", "    static", "    pic", "    pie", ""};
  case PrintKind::SplitDebuginfo: return {"off"};
  case PrintKind::StackProtectorStrategies:
    return {"Available stack protector strategies:", "    none", ""};
  case PrintKind::Sysroot: return {find_sysroot(options)};
  case PrintKind::TargetCpus:
    return {"Available CPUs for this target:", std::string("    ") + target_of(options).cpu, ""};
  case PrintKind::TargetFeatures: return target_features(options);
  case PrintKind::TargetLibdir: return {target_libdir(options)};
  case PrintKind::TargetList: return target_names();
  case PrintKind::TlsModels:
    return {"Available TLS models:", "    initial-exec", "    local-exec", ""};
  }
  return {};
}

} // namespace

std::string version_text(bool is_verbose) {
  std::string hash = build_id();
  std::string text =
      std::string("rustc ") + kRustVersion + " (" + hash.substr(0, 9) + " " + kRustDate + ")\n";
  if (!is_verbose)
    return text;
  text += "binary: rustc\n";
  text += "commit-hash: " + hash + "\n";
  text += std::string("commit-date: ") + kRustDate + "\n";
  text += std::string("host: ") + kHost + "\n";
  text += std::string("release: ") + kRustVersion + "\n";
  text += "LLVM version: " LLVM_VERSION_STRING "\n";
  return text;
}

std::string find_sysroot(const Options &options) {
  if (!options.sysroot.empty())
    return options.sysroot;
  std::string executable = llvm::sys::fs::getMainExecutable(nullptr, nullptr);
  llvm::StringRef bin = llvm::sys::path::parent_path(executable);
  return llvm::sys::path::parent_path(bin).str();
}

std::string target_libdir(const Options &options) {
  return find_sysroot(options) + "/lib/ochre/" + options.target;
}

bool answer_prints(Session &sess, llvm::ArrayRef<PrintRequest> prints, llvm::raw_ostream &out) {
  for (const PrintRequest &print : prints) {
    std::string text;
    for (const std::string &line : lines_for(sess, print.kind))
      text += line + "\n";
    if (print.file.empty()) {
      out << text;
      continue;
    }
    std::error_code error;
    llvm::raw_fd_ostream file(print.file, error);
    if (error) {
      llvm::errs() << "error: failed to write `" << print.file << "`: " << error.message() << "\n";
      return false;
    }
    file << text;
  }
  return true;
}

} // namespace ochre::driver
