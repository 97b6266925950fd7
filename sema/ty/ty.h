// Types, regions, consts, generic arguments: handles to interned, immutable
// nodes.
//
// Invariant: two handles of one TyCtxt are equal exactly when what they name is
// equal (up to names of bound variables). Flags, the outermost binder and a
// structural fingerprint are one load away. Nodes are made by TyCtxt
// (context.h) only. Order and address of handles depend on timing: sort and
// hash output by `fingerprint()`.
#pragma once

#include "support/def/def_id.h"
#include "support/def/prim_ty.h"
#include "support/diag/engine.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMapInfo.h"
#include "llvm/ADT/Hashing.h"

namespace ochre::ty {

enum class TyKind : uint8_t {
#define TY_KIND(name) name,
#include "sema/ty/kinds.def"
};
enum class RegionKind : uint8_t {
#define REGION_KIND(name) name,
#include "sema/ty/kinds.def"
};
enum class ConstKind : uint8_t {
#define CONST_KIND(name) name,
#include "sema/ty/kinds.def"
};

enum class Mutability : uint8_t { Not, Mut };
enum class AliasKind : uint8_t { Projection, Inherent, Opaque, Free };
enum class InferKind : uint8_t { Ty, Int, Float, FreshTy, FreshInt, FreshFloat };
enum class Safety : uint8_t { Safe, Unsafe };
enum class Abi : uint8_t {
  Rust,
  C,
  CUnwind,
  System,
  SystemUnwind,
  Cdecl,
  Stdcall,
  Fastcall,
  Vectorcall,
  Thiscall,
  Win64,
  SysV64,
  Aapcs,
  EfiApi,
  RustCall,
  RustIntrinsic,
  RustCold,
  Unadjusted,
};

struct TyVidTag;
using TyVid = Id<TyVidTag>;
struct IntVidTag;
using IntVid = Id<IntVidTag>;
struct FloatVidTag;
using FloatVid = Id<FloatVidTag>;
struct ConstVidTag;
using ConstVid = Id<ConstVidTag>;
struct RegionVidTag;
using RegionVid = Id<RegionVidTag>;
struct UniverseTag;
using UniverseIndex = Id<UniverseTag>; ///< 0: the root universe
struct BoundVarTag;
using BoundVar = Id<BoundVarTag>; ///< index in the variables of its binder

/// What a node contains, for skipping folds. `kHas…` bits are the union over
/// all parts.
enum TypeFlags : uint32_t {
  kHasTyParam = 1u << 0,
  kHasReParam = 1u << 1, ///< early-bound regions
  kHasCtParam = 1u << 2,
  kHasParam = kHasTyParam | kHasReParam | kHasCtParam,
  kHasTyInfer = 1u << 3,
  kHasReInfer = 1u << 4,
  kHasCtInfer = 1u << 5,
  kHasInfer = kHasTyInfer | kHasReInfer | kHasCtInfer,
  kHasNonRegionInfer = kHasTyInfer | kHasCtInfer,
  kHasTyPlaceholder = 1u << 6,
  kHasRePlaceholder = 1u << 7,
  kHasCtPlaceholder = 1u << 8,
  kHasPlaceholder = kHasTyPlaceholder | kHasRePlaceholder | kHasCtPlaceholder,
  kHasProjection = 1u << 9, ///< Projection and Inherent aliases
  kHasOpaque = 1u << 10,
  kHasFreeAlias = 1u << 11,
  kHasUnevaluated = 1u << 12,
  kHasAlias = kHasProjection | kHasOpaque | kHasFreeAlias | kHasUnevaluated,
  kHasError = 1u << 13,
  kHasFreeRegions = 1u << 14, ///< any region but bound and erased ones
  kHasReErased = 1u << 15,
  kHasReBound = 1u << 16,
  kHasTyBound = 1u << 17,
  kHasCtBound = 1u << 18,
  kHasTyFresh = 1u << 19,
  kHasReLateParam = 1u << 20,
  kHasRegions = kHasFreeRegions | kHasReErased | kHasReBound,
  /// Independent of the item it stands in.
  kHasFreeLocalNames = kHasParam | kHasInfer | kHasPlaceholder | kHasReLateParam,
  kStillFurtherSpecializable =
      kHasTyParam | kHasCtParam | kHasNonRegionInfer | kHasPlaceholder | kHasOpaque,
};

struct Fingerprint {
  uint64_t lo = 0;
  uint64_t hi = 0;
  auto operator<=>(const Fingerprint &) const = default;
};

/// The head of each interned node. Fields `a`…`q` mean what the kind says
/// (accessors below).
struct NodeData {
  uint8_t kind = 0;
  uint8_t sub = 0;
  uint32_t flags = 0;
  uint32_t outer_binder = 0; ///< bound variables of this many enclosing binders occur in it
  uint32_t a = 0;
  uint32_t b = 0;
  const void *p = nullptr;
  const void *q = nullptr;
  const void *r = nullptr;
  Fingerprint fingerprint;
};

struct ListHead {
  uint32_t size = 0;
  uint32_t flags = 0;
  uint32_t outer_binder = 0;
  Fingerprint fingerprint;
};

/// An interned list; the empty list is the null handle.
template <class T>
class List {
public:
  List() = default;
  explicit List(const ListHead *head) : head_(head) {}

