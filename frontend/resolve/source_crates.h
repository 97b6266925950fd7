// Crates that were parsed, expanded and resolved in this very process and stay in memory.
//
// Serves the library itself while it is not on disk yet, and tests, whose small library is text.
// Invariant: all crates that see each other were added in one order, so that a DefId means the same
// in each: every crate's Definitions begin with those added before it.
#pragma once

#include "frontend/ast/crate.h"
#include "frontend/resolve/extern_crates.h"
#include "support/session/session.h"

#include <memory>

namespace ochre::resolve {

class SourceCrates final : public ExternCrates {
public:
  /// Adds the crates so far to `definitions`, which must be new.
  void load_into(Definitions &definitions);
  /// Keeps a crate that was resolved with `definitions` after `load_into`.
  void add(Symbol name, Edition edition, uint64_t stable_id, const Definitions &definitions,
           ast::Crate krate, Resolutions resolutions);

  std::optional<CrateNum> find(Symbol name) override;
  llvm::ArrayRef<ModChild> module_children(DefId module) override;
  llvm::ArrayRef<ModChild> macro_use_macros(CrateNum crate) override;
  const expand::MacroDef *macro(DefId macro) override;
  unsigned lifetime_param_count(DefId item) override;
  std::vector<uint32_t> legacy_const_args(DefId item) override;

private:
  struct Entry {
    Symbol name;
    Edition edition;
    uint64_t stable_id;
    uint32_t first_def;
    std::shared_ptr<const std::vector<DefData>> defs;
    std::unique_ptr<ast::Crate> krate;
    std::unique_ptr<Resolutions> resolutions;
    std::vector<ModChild> macros;
  };
  Entry *entry_of(DefId id);
  std::vector<Entry> entries_;
};

/// Parses and resolves `root` as the crate `name`, and adds it. What is reported is left in the
/// session. Options of the session that belong to the user's crate are not seen by it.
void add_source_crate(Session &sess, SourceCrates &crates, llvm::StringRef name, Edition edition,
                      FileId root);

} // namespace ochre::resolve
