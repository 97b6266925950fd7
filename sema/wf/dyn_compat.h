// Dyn compatibility: whether a trait can be a `dyn` type.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

enum class DynViolationKind : uint8_t {
  SelfSized,      ///< `trait T: Sized`
  SupertraitSelf, ///< `trait T: Super<Self>`
  AssocConst,
  GenericAssocTy,
  NoReceiver,      ///< `fn f()`
  GenericMethod,   ///< `fn f<T>(&self)`
  SelfInSignature, ///< `fn f(&self, other: Self)`
  OpaqueReturn,    ///< `fn f(&self) -> impl Trait`, `async fn`
  Receiver,        ///< `fn f(self: &Custom<Self>)` that cannot be dispatched on
};
struct DynViolation {
  DynViolationKind kind;
  DefId item; ///< the trait or its item
};

/// Why the trait is not dyn compatible, supertraits included; empty if it is.
std::vector<DynViolation> dyn_violations(TyCtxt &tcx, DefId trait);
bool dyn_compatible(TyCtxt &tcx, DefId trait);
/// "it requires `Self: Sized`", for the note of E0038.
std::string describe(TyCtxt &tcx, const DynViolation &violation);

} // namespace ochre::wf
