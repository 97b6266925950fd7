// Constants, and what the user wrote about types.
#include "borrowck/regions/type_check.h"
#include "mir/ir/alloc_table.h"

namespace ochre::borrowck {

Ty TypeChecker::constant(mir::ConstIdx idx) {
  const mir::ConstOperand &ct = body_.tables.consts[idx];
  live(ct.ty);
  for (GenericArg arg : ct.args)
    live(arg);
  Ty ty = rel_.normalize(ct.ty, here());
  if (ct.user_ty.is_valid()) {
    const mir::UserType &user = body_.tables.user_types[ct.user_ty];
    rel_.eq(ty, rel_.normalize(user.inferred_ty, here()),
            here(ConstraintCategory::GenericArgAnnotation));
  }
  switch (ct.kind) {
  case mir::ConstOperandKind::Ty: break;
  case mir::ConstOperandKind::Unevaluated:
    if (ct.promoted.is_valid())
      promoted_constant(ct);
    else
      item_constant(ct);
    break;
  case mir::ConstOperandKind::Value: static_reference(ct); break;
  }
  if (ty.is(ty::TyKind::FnDef)) {
    rel_.prove_predicates_of(ty.def_id(), ty.args(), here());
    for (GenericArg arg : ty.args())
      rel_.prove_well_formed(arg, here());
  }
  return ty;
}

/// `CONST`, `T::CONST`, `const { .. }`.
void TypeChecker::item_constant(const mir::ConstOperand &ct) {
  if (tcx_.def_kind(ct.def_id) == DefKind::InlineConst) {
    const BorrowckResults *results = tcx_.mir_borrowck(tcx_.defs.expect_local(ct.def_id));
    if (results)
      apply_requirements(ct.def_id, ct.args, *results);
    return;
  }
  Ty declared = ty::instantiate(tcx_, tcx_.type_of(ct.def_id), ct.args);
  rel_.eq(rel_.normalize(ct.ty, here()), rel_.normalize(declared, here()), here());
  rel_.prove_predicates_of(ct.def_id, ct.args, here());
}

void TypeChecker::static_reference(const mir::ConstOperand &ct) {
  const mir::Scalar &scalar = ct.value.scalar;
  if (ct.value.kind != mir::ConstValueKind::Scalar || scalar.kind != mir::ScalarKind::Ptr ||
      !scalar.alloc.is_valid())
    return;
  const mir::GlobalAlloc &alloc = mir::alloc_table(tcx_)[scalar.alloc];
  if (alloc.kind != mir::GlobalAllocKind::Static || !(ct.ty.is_ref() || ct.ty.is_raw_ptr()))
    return;
  Ty declared = tcx_.type_of(alloc.static_id).instantiate_identity();
  rel_.eq(ct.ty.inner(), rel_.normalize(declared, here()), here());
}

/// The promoted body is checked as if it stood where its value is used.
void TypeChecker::promoted_constant(const mir::ConstOperand &ct) {
  if (ct.promoted.raw >= body_.promoteds.size())
    return;
  const mir::Body &promoted = *body_.promoteds[ct.promoted];
  TypeChecker inner(rel_, promoted, points_);
  inner.is_promoted_ = true;
  inner.at_ = at_;
  inner.check_body();
  rel_.eq(rel_.normalize(promoted.local_ty(mir::kReturnPlace), here()),
          rel_.normalize(ct.ty, here()), here());
}

/// Each annotation is instantiated once: uses are related to its `inferred_ty`.
void TypeChecker::user_annotations() {
  for (const mir::UserType &user : body_.tables.user_types)
    ascribe_canonical(user);
}

namespace {

/// Bound variables of the canonical annotation become inference variables.
struct CanonicalOpener {
  InferCtxt &infcx;
  llvm::SmallVector<GenericArg, 4> vars;

  CanonicalOpener(InferCtxt &infcx, ty::BoundVars kinds, Span span) : infcx(infcx) {
    for (const ty::BoundVarKind &kind : kinds)
      switch (kind.sort) {
      case ty::BoundVarKind::Region: vars.push_back(infcx.next_region_var(span)); break;
      case ty::BoundVarKind::Ty: vars.push_back(infcx.next_ty_var(span)); break;
      case ty::BoundVarKind::Const: vars.push_back(infcx.next_const_var(span)); break;
      }
  }
  Ty open(Ty ty, ty::BoundVars kinds) const {
    ty::BoundVarReplacer replacer{
        [&](ty::BoundVar var, ty::BoundVarKind) { return vars[var.raw].ty(); },
        [&](ty::BoundVar var, ty::BoundVarKind) { return vars[var.raw].region(); },
        [&](ty::BoundVar var, ty::BoundVarKind) { return vars[var.raw].ct(); }};
    return ty::replace_bound_vars(infcx.tcx, ty, kinds, replacer);
  }
};

} // namespace

void TypeChecker::ascribe_canonical(const mir::UserType &user) {
  Locus at{{}, user.span, ConstraintCategory::Boring};
  CanonicalOpener opener(rel_.infcx, user.vars, user.span);
  auto open = [&](Ty ty) {
    return to_universal_vars(tcx_, rel_.universal, opener.open(ty, user.vars));
  };
  Ty inferred = rel_.normalize(user.inferred_ty, at);
  if (user.kind == mir::UserType::Ty) {
    Ty written = open(user.ty);
    rel_.eq(inferred, rel_.normalize(written, at), at);
    rel_.prove_well_formed(rel_.infcx.resolve(written), at);
    return;
  }
  // All arguments at once, as those of a tuple.
  llvm::SmallVector<GenericArg, 8> args;
  for (GenericArg arg : user.args) {
    if (arg.is_ty()) {
      args.push_back(open(arg.ty()));
    } else if (arg.is_region()) {
      Ty carrier = tcx_.mk_ref(arg.region(), tcx_.common.unit, ty::Mutability::Not);
      args.push_back(open(carrier).region());
    } else {
      Ty carrier = tcx_.mk_array(tcx_.common.unit, arg.ct());
      args.push_back(open(carrier).array_len());
    }
  }
  GenericArgs list = tcx_.mk_args(args);
  Ty written;
  DefKind kind = tcx_.def_kind(user.def_id);
  if (is_fn_like(kind))
    written = tcx_.mk_fn_def(user.def_id, list);
  else
    written = ty::instantiate(tcx_, tcx_.type_of(user.def_id), list);
  rel_.eq(inferred, rel_.normalize(written, at), at);
  if (user.self_ty) {
    Ty self = open(user.self_ty);
    Ty impl_self = ty::instantiate(tcx_, tcx_.type_of(user.impl_id), list);
    rel_.eq(rel_.normalize(self, at), rel_.normalize(impl_self, at), at);
    rel_.prove_well_formed(rel_.infcx.resolve(self), at);
  }
  rel_.prove_predicates_of(user.def_id, rel_.infcx.resolve(list), at);
}

} // namespace ochre::borrowck
