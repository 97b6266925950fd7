// What the queries say about definitions: generics, ADTs, traits, impls,
// associated items.
#pragma once

#include "sema/ty/predicate.h"
#include "support/def/definitions.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <vector>

namespace ochre::ty {

enum class GenericParamKind : uint8_t { Lifetime, Type, Const };

struct GenericParamDef {
  Symbol name;
  DefId def_id;
  uint32_t index = 0; ///< position in the arguments
  GenericParamKind kind = GenericParamKind::Type;
  bool has_default = false;   ///< type or const
  bool is_synthetic = false;  ///< from `impl Trait` in argument position
  bool pure_wrt_drop = false; ///< `#[may_dangle]`
};

/// Parameters of an item: the parent's first (impl, trait, enclosing body),
/// then its own: for a trait `Self`, then early-bound lifetimes, then types and
/// consts in source order. Late-bound lifetimes are in the binder of the
/// signature instead.
struct Generics {
  DefId parent; ///< invalid: none
  uint32_t parent_count = 0;
  std::vector<GenericParamDef> own;
  bool has_self = false; ///< index 0 is a trait's Self (own or the parent's)
  std::optional<Span> has_late_bound_regions;
  llvm::DenseMap<DefId, uint32_t> index_of; ///< own parameters

  uint32_t count() const { return parent_count + static_cast<uint32_t>(own.size()); }
};

struct GenericPredicates {
  DefId parent; ///< whose predicates hold too; invalid: none
  std::vector<SpannedClause> own;
};

/// `T: 'a` and `'b: 'a` that the fields of each ADT imply.
struct CrateOutlives {
  llvm::DenseMap<DefId, std::vector<SpannedClause>> of_adt;
};

/// What the final value of a constant may hold.
struct ConstQualif {
  bool has_mut_interior = false;
  bool needs_drop = false;
  bool needs_non_const_drop = false;
};

enum class AdtKind : uint8_t { Struct, Union, Enum };
enum class CtorKind : uint8_t { Fn, Const };

struct FieldDef {
  DefId def_id; ///< its type: type_of
  Symbol name;  ///< "0", "1"… in tuple structs
  Visibility visibility;
};

struct VariantIdxTag;
using VariantIdx = Id<VariantIdxTag>;
struct FieldIdxTag;
using FieldIdx = Id<FieldIdxTag>;

struct VariantDef {
  DefId def_id;                      ///< the struct or union itself, or the variant
  DefId ctor_id;                     ///< invalid for `S { .. }`
  CtorKind ctor_kind = CtorKind::Fn; ///< if ctor_id is valid
  Symbol name;
  DefId discr_expr;            ///< `V = expr`; invalid: relative
  uint32_t discr_relative = 0; ///< distance from the last explicit discriminant (or from 0)
  IndexVec<FieldIdx, FieldDef> fields;
  bool is_non_exhaustive = false; ///< #[non_exhaustive] on the variant or struct
};

struct ReprOptions {
  bool is_c = false;
  bool is_simd = false;
  bool is_transparent = false;
  bool is_linear = false;       ///< no reordering for another reason
  std::optional<PrimTy> int_ty; ///< repr(u8)…
  uint32_t align = 0;           ///< bytes, 0: none
  uint32_t pack = 0;            ///< bytes, 0: none
  bool inhibits_reorder() const { return is_c || is_linear || is_simd || int_ty.has_value(); }
};

struct AdtDef {
  DefId def_id;
  AdtKind kind = AdtKind::Struct;
  ReprOptions repr;
  IndexVec<VariantIdx, VariantDef> variants; ///< one for structs and unions
  bool is_box = false;
  bool is_phantom_data = false;
  bool is_manually_drop = false;
  bool is_unsafe_cell = false;
  bool is_unsafe_pinned = false;
  bool is_pin = false;
  bool is_fundamental = false;
  bool is_non_exhaustive = false; ///< #[non_exhaustive] on an enum
  /// `#[rustc_layout_scalar_valid_range_start(n)]`, `…_end(n)`: of NonNull, Unique and the like.
  std::optional<unsigned __int128> valid_range_start;
  std::optional<unsigned __int128> valid_range_end;

