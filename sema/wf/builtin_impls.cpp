// `Copy` needs fields that are Copy and no destructor. `Drop` must hold for exactly the values of
// its type: the impl's parameters are the type's, its where-clauses follow from the type's. Source:
// Reference, "Special types and traits"; RFC 1238.
#include "sema/wf/builtin_impls.h"

#include "sema/outlives/resolve.h"
#include "sema/traits/elaborate.h"
#include "sema/ty/print.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

namespace ochre::wf {

namespace {

/// Types other than ADTs for which the library itself says `impl Copy`.
bool is_builtin_copy(Ty ty) {
  return ty.is_scalar() || ty.is_never() || ty.is(TyKind::Array) ||
         (ty.is_ref() && ty.mutbl() == ty::Mutability::Not);
}

Span field_ty_span(TyCtxt &tcx, DefId field) {
  const hir::Owner &nodes = nodes_of(tcx, field);
  const hir::DefNode &node = tcx.krate->def_nodes[tcx.defs.expect_local(field)];
  return nodes.item.variants[node.row].fields[node.row2].span;
}

/// For all lifetimes: `impl Copy for S<'static>` is not enough for a field `S<'a>`.
bool is_always_copy(TyCtxt &tcx, DefId impl, Ty field) {
  ItemCtxt cx(tcx, impl);
  assume_signature(cx, impl);
  cx.require_trait(LangItem::Copy, field, cx.cause(tcx.def_span(impl)));
  return cx.holds();
}

void check_copy(TyCtxt &tcx, DefId impl, Ty self) {
  Span span = self_ty_span(tcx, impl);
  if (self.references_error() || is_builtin_copy(self))
    return;
  if (!self.is_adt()) {
    error(tcx.sess, span, diag::CopyOnNonAdt)
        .primary_label("type is not a structure or enumeration")
        .emit();
    return;
  }
  ItemCtxt cx(tcx, impl);
  for (const ty::VariantDef &variant : tcx.adt_def(self.def_id())->variants)
    for (const ty::FieldDef &field : variant.fields) {
      Ty ty = ty::instantiate(tcx, tcx.type_of(field.def_id), self.args());
      ty = cx.infcx.resolve(cx.normalize(ty, span));
      if (ty.references_error() || is_always_copy(tcx, impl, ty))
        continue;
      auto diag = error(tcx.sess, span, diag::CopyField, ty::to_string(tcx, self));
      if (tcx.is_local(field.def_id))
        diag.label(field_ty_span(tcx, field.def_id), "this field does not implement `Copy`");
      diag.emit();
      return;
    }
  if (tcx.adt_destructor(self.def_id()).is_valid())
    error(tcx.sess, span, diag::CopyWithDrop, ty::to_string(tcx, self))
        .primary_label("`Copy` not allowed on types with destructors")
        .emit();
}

/// `impl<'a, T> Drop for S<'a, T>`: each argument a parameter of the impl, no two the same.
bool is_unspecialised(Ty self, llvm::SmallVectorImpl<ty::GenericArg> &seen) {
  for (ty::GenericArg arg : self.args()) {
    bool is_param = arg.is_ty() ? arg.ty().is_param()
                    : arg.is_region()
                        ? arg.region().kind() == ty::RegionKind::EarlyParam
                        : arg.ct().is(ty::ConstKind::Param) || arg.ct().is(ty::ConstKind::Error);
    if (!is_param || llvm::is_contained(seen, arg))
      return false;
    seen.push_back(arg);
  }
  return true;
}

/// The impl's where-clauses must follow from the type's, said with the impl's parameters.
void check_drop_clauses(TyCtxt &tcx, DefId impl, Ty self) {
  llvm::SmallVector<ty::Clause, 8> known;
  for (ty::Clause clause : traits::all_predicates_of(tcx, self.def_id()))
    known.push_back(ty::instantiate_predicate(tcx, clause, self.args()));
  ItemCtxt cx(tcx, impl, traits::param_env_from_clauses(tcx, known, head_span(tcx, impl)));
  cx.assume(self);
  llvm::SmallVector<Span, 2> failed;
  for (const ty::SpannedClause &clause : tcx.predicates_of(impl)->own)
    cx.require(cx.cause(clause.span), clause.clause);
  for (const traits::FulfillmentError &error : cx.fulfill.select_all_or_error(cx.infcx))
    failed.push_back(error.obligation.cause.span);
  if (failed.empty()) {
    outlives::OutlivesEnv env = cx.known_regions();
    for (const outlives::RegionError &error : outlives::resolve_regions(cx.infcx, env))
      failed.push_back(error.cause.span);
  }
  llvm::SmallVector<Span, 2> reported;
  for (const ty::SpannedClause &clause : tcx.predicates_of(impl)->own) {
    if (!llvm::is_contained(failed, clause.span) || llvm::is_contained(reported, clause.span))
      continue;
    reported.push_back(clause.span);
    error(tcx.sess, clause.span, diag::DropExtraBound, ty::to_string(tcx, clause.clause))
        .note_at(head_span(tcx, self.def_id()), "the implementor must specify the same requirement")
        .emit();
  }
}

void check_drop(TyCtxt &tcx, DefId impl, Ty self) {
  if (self.references_error())
    return;
  if (!self.is_adt() || !tcx.is_local(self.def_id())) {
    error(tcx.sess, self_ty_span(tcx, impl), diag::DropOnNonLocal)
        .primary_label("must be a struct, enum, or union in the current crate")
        .emit();
    return;
  }
  llvm::SmallVector<ty::GenericArg, 4> seen;
  if (!is_unspecialised(self, seen)) {
    error(tcx.sess, head_span(tcx, impl), diag::DropSpecialised)
        .note_at(head_span(tcx, self.def_id()),
                 "use the same sequence of generic parameters as the type definition")
        .emit();
    return;
  }
  check_drop_clauses(tcx, impl, self);
}

} // namespace

void check_builtin_impl(TyCtxt &tcx, DefId impl) {
  const ty::ImplHeader *header = tcx.impl_header(impl);
  if (!header || header->polarity != ty::ImplPolarity::Positive)
    return;
  ty::TraitRef ref = header->trait_ref.instantiate_identity();
  if (tcx.is_lang_item(ref.def_id, LangItem::Copy))
    check_copy(tcx, impl, ref.self_ty());
  else if (tcx.is_lang_item(ref.def_id, LangItem::Drop))
    check_drop(tcx, impl, ref.self_ty());
}

} // namespace ochre::wf
