// What it takes to prove things about one item: an inference context, obligations, the types that
// are assumed well-formed (private to wf).
#pragma once

#include "sema/hir/hir.h"
#include "sema/outlives/env.h"
#include "sema/traits/fulfill.h"

namespace ochre::wf {

using traits::CauseCode;
using traits::ObligationCause;
using ty::ParamEnv;
using ty::Predicate;
using ty::PredicateKind;
using ty::Ty;
using ty::TyKind;

/// Opaque types are what their bounds say: a signature does not look into bodies.
class ItemCtxt {
public:
  ItemCtxt(TyCtxt &tcx, DefId item) : ItemCtxt(tcx, item, tcx.param_env(item)) {}
  ItemCtxt(TyCtxt &tcx, DefId item, ParamEnv env)
      : tcx(tcx), item(item), env(env), infcx(tcx, ty::TypingMode::Analysis) {}

  TyCtxt &tcx;
  DefId item;
  ParamEnv env;
  traits::InferCtxt infcx;
  traits::FulfillmentCtxt fulfill;
  /// Inputs and outputs of functions, headers of impls: whoever uses the item shows that these are
  /// well-formed.
  llvm::SmallVector<Ty, 8> assumed;

  ObligationCause cause(Span span, CauseCode code = CauseCode::WellFormed) const {
    return ObligationCause(span, item, code);
  }
  void require(const ObligationCause &cause, Predicate predicate) {
    fulfill.add({cause, env, predicate});
  }
  /// The type must be well-formed, as written and as what its aliases stand for.
  void require_wf(Ty ty, Span span);
  void require_trait(LangItem trait, Ty ty, const ObligationCause &cause);
  void require_sized(Ty ty, Span span, CauseCode code) {
    require_trait(LangItem::Sized, ty, cause(span, code));
  }
  /// What a clause itself needs to make sense: `T: Tr<A>` needs Tr's where-clauses.
  void require_wf(Predicate clause, Span span);
  Ty normalize(Ty ty, Span span) { return traits::normalize(infcx, fulfill, cause(span), env, ty); }
  void assume(Ty ty);
  /// What is known of regions, to check the constraints that are collected.
  outlives::OutlivesEnv known_regions();
  /// Proves all that was required, regions too; false: errors were reported.
  bool finish();
  /// Whether all that was required holds, regions too.
  bool holds();
};

/// Late-bound regions of a function as free ones.
ty::FnSig liberated_sig(TyCtxt &tcx, DefId fn);
/// Adds the types that users of `item` (a function, impl, associated item) show to be well-formed.
void assume_signature(ItemCtxt &cx, DefId item);

const hir::Owner &nodes_of(TyCtxt &tcx, DefId item);
inline const hir::Item &hir_item(TyCtxt &tcx, DefId item) { return nodes_of(tcx, item).item; }
/// `impl Tr for T`, `fn f(x: u8)`: where errors about a whole item point.
inline Span head_span(TyCtxt &tcx, DefId item) { return hir_item(tcx, item).head_span; }
/// The type after `for`, or of an inherent impl.
inline Span self_ty_span(TyCtxt &tcx, DefId impl) {
  const hir::Owner &nodes = nodes_of(tcx, impl);
  return nodes.tys[nodes.item.ty].span;
}
inline Span trait_path_span(TyCtxt &tcx, DefId impl) {
  const hir::Owner &nodes = nodes_of(tcx, impl);
  return nodes.paths[nodes.item.trait_path].span;
}

} // namespace ochre::wf