  bool is_struct() const { return kind == AdtKind::Struct; }
  bool is_union() const { return kind == AdtKind::Union; }
  bool is_enum() const { return kind == AdtKind::Enum; }
  const VariantDef &non_enum_variant() const {
    assert(!is_enum());
    return variants[VariantIdx(0)];
  }
  /// The variant whose own or constructor's id this is; invalid if none.
  VariantIdx variant_with_id(DefId id) const;
};

struct TraitDef {
  DefId def_id;
  Safety safety = Safety::Safe;
  bool is_auto = false;
  bool is_marker = false;
  bool is_fundamental = false;
  bool has_paren_sugar = false; ///< #[rustc_paren_sugar]: Fn(A) -> B
  bool is_coinductive = false;
  bool must_not_be_implemented = false;           ///< #[rustc_deny_explicit_impl]: Sized, Unsize…
  bool skip_array_during_method_dispatch = false; ///< IntoIterator before 2021
  bool skip_boxed_slice_during_method_dispatch = false; ///< IntoIterator before 2024
};

enum class AssocKind : uint8_t { Const, Fn, Type };
enum class AssocContainer : uint8_t { Trait, TraitImpl, InherentImpl };

struct AssocItem {
  DefId def_id;
  Symbol name;
  AssocKind kind = AssocKind::Fn;
  AssocContainer container = AssocContainer::Trait;
  DefId container_id;          ///< trait or impl
  DefId trait_item;            ///< in a trait impl: what it implements (invalid if nothing);
                               ///< is_rpitit: the trait's function
  bool has_self_param = false; ///< a method
  bool has_default = false;    ///< in a trait: has a body or value; in an impl: `default`
  bool is_rpitit = false;      ///< made for `-> impl Trait` of a trait's function
};

/// Items of a trait or impl in source order, and by name.
struct AssocItems {
  std::vector<AssocItem> items;
  llvm::DenseMap<Symbol, llvm::SmallVector<uint32_t, 1>> by_name;

  const AssocItem *find(Symbol name, AssocKind kind) const {
    auto it = by_name.find(name);
    if (it != by_name.end())
      for (uint32_t i : it->second)
        if (items[i].kind == kind)
          return &items[i];
    return nullptr;
  }
};

enum class ImplPolarity : uint8_t { Positive, Negative, Reservation };

/// `impl<T> Trait for Type`
struct ImplHeader {
  EarlyBinder<TraitRef> trait_ref;
  ImplPolarity polarity = ImplPolarity::Positive;
  Safety safety = Safety::Safe;
  bool is_default = false; ///< `default impl`
};

/// The shape of a type that impls are found by: equal for types that may unify,
/// unless the type is a parameter, alias or variable (then nothing can be said:
/// `simplify_type` gives none).
struct SimplifiedType {
  TyKind kind = TyKind::Bool;
  uint8_t sub = 0;  ///< integer sort, mutability
  uint32_t key = 0; ///< raw DefId, tuple arity, number of inputs
  bool operator==(const SimplifiedType &) const = default;
};
enum class TreatParams : uint8_t { AsInfer, AsRigid };
/// Source: rustc-dev-guide, "Trait resolution", fast rejection.
std::optional<SimplifiedType> simplify_type(Ty ty, TreatParams treat_params);

struct TraitImpls {
  std::vector<DefId> blanket;
  llvm::MapVector<SimplifiedType, std::vector<DefId>> by_self_ty;
};

/// All impls written in the local crate.
struct LocalImpls {
  llvm::DenseMap<DefId, std::vector<DefId>> of_trait;
  llvm::DenseMap<SimplifiedType, std::vector<DefId>> inherent;
};

enum class Variance : uint8_t { Covariant, Invariant, Contravariant, Bivariant };
/// Variance of a position inside a position.
Variance xform(Variance outer, Variance inner);

enum class ClosureKind : uint8_t { Fn, FnMut, FnOnce };

/// Parts of a closure type's arguments (after those of the item around it).
struct ClosureArgs {
  llvm::ArrayRef<GenericArg> parent;
  Ty kind_ty;       ///< i8: Fn, i16: FnMut, i32: FnOnce; an inference variable until
                    ///< known
  Ty sig_as_fn_ptr; ///< `fn((A, B)) -> R`: the inputs are one tuple
  Ty tupled_upvars;

