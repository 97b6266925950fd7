// Codegen units: which function is compiled where.
//
// Items of one module belong together; small units are merged until at most the wanted number is
// left. Names and contents depend on the source alone, so that a unit that did not change is known
// again. Functions to be inlined are in no unit: each unit that calls one makes a copy of its own.
// Source: rustc-dev-guide, "Codegen units".
#pragma once

#include "codegen/mono/collect.h"

namespace ochre::mono {

struct CodegenUnit {
  std::string name;
  std::vector<const ty::Instance *> functions;
  std::vector<DefId> statics;
  uint64_t size = 0; ///< estimated: statements of MIR
};

/// Whether each unit that refers to the function has a copy of its own.
bool is_local_copy(TyCtxt &tcx, const ty::Instance &instance);

struct UnitLimits {
  unsigned count = 16;
  uint64_t min_size = 4000; ///< below this a unit costs more than it gains
};

/// At least one unit, within the limits.
std::vector<CodegenUnit> partition(TyCtxt &tcx, const MonoItems &items, UnitLimits limits);

/// Merges the smallest units until the limits are kept. Units and what is in them keep their order.
void merge_units(std::vector<CodegenUnit> &units, UnitLimits limits);

/// Whether the item has a name that others may look for.
bool is_exported(TyCtxt &tcx, DefId id);

} // namespace ochre::mono
