// The tree of definitions: the local crate's, made by the front end, and those of other crates.
//
// Invariant: a parent's id is smaller than its children's. DefIds of other crates come first, in
// the order in which crates are loaded, which may be at any time; local ones count from a base that
// they never reach.
#pragma once

#include "support/adt/index_vec.h"
#include "support/def/res.h"
#include "support/source/hygiene.h"

#include "llvm/ADT/DenseMap.h"

#include <memory>
#include <string>
#include <vector>

namespace ochre {

class Interner;

/// One definition. Two siblings of the same name and kind of path differ in `disambiguator`.
struct DefData {
  DefId parent; ///< invalid for a crate's root
  DefKind kind = DefKind::Mod;
  Symbol name; ///< sym::empty for impls, closures, anonymous constants…
  uint32_t disambiguator = 0;
  Span span; ///< of the name, or of the whole where there is none; dummy for other crates
  DefPathHash hash;
};

/// Definitions of another crate, answered from its metadata.
class ExternDefs {
public:
  virtual ~ExternDefs() = default;
  virtual uint32_t count() const = 0;
  virtual DefData def(uint32_t index) const = 0;
  /// The index of the definition with this hash, or count().
  virtual uint32_t find(DefPathHash hash) const = 0;
};

struct CrateInfo {
  Symbol name;
  uint64_t stable_id = 0; ///< hash of name and -C metadata
  uint32_t first_def = 0; ///< raw DefId of the root module
  uint32_t def_count = 0; ///< open-ended for the local crate
};

class Definitions {
public:
  explicit Definitions(Interner &interner) : interner_(interner) {}

  /// A crate can be added whenever it is needed.
  CrateNum add_extern_crate(Symbol name, uint64_t stable_id, std::unique_ptr<ExternDefs> defs);
  /// Once, before `create`.
  void start_local_crate(Symbol name, uint64_t stable_id, Span span);
  /// Puts the local crate right behind the others, which are all there: so its DefIds mean the same
  /// where it is added as another crate after the same ones.
  void pack_local_crate() { local_base_ = next_extern_def_; }
  LocalDefId create(LocalDefId parent, DefKind kind, Symbol name, Span span);
  void set_kind(LocalDefId id, DefKind kind) { local_[id].kind = kind; }

  bool is_local(DefId id) const { return id.index() >= local_base_; }
  LocalDefId as_local(DefId id) const {
    return is_local(id) ? LocalDefId(id.raw - local_base_) : LocalDefId();
  }
  LocalDefId expect_local(DefId id) const {
    assert(is_local(id));
    return LocalDefId(id.raw - local_base_);
  }
  DefId to_def_id(LocalDefId id) const { return DefId(id.index() + local_base_); }
  DefId crate_root(CrateNum crate) const { return DefId(crates_[crate].first_def); }
  CrateNum crate_of(DefId id) const;
  uint32_t local_count() const { return static_cast<uint32_t>(local_.size()); }

  DefData def(DefId id) const;
  const DefData &local(LocalDefId id) const { return local_[id]; }
  DefKind kind(DefId id) const { return def(id).kind; }
  DefId parent(DefId id) const { return def(id).parent; }
  Symbol name(DefId id) const { return def(id).name; }
  /// The next module up, the definition itself if it is one.
  DefId enclosing_module(DefId id) const;
  bool is_descendant_of(DefId id, DefId ancestor) const;
  bool is_visible_from(Visibility visibility, DefId module) const {
    return visibility.is_public() || is_descendant_of(module, visibility.module);
  }
  /// `std::vec::Vec`; local paths without the crate's name; `{impl#0}`, `{closure#1}` for the rest.
  std::string path_string(DefId id, bool with_crate = false) const;
  /// The definition with this hash in any crate, or an invalid id.
  DefId find(DefPathHash hash) const;

  const IndexVec<CrateNum, CrateInfo> &crates() const { return crates_; }
  uint64_t stable_crate_id(CrateNum crate) const { return crates_[crate].stable_id; }

private:
  Interner &interner_;
  IndexVec<CrateNum, CrateInfo> crates_{1, CrateInfo{}}; // row 0: the local crate
  std::vector<std::unique_ptr<ExternDefs>> extern_defs_; // crate 1 first
  IndexVec<LocalDefId, DefData> local_;
  uint32_t next_extern_def_ = 0;
  uint32_t local_base_ = 1u << 30;
  llvm::DenseMap<std::pair<uint32_t, uint64_t>, uint32_t> next_disambiguator_;
};

} // namespace ochre
