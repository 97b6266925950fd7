// Interned things as rows: what a node's fields mean depends on its kind (sema/ty/make.cpp fills
// them), so each kind says what it has.
#include "metadata/encode/writer.h"

#include "support/session/report.h"

namespace ochre::metadata {

namespace {

/// Rows inside rows; types of programs stay far below.
constexpr unsigned kMaxDepth = 10'000;

DefId def_in_pointer(const void *p) {
  return DefId(static_cast<uint32_t>(reinterpret_cast<uintptr_t>(p)));
}
ty::GenericArg arg_in_pointer(const void *p) {
  return ty::GenericArg::from_word(reinterpret_cast<uintptr_t>(p));
}
template <class T>
ty::List<T> list_in_pointer(const void *p) {
  return ty::List<T>(static_cast<const ty::ListHead *>(p));
}
ty::Ty ty_in_pointer(const void *p) { return ty::Ty(static_cast<const ty::NodeData *>(p)); }
ty::Region region_in_pointer(const void *p) {
  return ty::Region(static_cast<const ty::NodeData *>(p));
}
ty::Const const_in_pointer(const void *p) {
  return ty::Const(static_cast<const ty::NodeData *>(p));
}

void write_ty(Writer &w, ty::Ty ty) {
  const ty::NodeData &n = *ty.raw();
  w.kind(ty.is_infer() ? ty::TyKind::Error : ty.kind());
  switch (ty.kind()) {
  case ty::TyKind::Bool:
  case ty::TyKind::Char:
  case ty::TyKind::Str:
  case ty::TyKind::Never:
  case ty::TyKind::Infer: // nothing that leaves a body holds one
  case ty::TyKind::Error: return;
  case ty::TyKind::Int:
  case ty::TyKind::Uint:
  case ty::TyKind::Float: return w.kind(n.sub);
  case ty::TyKind::Alias: w.kind(n.sub); [[fallthrough]];
  case ty::TyKind::Adt:
  case ty::TyKind::FnDef:
  case ty::TyKind::Closure:
  case ty::TyKind::Coroutine:
  case ty::TyKind::CoroutineWitness:
    w.def(DefId(n.a));
    return w.args(list_in_pointer<ty::GenericArg>(n.p));
  case ty::TyKind::Foreign: return w.def(DefId(n.a));
  case ty::TyKind::Array: w.ct(ty.array_len()); return w.ty(ty.inner());
  case ty::TyKind::Slice: return w.ty(ty.inner());
  case ty::TyKind::RawPtr: w.kind(n.sub); return w.ty(ty.inner());
  case ty::TyKind::Ref:
    w.kind(n.sub);
    w.region(ty.region());
    return w.ty(ty.inner());
  case ty::TyKind::FnPtr:
    w.num(n.a);
    w.bound_vars(list_in_pointer<ty::BoundVarKind>(n.q));
    return w.ty_list(list_in_pointer<ty::Ty>(n.p));
  case ty::TyKind::Dynamic: w.region(ty.region()); return w.existential(ty.dyn_predicates());
  case ty::TyKind::Tuple: return w.ty_list(ty.tuple_elems());
  case ty::TyKind::Param: w.num(n.a); return w.symbol(Symbol(n.b));
  case ty::TyKind::Bound:
  case ty::TyKind::Placeholder:
    w.num(n.a);
    w.num(n.b);
    return w.opt_def(def_in_pointer(n.p));
  }
}

void write_region(Writer &w, ty::Region region) {
  const ty::NodeData &n = *region.raw();
  w.kind(region.is_var() ? ty::RegionKind::Erased : region.kind());
  switch (region.kind()) {
  case ty::RegionKind::Static:
  case ty::RegionKind::Var: // nothing that leaves a body holds one
  case ty::RegionKind::Erased:
  case ty::RegionKind::Error: return;
  case ty::RegionKind::EarlyParam: w.num(n.a); return w.symbol(Symbol(n.b));
  case ty::RegionKind::Bound:
  case ty::RegionKind::Placeholder:
    w.num(n.a);
    w.num(n.b);
    return w.opt_def(def_in_pointer(n.p));
  case ty::RegionKind::LateParam:
    w.def(DefId(n.a));
    w.opt_def(def_in_pointer(n.p));
    // A name, or the index among the anonymous ones.
    if (def_in_pointer(n.p).is_valid())
      return w.symbol(Symbol(n.b));
    return w.num(n.b);
  }
}

void write_const(Writer &w, ty::Const ct) {
  const ty::NodeData &n = *ct.raw();
  w.kind(ct.is(ty::ConstKind::Infer) ? ty::ConstKind::Error : ct.kind());
  switch (ct.kind()) {
  case ty::ConstKind::Infer:
  case ty::ConstKind::Error: return;
  case ty::ConstKind::Param: w.num(n.a); return w.symbol(Symbol(n.b));
  case ty::ConstKind::Bound:
  case ty::ConstKind::Placeholder: w.num(n.a); return w.num(n.b);
  case ty::ConstKind::Unevaluated: w.def(ct.def_id()); return w.args(ct.args());
  case ty::ConstKind::Value: w.ty(ct.value_ty()); return w.valtree(ct.valtree());
  }
}

void write_predicate(Writer &w, ty::Predicate predicate) {
  const ty::NodeData &n = *predicate.raw();
  w.kind(predicate.kind());
  w.bound_vars(predicate.bound_vars());
  switch (predicate.kind()) {
  case ty::PredicateKind::Trait:
    w.kind(n.sub);
    w.def(DefId(n.a));
    return w.args(list_in_pointer<ty::GenericArg>(n.p));
  case ty::PredicateKind::Projection:
  case ty::PredicateKind::NormalizesTo:
    w.def(DefId(n.a));
    w.args(list_in_pointer<ty::GenericArg>(n.p));
    return w.arg(arg_in_pointer(n.q));
  case ty::PredicateKind::TypeOutlives:
    w.ty(ty_in_pointer(n.p));
    return w.region(region_in_pointer(n.q));
  case ty::PredicateKind::RegionOutlives:
    w.region(region_in_pointer(n.p));
    return w.region(region_in_pointer(n.q));
  case ty::PredicateKind::ConstArgHasType:
    w.ct(const_in_pointer(n.p));
    return w.ty(ty_in_pointer(n.q));
  case ty::PredicateKind::WellFormed: return w.arg(arg_in_pointer(n.p));
  case ty::PredicateKind::ConstEvaluatable: return w.ct(const_in_pointer(n.p));
  case ty::PredicateKind::DynCompatible: return w.def(DefId(n.a));
  case ty::PredicateKind::Subtype:
  case ty::PredicateKind::Coerce: w.ty(ty_in_pointer(n.p)); return w.ty(ty_in_pointer(n.q));
  case ty::PredicateKind::ConstEquate:
    w.ct(const_in_pointer(n.p));
    return w.ct(const_in_pointer(n.q));
  case ty::PredicateKind::AliasRelate:
    w.arg(arg_in_pointer(n.p));
    return w.arg(arg_in_pointer(n.q));
  case ty::PredicateKind::Ambiguous: return;
  }
}

void write_valtree(Writer &w, ty::ValTree tree) {
  w.flag(tree->is_leaf);
  if (!tree->is_leaf)
    return w.list(tree->children, [&](ty::ValTree child) { w.valtree(child); });
  w.num(tree->size);
  w.num(tree->lo);
  w.num(tree->hi);
}

void write_existential(Writer &w, const ty::PolyExistentialPredicate &poly) {
  const ty::ExistentialPredicate &p = poly.skip_binder();
  w.kind(p.kind);
  w.bound_vars(poly.bound_vars());
  w.def(p.def_id);
  w.args(p.args);
  if (p.kind == ty::ExistentialKind::Projection)
    w.arg(p.term);
}

} // namespace

template <class WriteRow>
uint32_t Writer::row(RowKind kind, const void *key, WriteRow write) {
  return encoder.row(kind, key, [&](ByteWriter &bytes) {
    if (depth_ > kMaxDepth) {
      not_supported_yet(encoder.tcx.sess, {}, "types nested this deep in crate metadata");
      return;
    }
    Writer writer(encoder, bytes, depth_ + 1);
    write(writer);
  });
}

void Writer::ty(ty::Ty ty) {
  num(ty ? row(RowKind::Ty, ty.raw(), [&](Writer &w) { write_ty(w, ty); }) + 1 : 0);
}
void Writer::region(ty::Region region) {
  num(region ? row(RowKind::Region, region.raw(), [&](Writer &w) { write_region(w, region); }) + 1
             : 0);
}
void Writer::ct(ty::Const ct) {
  num(ct ? row(RowKind::Const, ct.raw(), [&](Writer &w) { write_const(w, ct); }) + 1 : 0);
}
void Writer::predicate(ty::Predicate p) {
  num(p ? row(RowKind::Predicate, p.raw(), [&](Writer &w) { write_predicate(w, p); }) + 1 : 0);
}
void Writer::valtree(ty::ValTree tree) {
  num(tree ? row(RowKind::ValTree, tree, [&](Writer &w) { write_valtree(w, tree); }) + 1 : 0);
}

void Writer::arg(ty::GenericArg arg) {
  kind(arg.kind());
  switch (arg.kind()) {
  case ty::GenericArg::kTy: return ty(arg ? arg.ty() : ty::Ty());
  case ty::GenericArg::kRegion: return region(arg.region());
  case ty::GenericArg::kConst: return ct(arg.ct());
  }
}

template <class T, class Each>
void Writer::list_row(RowKind kind, ty::List<T> values, Each each) {
  if (values.empty())
    return num(0);
  num(row(kind, values.raw(),
          [&](Writer &w) { w.list(values.array(), [&](const T &value) { each(w, value); }); }) +
      1);
}

void Writer::args(ty::GenericArgs args) {
  list_row(RowKind::GenericArgs, args, [](Writer &w, ty::GenericArg arg) { w.arg(arg); });
}
void Writer::ty_list(ty::TyList tys) {
  list_row(RowKind::TyList, tys, [](Writer &w, ty::Ty ty) { w.ty(ty); });
}
void Writer::clauses(ty::Clauses clauses) {
  list_row(RowKind::Clauses, clauses, [](Writer &w, ty::Clause clause) { w.predicate(clause); });
}
void Writer::bound_vars(ty::BoundVars vars) {
  list_row(RowKind::BoundVars, vars, [](Writer &w, const ty::BoundVarKind &var) {
    w.kind(var.sort);
    w.opt_def(var.def_id);
    w.symbol(var.name);
  });
}
void Writer::existential(ty::List<ty::PolyExistentialPredicate> predicates) {
  list_row(RowKind::ExistentialPredicates, predicates, write_existential);
}

} // namespace ochre::metadata