  uint32_t size() const { return head_ ? head_->size : 0; }
  bool empty() const { return !head_; }
  const T *begin() const { return head_ ? reinterpret_cast<const T *>(head_ + 1) : nullptr; }
  const T *end() const { return begin() + size(); }
  const T &operator[](uint32_t i) const {
    assert(i < size());
    return begin()[i];
  }
  const T &back() const { return (*this)[size() - 1]; }
  llvm::ArrayRef<T> array() const { return {begin(), size()}; }
  uint32_t flags() const { return head_ ? head_->flags : 0; }
  bool has_flags(uint32_t mask) const { return flags() & mask; }
  uint32_t outer_binder() const { return head_ ? head_->outer_binder : 0; }
  bool has_escaping_bound_vars() const { return outer_binder() > 0; }
  Fingerprint fingerprint() const { return head_ ? head_->fingerprint : Fingerprint(); }
  const ListHead *raw() const { return head_; }
  bool operator==(const List &) const = default;

private:
  const ListHead *head_ = nullptr;
};

/// Shared by Ty, Region, Const, Predicate.
class Handle {
public:
  explicit operator bool() const { return node_; }
  uint32_t flags() const { return node_->flags; }
  bool has_flags(uint32_t mask) const { return node_->flags & mask; }
  /// Number of enclosing binders whose variables occur in it; 0: none escape.
  uint32_t outer_binder() const { return node_->outer_binder; }
  bool has_escaping_bound_vars() const { return node_->outer_binder > 0; }
  bool has_vars_bound_at_or_above(uint32_t depth) const { return node_->outer_binder > depth; }
  Fingerprint fingerprint() const { return node_->fingerprint; }
  const NodeData *raw() const { return node_; }

protected:
  Handle() = default;
  explicit Handle(const NodeData *node) : node_(node) {}
  const NodeData *node_ = nullptr;
};

class Ty;
class Region;
class Const;
class GenericArg;
class PolyExistentialPredicate;
struct FnSig;
template <class T>
class Binder;
using PolyFnSig = Binder<FnSig>;
using GenericArgs = List<GenericArg>;
using TyList = List<Ty>;

/// What names a bound variable: nothing, or the parameter that the user wrote.
struct BoundVarKind {
  enum Sort : uint8_t { Region, Ty, Const } sort = Region;
  DefId def_id; ///< invalid: anonymous
  Symbol name;  ///< of a named one
  bool operator==(const BoundVarKind &) const = default;
};
using BoundVars = List<BoundVarKind>;

class Region : public Handle {
public:
  Region() = default;
  explicit Region(const NodeData *node) : Handle(node) {}
  RegionKind kind() const { return static_cast<RegionKind>(node_->kind); }
  bool is_static() const { return kind() == RegionKind::Static; }
  bool is_erased() const { return kind() == RegionKind::Erased; }
  bool is_var() const { return kind() == RegionKind::Var; }
  bool is_error() const { return kind() == RegionKind::Error; }
  bool is_bound() const { return kind() == RegionKind::Bound; }
  /// EarlyParam, LateParam or Static: means the same in a whole body.
  bool is_free() const {
    return kind() == RegionKind::EarlyParam || kind() == RegionKind::LateParam || is_static();
  }
  uint32_t param_index() const { return node_->a; }                  ///< EarlyParam
  Symbol param_name() const { return Symbol(node_->b); }             ///< EarlyParam, LateParam
  uint32_t debruijn() const { return node_->a; }                     ///< Bound; 0: innermost binder
  BoundVar bound_var() const { return BoundVar(node_->b); }          ///< Bound, Placeholder
  UniverseIndex universe() const { return UniverseIndex(node_->a); } ///< Placeholder
  DefId scope() const { return DefId(node_->a); }                    ///< LateParam: the function
  /// Bound, Placeholder, LateParam: the parameter, or an invalid id for an
  /// anonymous one (`&T`).
  DefId param_def() const {
    return DefId(static_cast<uint32_t>(reinterpret_cast<uintptr_t>(node_->p)));
  }
  /// LateParam: index among the anonymous ones of its function, where param_def
  /// is invalid.
  uint32_t anon_index() const { return node_->b; }
  RegionVid vid() const { return RegionVid(node_->a); }
  bool operator==(const Region &other) const { return node_ == other.node_; }
};

class Ty : public Handle {
public:
  Ty() = default;
  explicit Ty(const NodeData *node) : Handle(node) {}
  TyKind kind() const { return static_cast<TyKind>(node_->kind); }
  bool is(TyKind k) const { return kind() == k; }

