// Rows back to interned things: the fields of a node as its kind says (encode/writer.cpp).
#include "metadata/decode/reader.h"

namespace ochre::metadata {

namespace {

/// No row of a sound file is nested this deep; a malformed one could be without end.
constexpr unsigned kMaxDepth = 20'000;

const void *def_pointer(DefId id) {
  return reinterpret_cast<const void *>(static_cast<uintptr_t>(id.raw));
}
const void *arg_pointer(ty::GenericArg arg) { return reinterpret_cast<const void *>(arg.word()); }

const void *read_ty(Reader &r) {
  ty::NodeData n;
  r.kind(n.kind);
  switch (static_cast<ty::TyKind>(n.kind)) {
  case ty::TyKind::Bool:
  case ty::TyKind::Char:
  case ty::TyKind::Str:
  case ty::TyKind::Never:
  case ty::TyKind::Error: break;
  case ty::TyKind::Infer: return r.tcx.common.error.raw();
  case ty::TyKind::Int:
  case ty::TyKind::Uint:
  case ty::TyKind::Float: r.kind(n.sub); break;
  case ty::TyKind::Alias: r.kind(n.sub); [[fallthrough]];
  case ty::TyKind::Adt:
  case ty::TyKind::FnDef:
  case ty::TyKind::Closure:
  case ty::TyKind::Coroutine:
  case ty::TyKind::CoroutineWitness:
    n.a = r.def().raw;
    n.p = r.args().raw();
    break;
  case ty::TyKind::Foreign: n.a = r.def().raw; break;
  case ty::TyKind::Array:
    n.q = r.ct().raw();
    n.p = r.ty().raw();
    break;
  case ty::TyKind::Slice: n.p = r.ty().raw(); break;
  case ty::TyKind::RawPtr:
    r.kind(n.sub);
    n.p = r.ty().raw();
    break;
  case ty::TyKind::Ref:
    r.kind(n.sub);
    n.q = r.region().raw();
    n.p = r.ty().raw();
    break;
  case ty::TyKind::FnPtr:
    r.num(n.a);
    n.q = r.bound_vars().raw();
    n.p = r.ty_list().raw();
    break;
  case ty::TyKind::Dynamic:
    n.q = r.region().raw();
    n.p = r.existential().raw();
    break;
  case ty::TyKind::Tuple: n.p = r.ty_list().raw(); break;
  case ty::TyKind::Param:
    r.num(n.a);
    n.b = r.symbol().raw;
    break;
  case ty::TyKind::Bound:
  case ty::TyKind::Placeholder:
    r.num(n.a);
    r.num(n.b);
    n.p = def_pointer(r.opt_def());
    break;
  }
  return r.tcx.mk_ty(n).raw();
}

const void *read_region(Reader &r) {
  ty::NodeData n;
  r.kind(n.kind);
  switch (static_cast<ty::RegionKind>(n.kind)) {
  case ty::RegionKind::Static:
  case ty::RegionKind::Var:
  case ty::RegionKind::Erased:
  case ty::RegionKind::Error: break;
  case ty::RegionKind::EarlyParam:
    r.num(n.a);
    n.b = r.symbol().raw;
    break;
  case ty::RegionKind::Bound:
  case ty::RegionKind::Placeholder:
    r.num(n.a);
    r.num(n.b);
    n.p = def_pointer(r.opt_def());
    break;
  case ty::RegionKind::LateParam: {
    n.a = r.def().raw;
    DefId param = r.opt_def();
    n.p = def_pointer(param);
    n.b = param.is_valid() ? r.symbol().raw : static_cast<uint32_t>(r.num());
    break;
  }
  }
  return r.tcx.mk_region(n).raw();
}

const void *read_const(Reader &r) {
  ty::NodeData n;
  r.kind(n.kind);
  switch (static_cast<ty::ConstKind>(n.kind)) {
  case ty::ConstKind::Infer: return r.tcx.common.error_const.raw();
  case ty::ConstKind::Error: break;
  case ty::ConstKind::Param:
    r.num(n.a);
    n.b = r.symbol().raw;
    break;
  case ty::ConstKind::Bound:
  case ty::ConstKind::Placeholder:
    r.num(n.a);
    r.num(n.b);
    break;
  case ty::ConstKind::Unevaluated:
    n.a = r.def().raw;
    n.p = r.args().raw();
    break;
  case ty::ConstKind::Value:
    n.p = r.ty().raw();
    n.q = r.valtree();
    if (!n.q)
      return r.tcx.common.error_const.raw();
    break;
  }
  return r.tcx.mk_const(n).raw();
}

const void *read_predicate(Reader &r) {
  ty::NodeData n;
  r.kind(n.kind);
  n.r = r.bound_vars().raw();
  switch (static_cast<ty::PredicateKind>(n.kind)) {
  case ty::PredicateKind::Trait:
    r.kind(n.sub);
    n.a = r.def().raw;
    n.p = r.args().raw();
    break;
  case ty::PredicateKind::Projection:
  case ty::PredicateKind::NormalizesTo:
    n.a = r.def().raw;
    n.p = r.args().raw();
    n.q = arg_pointer(r.arg());
    break;
  case ty::PredicateKind::TypeOutlives:
    n.p = r.ty().raw();
    n.q = r.region().raw();
    break;
  case ty::PredicateKind::RegionOutlives:
    n.p = r.region().raw();
    n.q = r.region().raw();
    break;
  case ty::PredicateKind::ConstArgHasType:
    n.p = r.ct().raw();
    n.q = r.ty().raw();
    break;
  case ty::PredicateKind::WellFormed: n.p = arg_pointer(r.arg()); break;
  case ty::PredicateKind::ConstEvaluatable: n.p = r.ct().raw(); break;
  case ty::PredicateKind::DynCompatible: n.a = r.def().raw; break;
  case ty::PredicateKind::Subtype:
  case ty::PredicateKind::Coerce:
    n.p = r.ty().raw();
    n.q = r.ty().raw();
    break;
  case ty::PredicateKind::ConstEquate:
    n.p = r.ct().raw();
    n.q = r.ct().raw();
    break;
  case ty::PredicateKind::AliasRelate:
    n.p = arg_pointer(r.arg());
    n.q = arg_pointer(r.arg());
    break;
  case ty::PredicateKind::Ambiguous: break;
  }
  return r.tcx.mk_predicate(n).raw();
}

const void *read_valtree(Reader &r) {
  bool is_leaf = true;
  r.flag(is_leaf);
  if (is_leaf) {
    auto size = static_cast<uint8_t>(r.num());
    uint64_t lo = r.num();
    return r.tcx.mk_valtree_leaf(size, lo, r.num());
  }
  std::vector<ty::ValTree> children;
  for (uint32_t count = r.size(); count > 0 && !r.in.failed(); --count)
    if (ty::ValTree child = r.valtree())
      children.push_back(child);
  return r.tcx.mk_valtree_branch(children);
}

ty::PolyExistentialPredicate read_existential(Reader &r) {
  ty::ExistentialPredicate p;
  r.kind(p.kind);
  ty::BoundVars vars = r.bound_vars();
  r.def(p.def_id);
  r.args(p.args);
  if (p.kind == ty::ExistentialKind::Projection)
    r.arg(p.term);
  return ty::PolyExistentialPredicate(p, vars);
}

} // namespace

/// The thing that the next number stands for: null for 0.
template <class ReadRow>
const void *Reader::row(RowKind kind, ReadRow read) {
  uint32_t number = in.varint32();
  if (number == 0)
    return nullptr;
  --number;
  if (const void *known = file.row_slot(kind, number))
    return known;
  if (depth_ > kMaxDepth)
    return nullptr;
  Reader reader(tcx, file, file.row(kind, number), depth_ + 1);
  const void *thing = read(reader);
  if (reader.in.failed())
    return nullptr;
  file.row_slot(kind, number) = thing;
  return thing;
}

ty::Ty Reader::opt_ty() {
  return ty::Ty(static_cast<const ty::NodeData *>(row(RowKind::Ty, read_ty)));
}
ty::Ty Reader::ty() {
  ty::Ty ty = opt_ty();
  return ty ? ty : tcx.common.error;
}
ty::Region Reader::region() {
  auto *node = static_cast<const ty::NodeData *>(row(RowKind::Region, read_region));
  return node ? ty::Region(node) : tcx.common.re_error;
}
ty::Const Reader::ct() {
  auto *node = static_cast<const ty::NodeData *>(row(RowKind::Const, read_const));
  return node ? ty::Const(node) : tcx.common.error_const;
}
ty::Predicate Reader::predicate() {
  auto *node = static_cast<const ty::NodeData *>(row(RowKind::Predicate, read_predicate));
  return node ? ty::Predicate(node) : tcx.mk_ambiguous();
}
ty::ValTree Reader::valtree() {
  return static_cast<ty::ValTree>(row(RowKind::ValTree, read_valtree));
}

ty::GenericArg Reader::arg() {
  switch (static_cast<ty::GenericArg::Kind>(in.u8())) {
  case ty::GenericArg::kRegion: return region();
  case ty::GenericArg::kConst: return ct();
  case ty::GenericArg::kTy: break;
  }
  return ty();
}

template <class T, class Each, class Make>
ty::List<T> Reader::list_row(RowKind kind, Each each, Make make) {
  auto read = [&](Reader &r) -> const void * {
    llvm::SmallVector<T, 8> values;
    for (uint32_t count = r.size(); count > 0 && !r.in.failed(); --count)
      values.push_back(each(r));
    return make(llvm::ArrayRef<T>(values)).raw();
  };
  return ty::List<T>(static_cast<const ty::ListHead *>(row(kind, read)));
}

ty::GenericArgs Reader::args() {
  return list_row<ty::GenericArg>(
      RowKind::GenericArgs, [](Reader &r) { return r.arg(); },
      [&](llvm::ArrayRef<ty::GenericArg> values) { return tcx.mk_args(values); });
}
ty::TyList Reader::ty_list() {
  return list_row<ty::Ty>(
      RowKind::TyList, [](Reader &r) { return r.ty(); },
      [&](llvm::ArrayRef<ty::Ty> values) { return tcx.mk_ty_list(values); });
}
ty::Clauses Reader::clauses() {
  return list_row<ty::Clause>(
      RowKind::Clauses, [](Reader &r) { return r.predicate(); },
      [&](llvm::ArrayRef<ty::Clause> values) { return tcx.mk_clauses(values); });
}
ty::BoundVars Reader::bound_vars() {
  auto read = [](Reader &r) {
    ty::BoundVarKind var;
    r.kind(var.sort);
    r.opt_def(var.def_id);
    r.symbol(var.name);
    return var;
  };
  return list_row<ty::BoundVarKind>(
      RowKind::BoundVars, read,
      [&](llvm::ArrayRef<ty::BoundVarKind> values) { return tcx.mk_bound_vars(values); });
}
ty::List<ty::PolyExistentialPredicate> Reader::existential() {
  return list_row<ty::PolyExistentialPredicate>(
      RowKind::ExistentialPredicates, read_existential,
      [&](llvm::ArrayRef<ty::PolyExistentialPredicate> values) {
        return tcx.mk_existential_predicates(values);
      });
}

} // namespace ochre::metadata
