// The typing context: interners, definitions, queries. Passed to every phase
// from sema on.
//
// Invariant: nodes live as long as the context; handles from two contexts never
// mix.
#pragma once

#include "sema/ty/query.h"
#include "support/adt/arena.h"
#include "support/def/lang_item.h"
#include "support/session/report.h"

#include <memory>
#include <type_traits>

namespace ochre::hir {
struct Crate;
}
namespace ochre::mir {
class AllocTable;
}
namespace ochre::traits {
class SolverCache;
}
namespace ochre::metadata {
class CrateStore;
}

namespace ochre::ty {

/// Types that need no look-up.
struct CommonTypes {
  Ty unit, bool_, char_, str, never, error;
  Ty isize, i8, i16, i32, i64, i128;
  Ty usize, u8, u16, u32, u64, u128;
  Ty f16, f32, f64, f128;
  Region re_static, re_erased, re_error;
  Const error_const;
};

class TyCtxt {
public:
  TyCtxt(Session &sess, Definitions &defs);
  ~TyCtxt();
  TyCtxt(const TyCtxt &) = delete;
  TyCtxt &operator=(const TyCtxt &) = delete;

  Session &sess;
  Definitions &defs;
  /// The local crate; set by the driver once it is lowered.
  const hir::Crate *krate = nullptr;
  /// Set by the driver before the first query.
  Providers local_providers;
  Providers extern_providers;
  /// Other crates, for `extern_providers`; null: there are none.
  metadata::CrateStore *crates = nullptr;
  CommonTypes common;
  /// Lang items of all crates, filled when crates are loaded and the local one
  /// is collected.
  DefId lang_items[kLangItemCount];
  /// What other crates define under a name that an attribute fixes (`ty::linker_symbol`).
  llvm::DenseMap<Symbol, DefId> linker_symbols;
  /// Types of anonymous constants, told by whoever lowered the generic argument that they are.
  llvm::DenseMap<DefId, Ty> anon_const_tys;
  /// Pointer width of the target, in bits.
  unsigned pointer_bits;
  /// Global allocations; mir/ir makes it on first use.
  std::shared_ptr<mir::AllocTable> allocs;
  /// Goals that were solved; sema/traits makes it on first use.
  std::shared_ptr<traits::SolverCache> solver_cache;
  /// Instances whose bodies are being optimised, each for the one before it.
  llvm::DenseSet<const Instance *> optimizing;

  // --- Queries: `tcx.type_of(def_id)`
  // ---------------------------------------------------------
#define QUERY(name, Key, Result, description) Result name(const std::type_identity_t<Key> &key);
#include "sema/ty/queries.def"

  // --- Interning
  // -------------------------------------------------------------------------------
  Ty mk_int(IntTy ty) const;
  Ty mk_uint(UintTy ty) const;
  Ty mk_float(FloatTy ty) const;
  Ty mk_prim(PrimTy prim) const;
  Ty mk_adt(DefId def_id, GenericArgs args);
  Ty mk_foreign(DefId def_id);
  Ty mk_array(Ty elem, uint64_t len);
  Ty mk_array(Ty elem, Const len);
  Ty mk_slice(Ty elem);
  Ty mk_ptr(Ty pointee, Mutability mutbl);
  Ty mk_ref(Region region, Ty pointee, Mutability mutbl);
  Ty mk_fn_def(DefId def_id, GenericArgs args);
  Ty mk_fn_ptr(PolyFnSig sig);
  Ty mk_dynamic(List<PolyExistentialPredicate> predicates, Region region);
  Ty mk_closure(DefId def_id, GenericArgs args);
  Ty mk_coroutine(DefId def_id, GenericArgs args);
  Ty mk_coroutine_witness(DefId def_id, GenericArgs args);
  Ty mk_tuple(llvm::ArrayRef<Ty> elems);
  Ty mk_tuple(TyList elems);
  Ty mk_alias(AliasKind kind, DefId def_id, GenericArgs args);
  Ty mk_projection(DefId assoc_ty, GenericArgs args) {
    return mk_alias(AliasKind::Projection, assoc_ty, args);
  }
  Ty mk_param(uint32_t index, Symbol name);
  Ty mk_bound(uint32_t debruijn, BoundVar var, DefId param = DefId());
  Ty mk_placeholder(UniverseIndex universe, BoundVar var, DefId param = DefId());
  Ty mk_ty_var(TyVid vid);
  Ty mk_int_var(IntVid vid);
  Ty mk_float_var(FloatVid vid);
  Ty mk_fresh(InferKind kind, uint32_t index);
  Ty mk_error(ErrorGuaranteed) const { return common.error; }
  /// `T` of a language item such as OwnedBox; error type if the item is missing
  /// (reported).
  Ty mk_lang_adt(LangItem item, llvm::ArrayRef<GenericArg> args, Span span);

  Region mk_re_early_param(uint32_t index, Symbol name);
  Region mk_re_bound(uint32_t debruijn, BoundVar var, DefId param = DefId());
  Region mk_re_late_param(DefId scope, DefId param, Symbol name);
  Region mk_re_late_anon(DefId scope, uint32_t index);
  Region mk_re_var(RegionVid vid);
  Region mk_re_placeholder(UniverseIndex universe, BoundVar var, DefId param = DefId());