  IntTy int_ty() const { return expect(TyKind::Int), static_cast<IntTy>(node_->sub); }
  UintTy uint_ty() const { return expect(TyKind::Uint), static_cast<UintTy>(node_->sub); }
  FloatTy float_ty() const { return expect(TyKind::Float), static_cast<FloatTy>(node_->sub); }
  /// Adt, Foreign, FnDef, Closure, Coroutine, CoroutineWitness, Alias
  DefId def_id() const { return DefId(node_->a); }
  /// Adt, FnDef, Closure, Coroutine, CoroutineWitness, Alias
  GenericArgs args() const;
  /// Array, Slice: the element; RawPtr, Ref: the pointee
  Ty inner() const { return Ty(static_cast<const NodeData *>(node_->p)); }
  Const array_len() const;
  Mutability mutbl() const { return static_cast<Mutability>(node_->sub); } ///< RawPtr, Ref
  Region region() const {
    return Region(static_cast<const NodeData *>(node_->q));
  } ///< Ref, Dynamic
  PolyFnSig fn_ptr_sig() const;                          ///< FnPtr
  List<PolyExistentialPredicate> dyn_predicates() const; ///< Dynamic
  TyList tuple_elems() const;                            ///< Tuple
  AliasKind alias_kind() const { return expect(TyKind::Alias), static_cast<AliasKind>(node_->sub); }
  uint32_t param_index() const { return node_->a; }                  ///< Param
  Symbol param_name() const { return Symbol(node_->b); }             ///< Param
  uint32_t debruijn() const { return node_->a; }                     ///< Bound
  BoundVar bound_var() const { return BoundVar(node_->b); }          ///< Bound, Placeholder
  UniverseIndex universe() const { return UniverseIndex(node_->a); } ///< Placeholder
  InferKind infer_kind() const { return static_cast<InferKind>(node_->sub); } ///< Infer
  TyVid ty_vid() const { return TyVid(node_->a); }                            ///< Infer(Ty)
  IntVid int_vid() const { return IntVid(node_->a); }
  FloatVid float_vid() const { return FloatVid(node_->a); }
  uint32_t fresh_index() const { return node_->a; } ///< Infer(Fresh…)

