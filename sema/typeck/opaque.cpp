// Opaque types that the body defines: `fn f() -> impl Iterator<Item = u8>`.
//
// Where the solver first meets one, it makes a variable for its hidden type. That variable has to
// meet the bounds, which also say what it is before the body does: the closure in
// `fn f() -> impl Fn(&u8) { |x| … }` takes its signature from there.
// Source: rustc-dev-guide, "Opaque types type alias impl Trait", "Inference of opaque types".
#include "sema/ty/memo.h"
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {

namespace {

/// Puts the hidden type in the place of the opaque type.
struct HiddenTypeFolder {
  TyCtxt &tcx;
  Ty opaque;
  Ty hidden;
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  Ty fold_ty(Ty ty) {
    if (ty == opaque)
      return hidden;
    return ty.has_flags(ty::kHasOpaque) ? ty::memo_fold(*this, ty) : ty;
  }
  ty::Region fold_region(ty::Region region) { return region; }
  ty::Const fold_const(ty::Const ct) {
    return ct.has_flags(ty::kHasOpaque) ? ty::super_fold(*this, ct) : ct;
  }
};

} // namespace

void register_hidden_type_bounds(FnCtxt &fcx) {
  for (; fcx.opaques_bounded < fcx.infcx.opaque_types().size(); ++fcx.opaques_bounded) {
    traits::OpaqueEntry entry = fcx.infcx.opaque_types()[fcx.opaques_bounded];
    Ty opaque = fcx.tcx.mk_alias(ty::AliasKind::Opaque, entry.def_id, entry.args);
    HiddenTypeFolder folder{fcx.tcx, opaque, entry.hidden};
    ObligationCause cause = fcx.cause(fcx.tcx.def_span(entry.def_id));
    for (ty::Clause bound : ty::instantiate(fcx.tcx, fcx.tcx.item_bounds(entry.def_id), entry.args))
      register_predicate(fcx, cause, ty::fold(folder, bound));
  }
}

} // namespace ochre::typeck
