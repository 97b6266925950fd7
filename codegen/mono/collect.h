// Monomorphisation: which functions and statics a crate must generate.
//
// From the roots, everything is collected that MIR can reach: calls, reified functions, drop glue,
// vtables behind unsizing casts, and what constants and statics point to. Source: rustc-dev-guide,
// "Monomorphization".
#pragma once

#include "mir/interpret/interpret.h"
#include "mir/ir/body.h"

#include "llvm/ADT/SetVector.h"

namespace ochre::mono {

/// In the order of discovery, which depends on the source alone.
struct MonoItems {
  llvm::SetVector<const ty::Instance *> functions; ///< to be generated in this crate
  llvm::SetVector<DefId> statics;
  llvm::DenseMap<const ty::Instance *, uint32_t> sizes; ///< statements of MIR
  /// Functions that a WebAssembly module exports under their linker symbols.
  llvm::SetVector<const ty::Instance *> exports;
  const ty::Instance *main = nullptr;  ///< the user's `main`, if an executable is made
  const ty::Instance *start = nullptr; ///< `lang_start::<T>`; null: main is called directly
};

/// Reports what cannot be generated (E0601 without main, polymorphic recursion). The crate was
/// checked without errors before.
MonoItems collect(TyCtxt &tcx, bool is_executable);

/// Whether this crate generates the instance, rather than a crate it depends on.
bool is_generated_here(TyCtxt &tcx, const ty::Instance &instance);

/// The instance that a function operand of a monomorphic body calls, in a whole program the
/// definition of a foreign function; null for function pointers.
const ty::Instance *callee_instance(TyCtxt &tcx, ty::Ty fn_ty, Span span);

/// `const_eval_select`: the function that is called at run time; null for other intrinsics.
const ty::Instance *runtime_choice(TyCtxt &tcx, const ty::Instance &intrinsic);
/// The function with the body that stands for an intrinsic; null: it has none.
const ty::Instance *intrinsic_body(TyCtxt &tcx, const ty::Instance &intrinsic);
/// `assert_inhabited` and its kin: what the panic says; none: the assertion holds.
std::optional<std::string> validity_problem(TyCtxt &tcx, const ty::Instance &intrinsic);

/// Drop glue for a type; null where there is nothing to drop.
const ty::Instance *drop_glue_instance(TyCtxt &tcx, ty::Ty ty);

/// The pair of types between which an unsizing cast really unsizes: `Rc<[T; 3]>` to `Rc<[T]>` gives
/// `[T; 3]` and `[T]`.
std::pair<ty::Ty, ty::Ty> unsize_tails(TyCtxt &tcx, ty::Ty from, ty::Ty to);

/// The function that a failed assertion or an unwind that must not be calls.
LangItem assert_lang_item(const mir::Terminator &assertion);
LangItem terminate_lang_item(mir::TerminateReason reason);

using mir::interpret::evaluate;

} // namespace ochre::mono