  bool is_unit() const { return is(TyKind::Tuple) && !node_->p; }
  bool is_never() const { return is(TyKind::Never); }
  bool is_bool() const { return is(TyKind::Bool); }
  bool is_char() const { return is(TyKind::Char); }
  bool is_str() const { return is(TyKind::Str); }
  bool is_error() const { return is(TyKind::Error); }
  bool references_error() const { return has_flags(kHasError); }
  bool is_ref() const { return is(TyKind::Ref); }
  bool is_raw_ptr() const { return is(TyKind::RawPtr); }
  bool is_any_ptr() const { return is_ref() || is_raw_ptr() || is(TyKind::FnPtr); }
  bool is_adt() const { return is(TyKind::Adt); }
  bool is_param() const { return is(TyKind::Param); }
  bool is_alias() const { return is(TyKind::Alias); }
  bool is_infer() const { return is(TyKind::Infer); }
  bool is_ty_var() const { return is_infer() && infer_kind() == InferKind::Ty; }
  bool is_int_var() const { return is_infer() && infer_kind() == InferKind::Int; }
  bool is_float_var() const { return is_infer() && infer_kind() == InferKind::Float; }
  /// Int, Uint or an integer variable.
  bool is_integral() const { return is(TyKind::Int) || is(TyKind::Uint) || is_int_var(); }
  bool is_floating_point() const { return is(TyKind::Float) || is_float_var(); }
  bool is_numeric() const { return is_integral() || is_floating_point(); }
  bool is_scalar() const {
    return is_numeric() || is_bool() || is_char() || is_raw_ptr() || is(TyKind::FnPtr) ||
           is(TyKind::FnDef);
  }
  bool is_usize() const { return is(TyKind::Uint) && uint_ty() == UintTy::Usize; }
  bool is_dyn() const { return is(TyKind::Dynamic); }
  bool is_closure() const { return is(TyKind::Closure); }
  bool is_opaque() const { return is_alias() && alias_kind() == AliasKind::Opaque; }
  bool operator==(const Ty &other) const { return node_ == other.node_; }

private:
  void expect([[maybe_unused]] TyKind k) const { assert(is(k)); }
};

/// The value of a const in the type system: a tree of integers (RFC-like
/// "valtrees"). Leaf: a scalar of `size` bytes. Branch: fields of a tuple,
/// array, struct; for an enum the first child is a leaf with the variant index;
/// a `&T` is the tree of T; `str` is a branch of bytes.
struct ValTreeData {
  ListHead head; ///< only flags and fingerprint are used
  bool is_leaf = true;
  uint8_t size = 0;
  uint64_t lo = 0; ///< leaf bits, zero-extended
  uint64_t hi = 0;
  llvm::ArrayRef<const ValTreeData *> children;
};
using ValTree = const ValTreeData *;

class Const : public Handle {
public:
  Const() = default;
  explicit Const(const NodeData *node) : Handle(node) {}
  ConstKind kind() const { return static_cast<ConstKind>(node_->kind); }
  bool is(ConstKind k) const { return kind() == k; }
  uint32_t param_index() const { return node_->a; }
  Symbol param_name() const { return Symbol(node_->b); }
  ConstVid vid() const { return ConstVid(node_->a); }
  /// A const made by canonicalisation of an inference variable has sub = 1.
  bool is_fresh() const { return is(ConstKind::Infer) && node_->sub == 1; }
  uint32_t debruijn() const { return node_->a; }
  BoundVar bound_var() const { return BoundVar(node_->b); }
  UniverseIndex universe() const { return UniverseIndex(node_->a); }
  DefId def_id() const { return DefId(node_->a); }                            ///< Unevaluated
  GenericArgs args() const;                                                   ///< Unevaluated
  Ty value_ty() const { return Ty(static_cast<const NodeData *>(node_->p)); } ///< Value
  ValTree valtree() const { return static_cast<ValTree>(node_->q); }          ///< Value
  bool operator==(const Const &other) const { return node_ == other.node_; }
};

/// A type, region or const: one word.
class GenericArg {
public:
  enum Kind : uint8_t { kTy = 0, kRegion = 1, kConst = 2 };

