// Exhaustiveness and reachability of match arms (private to patterns).
//
// Source: Maranget, "Warnings for pattern matching" (JFP 2007); rustc-dev-guide "Pattern and
// exhaustiveness checking".
#pragma once

#include "sema/patterns/constructor.h"

namespace ochre::patterns {

struct MatchArm {
  DPat *pat = nullptr;
  bool has_guard = false;
};
/// A value that no arm matches, as a pattern.
struct Witness {
  Ctor ctor;
  Ty ty;
  std::vector<Witness> fields;
};
struct UsefulnessReport {
  std::vector<Witness> missing; ///< empty: exhaustive
  std::vector<bool> is_useful;  ///< by arm
  bool too_complex = false;
};
/// `is_valid_place`: the scrutinee is known to hold a valid value, so that empty variants need no
/// arm.
UsefulnessReport compute_usefulness(PatArena &arena, llvm::ArrayRef<MatchArm> arms, Ty scrutinee,
                                    bool is_valid_place);
std::string to_string(ty::TyCtxt &tcx, const Witness &witness);

} // namespace ochre::patterns