  static ClosureArgs of(GenericArgs args);
  std::optional<ClosureKind> kind() const;
  /// Empty while the captures are not known.
  TyList upvar_tys() const {
    return tupled_upvars.is(TyKind::Tuple) ? tupled_upvars.tuple_elems() : TyList();
  }
};
/// Parts of a coroutine type's arguments.
struct CoroutineArgs {
  llvm::ArrayRef<GenericArg> parent;
  Ty kind_ty;
  Ty resume_ty;
  Ty yield_ty;
  Ty return_ty;
  Ty witness;
  Ty tupled_upvars;

  static constexpr uint32_t kCount = 6;
  static CoroutineArgs of(GenericArgs args);
};

/// Types of the captures of a closure or coroutine; empty while they are not known.
TyList upvar_tys(Ty ty);

/// Whether the future of an async closure borrows from the closure, as its kind says. Unknown while
/// the closure's captures are; No for all other coroutines.
enum class Lends : uint8_t { No, Yes, Unknown };
Lends future_lends(Ty kind_ty);
/// The name of the bound lifetime of that borrow in the closure's signature.
inline constexpr char kEnvLifetime[] = "'{env}";

/// What a coroutine keeps while it is suspended: saved locals, and which of them each state needs.
/// States 0 to 2 are unresumed, returned and panicked; each suspension point has one more.
struct CoroutineLayout {
  static constexpr uint32_t kUnresumed = 0;
  static constexpr uint32_t kReturned = 1;
  static constexpr uint32_t kPanicked = 2;
  static constexpr uint32_t kReservedStates = 3;

  std::vector<Ty> field_tys;                         ///< in terms of the coroutine's own parameters
  std::vector<std::vector<uint32_t>> variant_fields; ///< per state: rows of field_tys
  /// Row × row, row-major; nonzero: both may hold a value at once, so they must not overlap.
  std::vector<uint8_t> conflicts;

  bool conflict(uint32_t a, uint32_t b) const { return conflicts[a * field_tys.size() + b]; }
};

enum class InlineAttr : uint8_t { None, Hint, Always, Never };
struct CodegenFnAttrs {
  InlineAttr inline_attr = InlineAttr::None;
  bool is_cold = false;
  bool is_naked = false;
  bool no_mangle = false;
  bool track_caller = false;
  bool is_used = false;
  bool is_allocator = false;        ///< #[rustc_allocator]…
  bool std_internal_symbol = false; ///< #[rustc_std_internal_symbol]
  bool is_thread_local = false;
  bool never_returns_twice = false;
  bool no_builtins = false;
  bool no_unwind = false;       ///< #[rustc_nounwind]
  bool is_promotable = false;   ///< #[rustc_promotable]: a call of constants may be one
  bool used_linker = false;     ///< #[used(linker)]: kept by the linker, too
  bool deprecated_safe = false; ///< #[rustc_deprecated_safe_2024]: callers before 2024 need no
                                ///< `unsafe`
  Symbol linkage;               ///< #[linkage = "weak"]…; invalid: none
  Symbol export_name;           ///< invalid: mangled name
  Symbol link_name;
  Symbol wasm_import_module; ///< of the `#[link]` on the `extern` block around it
  Symbol link_section;
  std::vector<Symbol> target_features;
  bool operator==(const CodegenFnAttrs &) const = default;
};

/// What a use of a static must know beside its type.
struct StaticDef {
  bool is_mut = false;
  bool is_foreign = false; ///< declared in an `extern` block
  bool is_safe = false;    ///< `safe static` there
  bool operator==(const StaticDef &) const = default;
};

/// A deprecation or instability that use sites must be told of.
struct Stability {
  bool is_unstable = false;
  Symbol feature;
  Symbol reason;
  uint32_t issue = 0;
};

} // namespace ochre::ty

namespace llvm {
template <>
struct DenseMapInfo<ochre::ty::SimplifiedType> {
  using S = ochre::ty::SimplifiedType;
  static S getEmptyKey() { return {ochre::ty::TyKind::Error, 255, UINT32_MAX}; }
  static S getTombstoneKey() { return {ochre::ty::TyKind::Error, 254, UINT32_MAX}; }
  static unsigned getHashValue(const S &s) {
    return static_cast<unsigned>(hash_combine(s.kind, s.sub, s.key));
  }
  static bool isEqual(const S &x, const S &y) { return x == y; }
};
} // namespace llvm