  GenericArg() = default;
  GenericArg(Ty ty) : word_(reinterpret_cast<uintptr_t>(ty.raw()) | kTy) {}
  GenericArg(Region region) : word_(reinterpret_cast<uintptr_t>(region.raw()) | kRegion) {}
  GenericArg(Const ct) : word_(reinterpret_cast<uintptr_t>(ct.raw()) | kConst) {}
  static GenericArg from_word(uintptr_t word) {
    GenericArg arg;
    arg.word_ = word;
    return arg;
  }

  Kind kind() const { return static_cast<Kind>(word_ & 3); }
  bool is_ty() const { return kind() == kTy; }
  bool is_region() const { return kind() == kRegion; }
  bool is_const() const { return kind() == kConst; }
  Ty ty() const { return assert(is_ty()), Ty(node()); }
  Region region() const { return assert(is_region()), Region(node()); }
  Const ct() const { return assert(is_const()), Const(node()); }
  uint32_t flags() const { return node()->flags; }
  bool has_flags(uint32_t mask) const { return flags() & mask; }
  uint32_t outer_binder() const { return node()->outer_binder; }
  Fingerprint fingerprint() const { return node()->fingerprint; }
  uintptr_t word() const { return word_; }
  explicit operator bool() const { return word_; }
  bool operator==(const GenericArg &) const = default;

private:
  const NodeData *node() const { return reinterpret_cast<const NodeData *>(word_ & ~uintptr_t(3)); }
  uintptr_t word_ = 0;
};
/// What an alias may stand for: a type or a const.
using Term = GenericArg;

inline GenericArgs Ty::args() const { return GenericArgs(static_cast<const ListHead *>(node_->p)); }
inline Const Ty::array_len() const { return Const(static_cast<const NodeData *>(node_->q)); }
inline TyList Ty::tuple_elems() const {
  expect(TyKind::Tuple);
  return TyList(static_cast<const ListHead *>(node_->p));
}
inline GenericArgs Const::args() const {
  return GenericArgs(static_cast<const ListHead *>(node_->p));
}

/// A value under `for<..>`: inside, variables of the binder have de Bruijn
/// index 0.
template <class T>
class Binder {
public:
  Binder() = default;
  Binder(T value, BoundVars vars) : value_(value), vars_(vars) {}
  /// A binder without variables. Requires: nothing in `value` escapes.
  static Binder dummy(T value) { return Binder(value, BoundVars()); }
  // By value from a temporary, so that no reference outlives it.
  const T &skip_binder() const & { return value_; }
  T skip_binder() && { return value_; }
  BoundVars bound_vars() const { return vars_; }
  template <class U>
  Binder<U> rebind(U value) const {
    return Binder<U>(value, vars_);
  }
  bool operator==(const Binder &) const = default;

private:
  T value_{};
  BoundVars vars_;
};

/// Inputs and, last, the output.
struct FnSig {
  TyList inputs_and_output;
  bool c_variadic = false;
  Safety safety = Safety::Safe;
  Abi abi = Abi::Rust;

