// Functions as they are generated: an item or shim with all its arguments
// known.
#pragma once

#include "sema/ty/defs.h"

namespace ochre::ty {

enum class InstanceKind : uint8_t {
  Item,            ///< `f::<args>`
  Intrinsic,       ///< compiled by the back end
  VTableShim,      ///< takes `Self` by pointer: by-value method of a dyn
  ReifyShim,       ///< `#[track_caller]` function as a pointer
  FnPtrShim,       ///< `<fn() as FnOnce>::call_once`; ty: the fn type
  Virtual,         ///< dynamic call: `index` in the vtable
  ClosureOnceShim, ///< `FnOnce::call_once` of a closure that is Fn or FnMut
  DropGlue,        ///< drop_in_place::<ty>; ty null: nothing to drop
  CloneShim,       ///< built-in Clone of tuples, arrays, closures; ty
  ThreadLocalShim, ///< address of a thread local of another crate
  FnPtrAddrShim,
  AsyncDropGlue,
};

/// Interned: equal instances are one pointer. Regions are erased.
struct Instance {
  InstanceKind kind = InstanceKind::Item;
  DefId def_id; ///< the function; for shims the method that they stand for
  GenericArgs args;
  Ty ty;                     ///< FnPtrShim, DropGlue, CloneShim, FnPtrAddrShim
  uint32_t index = 0;        ///< Virtual: slot
  bool track_caller = false; ///< ClosureOnceShim, ReifyShim
};

/// How a trait goal is satisfied, for code generation.
enum class ImplSourceKind : uint8_t {
  UserDefined, ///< impl_id, args: of the impl
  Param,       ///< a where-clause
  Object,      ///< a dyn's vtable: vtable_base is the slot before the trait's own
               ///< methods
  Closure,
  FnPtr,
  Coroutine,
  AutoTrait,
  Builtin,
};
struct ImplSource {
  ImplSourceKind kind = ImplSourceKind::Builtin;
  DefId impl_id;
  GenericArgs args;
  uint32_t vtable_base = 0;
};

template <class T>
struct TypingEnvAnd {
  TypingEnv env;
  T value;
  bool operator==(const TypingEnvAnd &) const = default;
};

struct ParamPredicatesKey {
  DefId item;
  DefId param;
  Symbol assoc_name;
  bool operator==(const ParamPredicatesKey &) const = default;
};
struct InstanceKey {
  TypingEnv env;
  DefId def_id;
  GenericArgs args;
  bool operator==(const InstanceKey &) const = default;
};
/// A constant item, anonymous const or promoted (index in its owner) with its
/// arguments.
struct ConstEvalKey {
  TypingEnv env;
  DefId def_id;
  GenericArgs args;
  uint32_t promoted = UINT32_MAX;
  bool operator==(const ConstEvalKey &) const = default;
};

/// What must outlive a drop of an ADT (RFC 1327, rustc-dev-guide "drop check").
struct DropckConstraint {
  std::vector<Ty> outlives;  ///< types whose regions must be alive
  std::vector<Ty> dtorck;    ///< types to ask again after substitution
  std::vector<Ty> overflows; ///< recursion limit reached
};

/// Trait item → the impl's item (or the trait's default).
struct ImplItemMap {
  llvm::MapVector<DefId, DefId> items;
};

/// `impl Trait` in the return type of a trait's method (as an associated type) → the type that an
/// impl's method has there, over the method's parameters followed by those that the opaque
/// type captures.
struct RpititValues {
  llvm::MapVector<DefId, Ty> tys;
};

struct DiscrValue {
  uint64_t lo = 0;
  uint64_t hi = 0; ///< bits, truncated to the type's size
  Ty ty;
};

} // namespace ochre::ty

namespace llvm {
namespace ochre_detail {
inline unsigned hash_env(const ochre::ty::TypingEnv &env) {
  return static_cast<unsigned>(hash_combine(env.param_env.caller_bounds.raw(), env.mode));
}
} // namespace ochre_detail
template <class T>
struct DenseMapInfo<ochre::ty::TypingEnvAnd<T>> {
  using K = ochre::ty::TypingEnvAnd<T>;
  static K getEmptyKey() { return {{}, DenseMapInfo<T>::getEmptyKey()}; }
  static K getTombstoneKey() { return {{}, DenseMapInfo<T>::getTombstoneKey()}; }
  static unsigned getHashValue(const K &k) {
    return static_cast<unsigned>(
        hash_combine(ochre_detail::hash_env(k.env), DenseMapInfo<T>::getHashValue(k.value)));
  }
  static bool isEqual(const K &a, const K &b) { return a == b; }
};
template <>
struct DenseMapInfo<ochre::ty::ParamPredicatesKey> {
  using K = ochre::ty::ParamPredicatesKey;
  static K getEmptyKey() { return {DenseMapInfo<ochre::DefId>::getEmptyKey(), {}, {}}; }
  static K getTombstoneKey() { return {DenseMapInfo<ochre::DefId>::getTombstoneKey(), {}, {}}; }
  static unsigned getHashValue(const K &k) {
    return static_cast<unsigned>(hash_combine(k.item.raw, k.param.raw, k.assoc_name.raw));
  }
  static bool isEqual(const K &a, const K &b) { return a == b; }
};
template <>
struct DenseMapInfo<ochre::ty::InstanceKey> {
  using K = ochre::ty::InstanceKey;
  static K getEmptyKey() { return {{}, DenseMapInfo<ochre::DefId>::getEmptyKey(), {}}; }
  static K getTombstoneKey() { return {{}, DenseMapInfo<ochre::DefId>::getTombstoneKey(), {}}; }
  static unsigned getHashValue(const K &k) {
    return static_cast<unsigned>(
        hash_combine(ochre_detail::hash_env(k.env), k.def_id.raw, k.args.raw()));
  }
  static bool isEqual(const K &a, const K &b) { return a == b; }
};
template <>
struct DenseMapInfo<ochre::ty::ConstEvalKey> {
  using K = ochre::ty::ConstEvalKey;
  static K getEmptyKey() { return {{}, DenseMapInfo<ochre::DefId>::getEmptyKey(), {}}; }
  static K getTombstoneKey() { return {{}, DenseMapInfo<ochre::DefId>::getTombstoneKey(), {}}; }
  static unsigned getHashValue(const K &k) {
    return static_cast<unsigned>(
        hash_combine(ochre_detail::hash_env(k.env), k.def_id.raw, k.args.raw(), k.promoted));
  }
  static bool isEqual(const K &a, const K &b) { return a == b; }
};
} // namespace llvm
