// The other crates of a compilation: found, opened when first named, and asked.
//
// A crate is loaded with all that it was built against, and its definitions are entered at once, so
// that whatever it mentions has a DefId.
#pragma once

#include "frontend/resolve/extern_crates.h"
#include "metadata/decode/crate_file.h"
#include "sema/ty/context.h"

#include <map>

namespace ochre::metadata {

class CrateStore final : public resolve::ExternCrates {
public:
  CrateStore(Session &sess, Definitions &defs) : sess_(sess), defs_(defs) {}

  /// Loads `name` if it was not, from --extern, -L and the installation. Reports what is wrong with
  /// a file; a crate that is not there is the caller's to report.
  std::optional<CrateNum> find(Symbol name) override;

  llvm::ArrayRef<resolve::ModChild> module_children(DefId module) override;
  llvm::ArrayRef<resolve::ModChild> macro_use_macros(CrateNum crate) override;
  const expand::MacroDef *macro(DefId macro) override;
  llvm::ArrayRef<resolve::AssocItemInfo> trait_items(DefId trait) override;
  bool is_auto_trait(DefId trait) override;
  unsigned lifetime_param_count(DefId item) override;
  DefId ctor_of(DefId item) override;
  llvm::ArrayRef<Symbol> field_names(DefId variant_or_struct) override;
  Visibility visibility(DefId item) override;
  Edition edition(CrateNum crate) override;
  bool has_self_param(DefId fn) override;

  /// In the order in which they were entered: those that a crate depends on before it.
  size_t crate_count() const { return files_.size(); }
  CrateFile &file(CrateNum number) { return *files_[number.raw - 1]; }
  CrateFile &file_of(DefId id) { return file(defs_.crate_of(id)); }

private:
  std::optional<CrateNum> load(llvm::StringRef name, const Dependency *exact);
  std::optional<CrateNum> enter(std::unique_ptr<CrateFile> file);
  std::vector<std::string> candidates(llvm::StringRef name, const Dependency *exact) const;

  Session &sess_;
  Definitions &defs_;
  std::vector<std::unique_ptr<CrateFile>> files_;
  std::map<std::string, std::optional<CrateNum>> by_name_;
  std::map<std::pair<std::string, uint64_t>, CrateNum> by_hash_;
  Arena arena_;
  llvm::DenseMap<DefId, llvm::ArrayRef<resolve::ModChild>> children_;
  llvm::DenseMap<CrateNum, llvm::ArrayRef<resolve::ModChild>> macro_uses_;
  llvm::DenseMap<DefId, const expand::MacroDef *> macros_;
  llvm::DenseMap<DefId, llvm::ArrayRef<resolve::AssocItemInfo>> trait_items_;
  llvm::DenseMap<DefId, llvm::ArrayRef<Symbol>> field_names_;
};

} // namespace ochre::metadata
