// Generalisation: the copy of a type that a variable is bound to.
#pragma once

#include "sema/traits/infer.h"

namespace ochre::traits {

struct Generalized {
  GenericArg value; ///< null on error
  RelateError error = RelateError::None;
  /// Relating the copy leaves a variable alone, in an argument that subtyping does not look at:
  /// that the copy is well-formed may tell what it is.
  bool needs_wf = false;
};

/// An opaque type that nobody can look behind here: like a struct, it is what it is.
bool is_rigid_opaque(const InferCtxt &infcx, Ty ty);

enum class Aliases : uint8_t {
  Replace, ///< by variables: they may turn out to be anything
  Keep,    ///< parts of a rigid alias: equal if their arguments are
};

/// A copy of `source` that may be the value of the variable `target` (a type or
/// const variable): parts that the variable's universe cannot name, aliases, and
/// under subtyping also regions and variables, are replaced by fresh variables.
/// The caller relates the copy to the source.
Generalized generalize(InferCtxt &infcx, GenericArg target, ty::Variance ambient, GenericArg source,
                       Aliases aliases = Aliases::Replace);

} // namespace ochre::traits
