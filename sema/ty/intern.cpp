// Interning: from the fields of a node to its one handle, with flags, outer
// binder and fingerprint computed once.
//
// Example: `&'a Vec<T>` has the flags of 'a (a free region, early-bound), of
// the list [T] (a type parameter); its fingerprint mixes the kind, the
// mutability and the fingerprints of region and pointee.
#include "sema/ty/impl.h"

#include "llvm/Support/xxhash.h"

namespace ochre::ty {
namespace {

/// Union of what the parts of a node hold.
struct Summary {
  uint32_t flags = 0;
  uint32_t outer_binder = 0;
  FingerprintHasher hasher;

  void part(uint32_t part_flags, uint32_t part_binder, Fingerprint fp) {
    flags |= part_flags;
    outer_binder = std::max(outer_binder, part_binder);
    hasher.add(fp);
  }
  template <class T>
  void part(const List<T> &list) {
    part(list.flags(), list.outer_binder(), list.fingerprint());
  }
  void part(const void *node) {
    if (auto *data = static_cast<const NodeData *>(node))
      part(data->flags, data->outer_binder, data->fingerprint);
  }
  void arg(const void *word) {
    GenericArg arg = GenericArg::from_word(reinterpret_cast<uintptr_t>(word));
    hasher.add(uint64_t(arg.kind()));
    part(arg.flags(), arg.outer_binder(), arg.fingerprint());
  }
  void leave_binder() { outer_binder -= outer_binder ? 1 : 0; }
  void def(const TyCtxt &tcx, DefId id) {
    if (!id.is_valid())
      return hasher.add(0);
    DefPathHash hash = tcx.defs.def(id).hash;
    hasher.add(hash.crate);
    hasher.add(hash.local);
  }
  void symbol(const TyCtxt &tcx, Symbol symbol) {
    hasher.add(symbol.is_valid() ? llvm::xxh3_64bits(tcx.str(symbol)) : 0);
  }
};

template <class T>
List<T> as_list(const void *head) {
  return List<T>(static_cast<const ListHead *>(head));
}
DefId def_in_pointer(const void *p) {
  return DefId(static_cast<uint32_t>(reinterpret_cast<uintptr_t>(p)));
}

uint32_t alias_flag(AliasKind kind) {
  switch (kind) {
  case AliasKind::Projection:
  case AliasKind::Inherent: return kHasProjection;
  case AliasKind::Opaque: return kHasOpaque;
  case AliasKind::Free: return kHasFreeAlias;
  }
  return 0;
}

uint32_t infer_flag(InferKind kind) {
  switch (kind) {
  case InferKind::Ty:
  case InferKind::Int:
  case InferKind::Float: return kHasTyInfer;
  case InferKind::FreshTy:
  case InferKind::FreshInt:
  case InferKind::FreshFloat: return kHasTyFresh;
  }
  return 0;
}

void summarize_ty(const TyCtxt &tcx, const NodeData &n, Summary &s) {
  switch (static_cast<TyKind>(n.kind)) {
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Str:
  case TyKind::Never: break;
  case TyKind::Alias: s.flags |= alias_flag(static_cast<AliasKind>(n.sub)); [[fallthrough]];
  case TyKind::Adt:
  case TyKind::FnDef:
  case TyKind::Closure:
  case TyKind::Coroutine:
  case TyKind::CoroutineWitness:
    s.def(tcx, DefId(n.a));
    s.part(as_list<GenericArg>(n.p));
    break;
  case TyKind::Foreign: s.def(tcx, DefId(n.a)); break;
  case TyKind::Array:
  case TyKind::Slice:
  case TyKind::RawPtr:
  case TyKind::Ref:
    s.part(n.p);
    s.part(n.q);
    break;
  case TyKind::FnPtr:
    s.part(as_list<Ty>(n.p));
    s.leave_binder();
    s.hasher.add(n.a);
    s.part(as_list<BoundVarKind>(n.q));
    break;
  case TyKind::Dynamic:
    s.part(as_list<PolyExistentialPredicate>(n.p));
    s.part(n.q);
    break;
  case TyKind::Tuple: s.part(as_list<Ty>(n.p)); break;
  case TyKind::Param:
    s.flags |= kHasTyParam;
    s.hasher.add(n.a);
    s.symbol(tcx, Symbol(n.b));
    break;
  case TyKind::Bound:
    s.flags |= kHasTyBound;
    s.outer_binder = n.a + 1;
    s.hasher.add(uint64_t(n.a) << 32 | n.b);
    s.def(tcx, def_in_pointer(n.p));
    break;
  case TyKind::Placeholder:
    s.flags |= kHasTyPlaceholder;
    s.hasher.add(uint64_t(n.a) << 32 | n.b);
    s.def(tcx, def_in_pointer(n.p));
    break;
  case TyKind::Infer:
    s.flags |= infer_flag(static_cast<InferKind>(n.sub));
    s.hasher.add(n.a);
    break;
  case TyKind::Error: s.flags |= kHasError; break;
  }
}

void summarize_region(const TyCtxt &tcx, const NodeData &n, Summary &s) {
  switch (static_cast<RegionKind>(n.kind)) {
  case RegionKind::EarlyParam:
    s.flags |= kHasFreeRegions | kHasReParam;
    s.hasher.add(n.a);
    s.symbol(tcx, Symbol(n.b));
    break;
  case RegionKind::Bound:
    s.flags |= kHasReBound;
    s.outer_binder = n.a + 1;
    s.hasher.add(uint64_t(n.a) << 32 | n.b);
    s.def(tcx, def_in_pointer(n.p));
    break;
  case RegionKind::LateParam:
    s.flags |= kHasFreeRegions | kHasReLateParam;
    s.def(tcx, DefId(n.a));
    s.def(tcx, def_in_pointer(n.p));
    if (def_in_pointer(n.p).is_valid())
      s.symbol(tcx, Symbol(n.b));
    else
      s.hasher.add(n.b);
    break;
  case RegionKind::Static: s.flags |= kHasFreeRegions; break;
  case RegionKind::Var:
    s.flags |= kHasFreeRegions | kHasReInfer;
    s.hasher.add(n.a);
    break;
  case RegionKind::Placeholder:
    s.flags |= kHasFreeRegions | kHasRePlaceholder;
    s.hasher.add(uint64_t(n.a) << 32 | n.b);
    s.def(tcx, def_in_pointer(n.p));
    break;
  case RegionKind::Erased: s.flags |= kHasReErased; break;
  case RegionKind::Error: s.flags |= kHasFreeRegions | kHasError; break;
  }
}

void summarize_const(const TyCtxt &tcx, const NodeData &n, Summary &s) {
  switch (static_cast<ConstKind>(n.kind)) {
  case ConstKind::Param:
    s.flags |= kHasCtParam;
    s.hasher.add(n.a);
    s.symbol(tcx, Symbol(n.b));
    break;
  case ConstKind::Infer:
    s.flags |= n.sub ? kHasTyFresh : kHasCtInfer;
    s.hasher.add(n.a);
    break;
  case ConstKind::Bound:
    s.flags |= kHasCtBound;
    s.outer_binder = n.a + 1;
    s.hasher.add(uint64_t(n.a) << 32 | n.b);
    break;
  case ConstKind::Placeholder:
    s.flags |= kHasCtPlaceholder;
    s.hasher.add(uint64_t(n.a) << 32 | n.b);
    break;
  case ConstKind::Unevaluated:
    s.flags |= kHasUnevaluated;
    s.def(tcx, DefId(n.a));
    s.part(as_list<GenericArg>(n.p));
    break;
  case ConstKind::Value:
    s.part(n.p);
    s.hasher.add(static_cast<ValTree>(n.q)->head.fingerprint);
    break;
  case ConstKind::Error: s.flags |= kHasError; break;
  }
}

void summarize_predicate(const TyCtxt &tcx, const NodeData &n, Summary &s) {
  switch (static_cast<PredicateKind>(n.kind)) {
  case PredicateKind::Trait:
    s.def(tcx, DefId(n.a));
    s.part(as_list<GenericArg>(n.p));
    break;
  case PredicateKind::Projection:
  case PredicateKind::NormalizesTo:
    s.def(tcx, DefId(n.a));
    s.part(as_list<GenericArg>(n.p));
    s.arg(n.q);
    break;
  case PredicateKind::TypeOutlives:
  case PredicateKind::RegionOutlives:
  case PredicateKind::ConstArgHasType:
  case PredicateKind::ConstEvaluatable:
  case PredicateKind::Subtype:
  case PredicateKind::Coerce:
  case PredicateKind::ConstEquate:
    s.part(n.p);
    s.part(n.q);
    break;
  case PredicateKind::WellFormed: s.arg(n.p); break;
  case PredicateKind::AliasRelate:
    s.arg(n.p);
    s.arg(n.q);
    break;
  case PredicateKind::DynCompatible: s.def(tcx, DefId(n.a)); break;
  case PredicateKind::Ambiguous: break;
  }
  s.leave_binder();
  s.part(as_list<BoundVarKind>(n.r));
}

using Summarize = void (*)(const TyCtxt &, const NodeData &, Summary &);

const NodeData *intern_node(const TyCtxt &tcx, InternTable<NodeData, NodeInfo> &table,
                            const NodeData &parts, Summarize summarize) {
  return table.intern(parts, [&](llvm::BumpPtrAllocator &alloc) {
    Summary s;
    s.hasher.add(uint64_t(parts.kind) << 8 | parts.sub);
    summarize(tcx, parts, s);
    auto *node = new (alloc.Allocate<NodeData>()) NodeData(parts);
    node->flags = s.flags;
    node->outer_binder = s.outer_binder;
    node->fingerprint = s.hasher.finish();
    return static_cast<const NodeData *>(node);
  });
}

void add_element(const TyCtxt &, Summary &s, GenericArg arg) {
  s.arg(reinterpret_cast<const void *>(arg.word()));
}
void add_element(const TyCtxt &, Summary &s, Ty ty) { s.part(ty.raw()); }
void add_element(const TyCtxt &, Summary &s, Clause clause) { s.part(clause.raw()); }
void add_element(const TyCtxt &tcx, Summary &s, const BoundVarKind &var) {
  s.hasher.add(uint64_t(var.sort));
  s.def(tcx, var.def_id);
  s.symbol(tcx, var.name);
}
void add_element(const TyCtxt &tcx, Summary &s, const PolyExistentialPredicate &p) {
  const ExistentialPredicate &inner = p.skip_binder();
  Summary own;
  own.hasher.add(uint64_t(inner.kind));
  own.def(tcx, inner.def_id);
  own.part(inner.args);
  if (inner.kind == ExistentialKind::Projection)
    own.arg(reinterpret_cast<const void *>(inner.term.word()));
  own.leave_binder();
  own.part(p.bound_vars());
  s.part(own.flags, own.outer_binder, own.hasher.finish());
}

template <class T, class Table>
List<T> intern_list(const TyCtxt &tcx, Table &table, llvm::ArrayRef<T> items) {
  if (items.empty())
    return List<T>();
  return List<T>(table.intern(items, [&](llvm::BumpPtrAllocator &alloc) {
    Summary s;
    s.hasher.add(items.size());
    for (const T &item : items)
      add_element(tcx, s, item);
    void *memory = alloc.Allocate(sizeof(ListHead) + items.size() * sizeof(T), alignof(ListHead));
    auto *head = new (memory) ListHead;
    head->size = static_cast<uint32_t>(items.size());
    head->flags = s.flags;
    head->outer_binder = s.outer_binder;
    head->fingerprint = s.hasher.finish();
    std::uninitialized_copy(items.begin(), items.end(), reinterpret_cast<T *>(head + 1));
    return static_cast<const ListHead *>(head);
  }));
}

/// Trait first, then projections, then auto traits.
bool existential_less(const TyCtxt &tcx, const PolyExistentialPredicate &x,
                      const PolyExistentialPredicate &y) {
  const ExistentialPredicate &a = x.skip_binder();
  const ExistentialPredicate &b = y.skip_binder();
  if (a.kind != b.kind)
    return a.kind < b.kind;
  if (a.def_id != b.def_id)
    return tcx.defs.def(a.def_id).hash < tcx.defs.def(b.def_id).hash;
  if (a.args != b.args)
    return a.args.fingerprint() < b.args.fingerprint();
  if (a.term != b.term)
    return a.term.fingerprint() < b.term.fingerprint();
  return x.bound_vars().fingerprint() < y.bound_vars().fingerprint();
}

} // namespace

Ty TyCtxt::mk_ty(const NodeData &parts) {
  return Ty(intern_node(*this, impl_->tys, parts, summarize_ty));
}
Region TyCtxt::mk_region(const NodeData &parts) {
  return Region(intern_node(*this, impl_->regions, parts, summarize_region));
}
Const TyCtxt::mk_const(const NodeData &parts) {
  return Const(intern_node(*this, impl_->consts, parts, summarize_const));
}
Predicate TyCtxt::mk_predicate(const NodeData &parts) {
  return Predicate(intern_node(*this, impl_->predicates, parts, summarize_predicate));
}

GenericArgs TyCtxt::mk_args(llvm::ArrayRef<GenericArg> args) {
  return intern_list(*this, impl_->args, args);
}
TyList TyCtxt::mk_ty_list(llvm::ArrayRef<Ty> tys) {
  return intern_list(*this, impl_->ty_lists, tys);
}
BoundVars TyCtxt::mk_bound_vars(llvm::ArrayRef<BoundVarKind> vars) {
  return intern_list(*this, impl_->bound_vars, vars);
}
Clauses TyCtxt::mk_clauses(llvm::ArrayRef<Clause> clauses) {
  return intern_list(*this, impl_->clauses, clauses);
}

List<PolyExistentialPredicate>
TyCtxt::mk_existential_predicates(llvm::ArrayRef<PolyExistentialPredicate> predicates) {
  llvm::SmallVector<PolyExistentialPredicate, 8> sorted(predicates.begin(), predicates.end());
  llvm::sort(sorted, [&](const PolyExistentialPredicate &x, const PolyExistentialPredicate &y) {
    return existential_less(*this, x, y);
  });
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return intern_list(*this, impl_->existential, llvm::ArrayRef(sorted));
}

ValTree TyCtxt::mk_valtree_leaf(uint8_t size, uint64_t lo, uint64_t hi) {
  ValTreeData key;
  key.size = size;
  key.lo = lo;
  key.hi = hi;
  return impl_->valtrees.intern(key, [&](llvm::BumpPtrAllocator &alloc) {
    FingerprintHasher hasher;
    hasher.add(size);
    hasher.add(lo);
    hasher.add(hi);
    key.head.fingerprint = hasher.finish();
    return static_cast<ValTree>(new (alloc.Allocate<ValTreeData>()) ValTreeData(key));
  });
}

ValTree TyCtxt::mk_valtree_branch(llvm::ArrayRef<ValTree> children) {
  ValTreeData key;
  key.is_leaf = false;
  key.children = children;
  return impl_->valtrees.intern(key, [&](llvm::BumpPtrAllocator &alloc) {
    FingerprintHasher hasher;
    hasher.add(~uint64_t(children.size()));
    for (ValTree child : children)
      hasher.add(child->head.fingerprint);
    key.head.fingerprint = hasher.finish();
    ValTree *copy = alloc.Allocate<ValTree>(children.size());
    std::uninitialized_copy(children.begin(), children.end(), copy);
    key.children = {copy, children.size()};
    return static_cast<ValTree>(new (alloc.Allocate<ValTreeData>()) ValTreeData(key));
  });
}

const Instance *TyCtxt::mk_instance(const Instance &instance) {
  return impl_->instances.intern(instance, [&](llvm::BumpPtrAllocator &alloc) {
    return static_cast<const Instance *>(new (alloc.Allocate<Instance>()) Instance(instance));
  });
}

} // namespace ochre::ty
