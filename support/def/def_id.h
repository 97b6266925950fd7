// Names of crates and of definitions, shared by front end and sema.
#pragma once

#include "support/adt/id.h"

namespace ochre {

struct CrateTag;
/// A crate of this compilation. `kLocalCrate` is the one being compiled.
using CrateNum = Id<CrateTag>;
inline constexpr CrateNum kLocalCrate{0};

struct DefTag;
/// Any definition of any crate. Dense: each crate has a contiguous range, the
/// local crate the last. Lives only within a process; a DefPathHash outlives
/// it.
using DefId = Id<DefTag>;

struct LocalDefTag;
/// A definition of the local crate, counted from 0 (its root module).
using LocalDefId = Id<LocalDefTag>;
inline constexpr LocalDefId kCrateRoot{0};

/// Identity of a definition that is the same in every process: stable crate id
/// (high half) and a hash of the path of names, kinds and disambiguators that
/// leads to it.
struct DefPathHash {
  uint64_t crate = 0;
  uint64_t local = 0;
  auto operator<=>(const DefPathHash &) const = default;
};

} // namespace ochre
