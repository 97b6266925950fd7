// The other crates of a compilation: found, opened when first named, and asked.
//
// A crate is loaded with all that it was built against, and its definitions are entered at once, so
// that whatever it mentions has a DefId.
#pragma once

#include "frontend/resolve/extern_crates.h"
#include "metadata/decode/crate_file.h"
#include "sema/ty/context.h"

#include <deque>
#include <map>

namespace ochre::metadata {

class CrateStore final : public resolve::ExternCrates {
public:
  /// `library_dir` holds the standard library for the target.
  CrateStore(Session &sess, Definitions &defs, std::string library_dir)
      : sess_(sess), defs_(defs), library_dir_(std::move(library_dir)) {}

  /// Loads `name` if it was not, from --extern, -L and the installation. Reports what is wrong with
  /// a file; a crate that is not there is the caller's to report.
  std::optional<CrateNum> find(Symbol name) override;

  llvm::ArrayRef<resolve::ModChild> module_children(DefId module) override;
  llvm::ArrayRef<resolve::ModChild> macro_use_macros(CrateNum crate) override;
  const expand::MacroDef *macro(DefId macro) override;
  unsigned lifetime_param_count(DefId item) override;
  std::vector<uint32_t> legacy_const_args(DefId item) override;

  Visibility visibility(DefId item);
  /// In the order in which they were entered: those that a crate depends on before it.
  size_t crate_count() const { return files_.size(); }
  CrateFile &file(CrateNum number) { return *files_[number.raw - 1]; }
  CrateFile &file_of(DefId id) { return file(defs_.crate_of(id)); }

private:
  std::optional<CrateNum> load(llvm::StringRef name);
  std::optional<CrateNum> load_dependency(const Dependency &dependency, const CrateFile &of);
  std::optional<CrateNum> enter(std::unique_ptr<CrateFile> file);
  std::unique_ptr<CrateFile> open(const std::string &path);
  void report_unusable(llvm::Error error);

  Session &sess_;
  Definitions &defs_;
  std::string library_dir_;
  std::vector<std::unique_ptr<CrateFile>> files_;
  std::map<std::string, std::optional<CrateNum>> by_name_;
  std::map<std::pair<std::string, uint64_t>, CrateNum> by_hash_;
  Arena arena_;
  std::deque<std::vector<resolve::ModChild>> child_lists_; ///< never move
  std::deque<expand::MacroDef> macro_storage_;
  llvm::DenseMap<DefId, llvm::ArrayRef<resolve::ModChild>> children_;
  llvm::DenseMap<CrateNum, llvm::ArrayRef<resolve::ModChild>> macro_uses_;
  llvm::DenseMap<DefId, const expand::MacroDef *> macros_;
};

} // namespace ochre::metadata