  Const mk_const_param(uint32_t index, Symbol name);
  Const mk_const_var(ConstVid vid);
  Const mk_const_fresh(uint32_t index);
  Const mk_const_bound(uint32_t debruijn, BoundVar var);
  Const mk_const_placeholder(UniverseIndex universe, BoundVar var);
  Const mk_const_unevaluated(DefId def_id, GenericArgs args);
  Const mk_const_value(Ty ty, ValTree value);
  Const mk_const_usize(uint64_t value);
  Const mk_const_bool(bool value);
  /// `bits` truncated to the size of the integer, bool or char type.
  Const mk_const_bits(Ty ty, uint64_t lo, uint64_t hi = 0);
  ValTree mk_valtree_leaf(uint8_t size, uint64_t lo, uint64_t hi = 0);
  ValTree mk_valtree_branch(llvm::ArrayRef<ValTree> children);

  GenericArgs mk_args(llvm::ArrayRef<GenericArg> args);
  TyList mk_ty_list(llvm::ArrayRef<Ty> tys);
  BoundVars mk_bound_vars(llvm::ArrayRef<BoundVarKind> vars);
  Clauses mk_clauses(llvm::ArrayRef<Clause> clauses);
  /// Trait first, then projections, then auto traits by fingerprint; duplicates
  /// removed.
  List<PolyExistentialPredicate>
  mk_existential_predicates(llvm::ArrayRef<PolyExistentialPredicate> predicates);

  Predicate mk_trait_predicate(PolyTraitRef trait_ref, Polarity polarity = Polarity::Positive);
  Predicate mk_projection_predicate(AliasTerm alias, Term term, BoundVars vars = {});
  Predicate mk_type_outlives(Ty ty, Region region, BoundVars vars = {});
  Predicate mk_region_outlives(Region longer, Region shorter, BoundVars vars = {});
  Predicate mk_const_arg_has_type(Const ct, Ty ty);
  Predicate mk_well_formed(GenericArg arg);
  Predicate mk_const_evaluatable(Const ct);
  Predicate mk_dyn_compatible(DefId trait_id);
  Predicate mk_subtype(Ty a, Ty b);
  Predicate mk_coerce(Ty from, Ty to);
  Predicate mk_const_equate(Const a, Const b);
  Predicate mk_normalizes_to(AliasTerm alias, Term term);
  Predicate mk_alias_relate(Term a, Term b);
  Predicate mk_ambiguous();
  /// The same predicate with other parts; for folding.
  Predicate mk_predicate(const NodeData &parts);
  Ty mk_ty(const NodeData &parts);
  Region mk_region(const NodeData &parts);
  Const mk_const(const NodeData &parts);
  const Instance *mk_instance(const Instance &instance);

  // --- Definitions
  // -----------------------------------------------------------------------------
  bool is_local(DefId id) const { return defs.is_local(id); }
  DefKind def_kind(DefId id) const { return defs.kind(id); }
  DefId parent(DefId id) const { return defs.parent(id); }
  Symbol name(DefId id) const { return defs.name(id); }
  /// Span of the definition's name; dummy for other crates.
  Span def_span(DefId id) const { return defs.def(id).span; }
  DefId lang_item(LangItem item) const { return lang_items[static_cast<unsigned>(item)]; }
  bool is_lang_item(DefId id, LangItem item) const {
    return id.is_valid() && id == lang_item(item);
  }
  std::optional<LangItem> as_lang_item(DefId id) const;
  /// The lang item, or an error at `span` that it is missing (once per item)
  /// and an invalid id.
  DefId require_lang_item(LangItem item, Span span);
  /// The body owner that `id` is type-checked with: itself, or the item around
  /// a closure or an inline constant.
  DefId typeck_root(DefId id) const;
  bool is_closure_like(DefId id) const { return def_kind(id) == DefKind::Closure; }
  /// Whether what is closure-like is a coroutine: an async body, or a closure that yields.
  bool is_coroutine(DefId id);
  /// Whether a coroutine type is a future: its body is `async`.
  bool is_async_coroutine(Ty coroutine) const;

  llvm::StringRef str(Symbol symbol) const { return sess.str(symbol); }
  Arena arena; ///< for results of queries

  /// Objects that queries hand out by pointer; destroyed with the context.
  template <class T, class... Args>
  const T *own(Args &&...args) {
    auto owned = std::make_shared<T>(std::forward<Args>(args)...);
    const T *raw = owned.get();
    owned_.push_back(std::move(owned));
    return raw;
  }

  const std::vector<QueryFrame> &query_stack() const { return stack_; }

private:
  struct Impl;
  template <class Key, class Result>
  Result run_query(QueryTable<Key, Result> &table, QueryKind kind, const Key &key,
                   Result (*local)(TyCtxt &, Key), Result (*external)(TyCtxt &, Key));
  void report_cycle(QueryKind kind, DefId def_id);

  std::unique_ptr<Impl> impl_;
  std::vector<QueryFrame> stack_;
  std::vector<std::shared_ptr<void>> owned_;
};

} // namespace ochre::ty

namespace ochre {
using ty::TyCtxt;
}
