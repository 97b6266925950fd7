// Makers of types, regions, consts and predicates: each fills the fields that
// its kind's accessors read (ty.h, predicate.h).
#include "sema/ty/context.h"

namespace ochre::ty {
namespace {

NodeData node(TyKind kind) {
  NodeData n;
  n.kind = static_cast<uint8_t>(kind);
  return n;
}
NodeData node(RegionKind kind) {
  NodeData n;
  n.kind = static_cast<uint8_t>(kind);
  return n;
}
NodeData node(ConstKind kind) {
  NodeData n;
  n.kind = static_cast<uint8_t>(kind);
  return n;
}
NodeData node(PredicateKind kind) {
  NodeData n;
  n.kind = static_cast<uint8_t>(kind);
  return n;
}
NodeData item_node(TyKind kind, DefId def_id, GenericArgs args) {
  NodeData n = node(kind);
  n.a = def_id.raw;
  n.p = args.raw();
  return n;
}
const void *def_pointer(DefId def_id) {
  return reinterpret_cast<const void *>(static_cast<uintptr_t>(def_id.raw));
}
const void *arg_pointer(GenericArg arg) { return reinterpret_cast<const void *>(arg.word()); }

} // namespace

Ty TyCtxt::mk_int(IntTy ty) const {
  const Ty tys[] = {common.isize, common.i8, common.i16, common.i32, common.i64, common.i128};
  return tys[static_cast<unsigned>(ty)];
}
Ty TyCtxt::mk_uint(UintTy ty) const {
  const Ty tys[] = {common.usize, common.u8, common.u16, common.u32, common.u64, common.u128};
  return tys[static_cast<unsigned>(ty)];
}
Ty TyCtxt::mk_float(FloatTy ty) const {
  const Ty tys[] = {common.f16, common.f32, common.f64, common.f128};
  return tys[static_cast<unsigned>(ty)];
}
Ty TyCtxt::mk_prim(PrimTy prim) const {
  switch (prim.kind) {
  case PrimTyKind::Int: return mk_int(prim.int_ty);
  case PrimTyKind::Uint: return mk_uint(prim.uint_ty);
  case PrimTyKind::Float: return mk_float(prim.float_ty);
  case PrimTyKind::Str: return common.str;
  case PrimTyKind::Bool: return common.bool_;
  case PrimTyKind::Char: return common.char_;
  }
  return common.error;
}

Ty TyCtxt::mk_adt(DefId def_id, GenericArgs args) {
  return mk_ty(item_node(TyKind::Adt, def_id, args));
}
Ty TyCtxt::mk_foreign(DefId def_id) { return mk_ty(item_node(TyKind::Foreign, def_id, {})); }
Ty TyCtxt::mk_array(Ty elem, uint64_t len) { return mk_array(elem, mk_const_usize(len)); }
Ty TyCtxt::mk_array(Ty elem, Const len) {
  NodeData n = node(TyKind::Array);
  n.p = elem.raw();
  n.q = len.raw();
  return mk_ty(n);
}
Ty TyCtxt::mk_slice(Ty elem) {
  NodeData n = node(TyKind::Slice);
  n.p = elem.raw();
  return mk_ty(n);
}
Ty TyCtxt::mk_ptr(Ty pointee, Mutability mutbl) {
  NodeData n = node(TyKind::RawPtr);
  n.sub = static_cast<uint8_t>(mutbl);
  n.p = pointee.raw();
  return mk_ty(n);
}
Ty TyCtxt::mk_ref(Region region, Ty pointee, Mutability mutbl) {
  NodeData n = node(TyKind::Ref);
  n.sub = static_cast<uint8_t>(mutbl);
  n.p = pointee.raw();
  n.q = region.raw();
  return mk_ty(n);
}
Ty TyCtxt::mk_fn_def(DefId def_id, GenericArgs args) {
  return mk_ty(item_node(TyKind::FnDef, def_id, args));
}
Ty TyCtxt::mk_fn_ptr(PolyFnSig sig) {
  NodeData n = node(TyKind::FnPtr);
  const FnSig &inner = sig.skip_binder();
  n.a = uint32_t(inner.c_variadic) | static_cast<uint32_t>(inner.safety) << 1 |
        static_cast<uint32_t>(inner.abi) << 8;
  n.p = inner.inputs_and_output.raw();
  n.q = sig.bound_vars().raw();
  return mk_ty(n);
}
Ty TyCtxt::mk_dynamic(List<PolyExistentialPredicate> predicates, Region region) {
  NodeData n = node(TyKind::Dynamic);
  n.p = predicates.raw();
  n.q = region.raw();
  return mk_ty(n);
}
Ty TyCtxt::mk_closure(DefId def_id, GenericArgs args) {
  return mk_ty(item_node(TyKind::Closure, def_id, args));
}
Ty TyCtxt::mk_coroutine(DefId def_id, GenericArgs args) {
  return mk_ty(item_node(TyKind::Coroutine, def_id, args));
}
Ty TyCtxt::mk_coroutine_witness(DefId def_id, GenericArgs args) {
  return mk_ty(item_node(TyKind::CoroutineWitness, def_id, args));
}
Ty TyCtxt::mk_tuple(llvm::ArrayRef<Ty> elems) { return mk_tuple(mk_ty_list(elems)); }
Ty TyCtxt::mk_tuple(TyList elems) {
  NodeData n = node(TyKind::Tuple);
  n.p = elems.raw();
  return mk_ty(n);
}
Ty TyCtxt::mk_alias(AliasKind kind, DefId def_id, GenericArgs args) {
  NodeData n = item_node(TyKind::Alias, def_id, args);
  n.sub = static_cast<uint8_t>(kind);
  return mk_ty(n);
}
Ty TyCtxt::mk_param(uint32_t index, Symbol name) {
  NodeData n = node(TyKind::Param);
  n.a = index;
  n.b = name.raw;
  return mk_ty(n);
}
Ty TyCtxt::mk_bound(uint32_t debruijn, BoundVar var, DefId param) {
  NodeData n = node(TyKind::Bound);
  n.a = debruijn;
  n.b = var.raw;
  n.p = def_pointer(param);
  return mk_ty(n);
}
Ty TyCtxt::mk_placeholder(UniverseIndex universe, BoundVar var, DefId param) {
  NodeData n = node(TyKind::Placeholder);
  n.a = universe.raw;
  n.b = var.raw;
  n.p = def_pointer(param);
  return mk_ty(n);
}
Ty TyCtxt::mk_ty_var(TyVid vid) { return mk_fresh(InferKind::Ty, vid.raw); }
Ty TyCtxt::mk_int_var(IntVid vid) { return mk_fresh(InferKind::Int, vid.raw); }
Ty TyCtxt::mk_float_var(FloatVid vid) { return mk_fresh(InferKind::Float, vid.raw); }
Ty TyCtxt::mk_fresh(InferKind kind, uint32_t index) {
  NodeData n = node(TyKind::Infer);
  n.sub = static_cast<uint8_t>(kind);
  n.a = index;
  return mk_ty(n);
}

Region TyCtxt::mk_re_early_param(uint32_t index, Symbol name) {
  NodeData n = node(RegionKind::EarlyParam);
  n.a = index;
  n.b = name.raw;
  return mk_region(n);
}
Region TyCtxt::mk_re_bound(uint32_t debruijn, BoundVar var, DefId param) {
  NodeData n = node(RegionKind::Bound);
  n.a = debruijn;
  n.b = var.raw;
  n.p = def_pointer(param);
  return mk_region(n);
}
Region TyCtxt::mk_re_late_param(DefId scope, DefId param, Symbol name) {
  NodeData n = node(RegionKind::LateParam);
  n.a = scope.raw;
  n.b = name.raw;
  n.p = def_pointer(param);
  return mk_region(n);
}
Region TyCtxt::mk_re_late_anon(DefId scope, uint32_t index) {
  NodeData n = node(RegionKind::LateParam);
  n.a = scope.raw;
  n.b = index;
  n.p = def_pointer(DefId());
  return mk_region(n);
}
Region TyCtxt::mk_re_var(RegionVid vid) {
  NodeData n = node(RegionKind::Var);
  n.a = vid.raw;
  return mk_region(n);
}
Region TyCtxt::mk_re_placeholder(UniverseIndex universe, BoundVar var, DefId param) {
  NodeData n = node(RegionKind::Placeholder);
  n.a = universe.raw;
  n.b = var.raw;
  n.p = def_pointer(param);
  return mk_region(n);
}

Const TyCtxt::mk_const_param(uint32_t index, Symbol name) {
  NodeData n = node(ConstKind::Param);
  n.a = index;
  n.b = name.raw;
  return mk_const(n);
}
Const TyCtxt::mk_const_var(ConstVid vid) {
  NodeData n = node(ConstKind::Infer);
  n.a = vid.raw;
  return mk_const(n);
}
Const TyCtxt::mk_const_fresh(uint32_t index) {
  NodeData n = node(ConstKind::Infer);
  n.sub = 1;
  n.a = index;
  return mk_const(n);
}
Const TyCtxt::mk_const_bound(uint32_t debruijn, BoundVar var) {
  NodeData n = node(ConstKind::Bound);
  n.a = debruijn;
  n.b = var.raw;
  return mk_const(n);
}
Const TyCtxt::mk_const_placeholder(UniverseIndex universe, BoundVar var) {
  NodeData n = node(ConstKind::Placeholder);
  n.a = universe.raw;
  n.b = var.raw;
  return mk_const(n);
}
Const TyCtxt::mk_const_unevaluated(DefId def_id, GenericArgs args) {
  NodeData n = node(ConstKind::Unevaluated);
  n.a = def_id.raw;
  n.p = args.raw();
  return mk_const(n);
}
Const TyCtxt::mk_const_value(Ty ty, ValTree value) {
  NodeData n = node(ConstKind::Value);
  n.p = ty.raw();
  n.q = value;
  return mk_const(n);
}
Const TyCtxt::mk_const_usize(uint64_t value) { return mk_const_bits(common.usize, value); }
Const TyCtxt::mk_const_bool(bool value) {
  return mk_const_value(common.bool_, mk_valtree_leaf(1, value));
}
Const TyCtxt::mk_const_bits(Ty ty, uint64_t lo, uint64_t hi) {
  unsigned bits = 8;
  if (ty.is(TyKind::Int))
    bits = bit_width(ty.int_ty(), pointer_bits);
  else if (ty.is(TyKind::Uint))
    bits = bit_width(ty.uint_ty(), pointer_bits);
  else if (ty.is(TyKind::Float))
    bits = bit_width(ty.float_ty());
  else if (ty.is_char())
    bits = 32;
  if (bits <= 64)
    hi = 0;
  if (bits < 64)
    lo &= (uint64_t(1) << bits) - 1;
  return mk_const_value(ty, mk_valtree_leaf(static_cast<uint8_t>(bits / 8), lo, hi));
}

Predicate TyCtxt::mk_trait_predicate(PolyTraitRef trait_ref, Polarity polarity) {
  NodeData n = node(PredicateKind::Trait);
  n.sub = static_cast<uint8_t>(polarity);
  n.a = trait_ref.skip_binder().def_id.raw;
  n.p = trait_ref.skip_binder().args.raw();
  n.r = trait_ref.bound_vars().raw();
  return mk_predicate(n);
}
Predicate TyCtxt::mk_projection_predicate(AliasTerm alias, Term term, BoundVars vars) {
  NodeData n = node(PredicateKind::Projection);
  n.a = alias.def_id.raw;
  n.p = alias.args.raw();
  n.q = arg_pointer(term);
  n.r = vars.raw();
  return mk_predicate(n);
}
Predicate TyCtxt::mk_type_outlives(Ty ty, Region region, BoundVars vars) {
  NodeData n = node(PredicateKind::TypeOutlives);
  n.p = ty.raw();
  n.q = region.raw();
  n.r = vars.raw();
  return mk_predicate(n);
}
Predicate TyCtxt::mk_region_outlives(Region longer, Region shorter, BoundVars vars) {
  NodeData n = node(PredicateKind::RegionOutlives);
  n.p = longer.raw();
  n.q = shorter.raw();
  n.r = vars.raw();
  return mk_predicate(n);
}
Predicate TyCtxt::mk_const_arg_has_type(Const ct, Ty ty) {
  NodeData n = node(PredicateKind::ConstArgHasType);
  n.p = ct.raw();
  n.q = ty.raw();
  return mk_predicate(n);
}
Predicate TyCtxt::mk_well_formed(GenericArg arg) {
  NodeData n = node(PredicateKind::WellFormed);
  n.p = arg_pointer(arg);
  return mk_predicate(n);
}
Predicate TyCtxt::mk_const_evaluatable(Const ct) {
  NodeData n = node(PredicateKind::ConstEvaluatable);
  n.p = ct.raw();
  return mk_predicate(n);
}
Predicate TyCtxt::mk_dyn_compatible(DefId trait_id) {
  NodeData n = node(PredicateKind::DynCompatible);
  n.a = trait_id.raw;
  return mk_predicate(n);
}
Predicate TyCtxt::mk_subtype(Ty a, Ty b) {
  NodeData n = node(PredicateKind::Subtype);
  n.p = a.raw();
  n.q = b.raw();
  return mk_predicate(n);
}
Predicate TyCtxt::mk_coerce(Ty from, Ty to) {
  NodeData n = node(PredicateKind::Coerce);
  n.p = from.raw();
  n.q = to.raw();
  return mk_predicate(n);
}
Predicate TyCtxt::mk_const_equate(Const a, Const b) {
  NodeData n = node(PredicateKind::ConstEquate);
  n.p = a.raw();
  n.q = b.raw();
  return mk_predicate(n);
}
Predicate TyCtxt::mk_normalizes_to(AliasTerm alias, Term term) {
  NodeData n = node(PredicateKind::NormalizesTo);
  n.a = alias.def_id.raw;
  n.p = alias.args.raw();
  n.q = arg_pointer(term);
  return mk_predicate(n);
}
Predicate TyCtxt::mk_alias_relate(Term a, Term b) {
  NodeData n = node(PredicateKind::AliasRelate);
  n.p = arg_pointer(a);
  n.q = arg_pointer(b);
  return mk_predicate(n);
}
Predicate TyCtxt::mk_ambiguous() { return mk_predicate(node(PredicateKind::Ambiguous)); }

} // namespace ochre::ty