  llvm::ArrayRef<Ty> inputs() const { return inputs_and_output.array().drop_back(); }
  Ty output() const { return inputs_and_output.back(); }
  bool operator==(const FnSig &) const = default;
};

/// `<Self as Trait<A, B>>`: args begin with Self.
struct TraitRef {
  DefId def_id;
  GenericArgs args;
  Ty self_ty() const { return args[0].ty(); }
  bool operator==(const TraitRef &) const = default;
};
using PolyTraitRef = Binder<TraitRef>;

/// An alias as a term: an associated type or const, an opaque type, a free
/// alias.
struct AliasTerm {
  DefId def_id;
  GenericArgs args;
  Ty self_ty() const { return args[0].ty(); }
  bool operator==(const AliasTerm &) const = default;
};

enum class ExistentialKind : uint8_t { Trait, Projection, AutoTrait };
/// One part of a `dyn` type; args leave out Self.
struct ExistentialPredicate {
  ExistentialKind kind = ExistentialKind::Trait;
  DefId def_id; ///< trait, associated type, or auto trait
  GenericArgs args;
  Term term; ///< Projection only
  bool operator==(const ExistentialPredicate &) const = default;
};
class PolyExistentialPredicate : public Binder<ExistentialPredicate> {
public:
  using Binder::Binder;
};

inline PolyFnSig Ty::fn_ptr_sig() const {
  expect(TyKind::FnPtr);
  FnSig sig{TyList(static_cast<const ListHead *>(node_->p)), (node_->a & 1) != 0,
            static_cast<Safety>(node_->a >> 1 & 1), static_cast<Abi>(node_->a >> 8)};
  return PolyFnSig(sig, BoundVars(static_cast<const ListHead *>(node_->q)));
}
inline List<PolyExistentialPredicate> Ty::dyn_predicates() const {
  expect(TyKind::Dynamic);
  return List<PolyExistentialPredicate>(static_cast<const ListHead *>(node_->p));
}

/// A value whose early-bound parameters are yet to be replaced by arguments.
template <class T>
class EarlyBinder {
public:
  EarlyBinder() = default;
  explicit EarlyBinder(T value) : value_(value) {}
  /// The value as seen inside the item itself.
  const T &instantiate_identity() const & { return value_; }
  T instantiate_identity() && { return value_; }
  const T &skip_binder() const & { return value_; }
  T skip_binder() && { return value_; }

private:
  T value_{};
};

} // namespace ochre::ty

namespace llvm {
template <class H>
struct OchreHandleInfo {
  static H getEmptyKey() { return H(DenseMapInfo<const ochre::ty::NodeData *>::getEmptyKey()); }
  static H getTombstoneKey() {
    return H(DenseMapInfo<const ochre::ty::NodeData *>::getTombstoneKey());
  }
  static unsigned getHashValue(H handle) {
    return DenseMapInfo<const void *>::getHashValue(handle.raw());
  }
  static bool isEqual(H a, H b) { return a.raw() == b.raw(); }
};
template <>
struct DenseMapInfo<ochre::ty::Ty> : OchreHandleInfo<ochre::ty::Ty> {};
template <>
struct DenseMapInfo<ochre::ty::Region> : OchreHandleInfo<ochre::ty::Region> {};
template <>
struct DenseMapInfo<ochre::ty::Const> : OchreHandleInfo<ochre::ty::Const> {};
template <>
struct DenseMapInfo<ochre::ty::GenericArg> {
  using A = ochre::ty::GenericArg;
  static A getEmptyKey() { return A::from_word(~uintptr_t(0)); }
  static A getTombstoneKey() { return A::from_word(~uintptr_t(0) - 4); }
  static unsigned getHashValue(A arg) { return DenseMapInfo<uintptr_t>::getHashValue(arg.word()); }
  static bool isEqual(A a, A b) { return a == b; }
};
template <class T>
struct DenseMapInfo<ochre::ty::List<T>> {
  using L = ochre::ty::List<T>;
  using Info = DenseMapInfo<const ochre::ty::ListHead *>;
  static L getEmptyKey() { return L(Info::getEmptyKey()); }
  static L getTombstoneKey() { return L(Info::getTombstoneKey()); }
  static unsigned getHashValue(L list) { return Info::getHashValue(list.raw()); }
  static bool isEqual(L a, L b) { return a == b; }
};
template <>
struct DenseMapInfo<ochre::ty::TraitRef> {
  using R = ochre::ty::TraitRef;
  static R getEmptyKey() { return {DenseMapInfo<ochre::DefId>::getEmptyKey(), {}}; }
  static R getTombstoneKey() { return {DenseMapInfo<ochre::DefId>::getTombstoneKey(), {}}; }
  static unsigned getHashValue(const R &r) {
    return static_cast<unsigned>(hash_combine(r.def_id.raw, r.args.raw()));
  }
  static bool isEqual(const R &x, const R &y) { return x == y; }
};
} // namespace llvm
