// Types as written.
#pragma once

#include "frontend/ast/generics.h"
#include "frontend/ast/payload.h"
#include "support/diag/engine.h"

namespace ochre::ast {

enum class TyKind : uint8_t {
#define TY(kind) kind,
#include "frontend/ast/ty.def"
};

class Ty {
public:
  Span span;
  NodeId id;
  Ty(Span span, NodeId id, TyKind kind, Payload payload)
      : span(span), id(id), kind_(kind), payload_(payload) {}
  TyKind kind() const { return kind_; }
  /// The payload; requires that the kind is T's.
  template <class T>
  const T &as() const {
    assert(kind_ == T::kKind);
    return payload_.get<T>();
  }
  template <class T>
  T &as() {
    assert(kind_ == T::kKind);
    return payload_.get<T>();
  }
  template <class T>
  const T *get_if() const {
    return kind_ == T::kKind ? &payload_.get<T>() : nullptr;
  }
  template <class T>
  T *get_if() {
    return kind_ == T::kKind ? &payload_.get<T>() : nullptr;
  }

private:
  TyKind kind_;
  Payload payload_;
};
static_assert(sizeof(Ty) <= 32);

enum class Safety : uint8_t { Default, Unsafe, Safe };
enum class ExternKind : uint8_t { None, Implicit, Explicit };
/// `extern`, `extern "C"`.
struct Extern {
  ExternKind kind = ExternKind::None;
  Symbol abi; ///< Explicit: the value of the string
  Span span;  ///< from `extern` to the string
  Span abi_span;
};

enum class CoroutineKind : uint8_t { None, Async, Gen, AsyncGen };

/// `pattern: Type` in functions and closures, `name: Type` or `Type` in function pointers.
struct Param {
  NodeId id;
  AttrsId attrs;
  Span span;
  PatId pat; ///< function pointers without a name: an identifier named `sym::empty`
  TyId ty;   ///< closures without one: TyKind::Infer; `self`: ImplicitSelf, in `&` if `&self`
  bool is_placeholder = false;
};

/// Parameters and result of a function, closure or function pointer.
struct FnDecl {
  List<Param> inputs;
  TyId output;             ///< invalid: none written
  Span output_span;        ///< where `-> T` stands or would stand
  bool c_variadic = false; ///< the last parameter is `...`, of TyKind::CVarArgs
  bool has_self = false;   ///< the first parameter is `self`
};

/// `[T]`
struct SliceTy {
  static constexpr TyKind kKind = TyKind::Slice;
  TyId elem;
};
/// `[T; N]`
struct ArrayTy {
  static constexpr TyKind kKind = TyKind::Array;
  TyId elem;
  AnonConst len;
};
/// `*const T`, `*mut T`
struct PtrTy {
  static constexpr TyKind kKind = TyKind::Ptr;
  Mutability mutbl;
  TyId inner;
};
/// `&'a mut T`
struct RefTy {
  static constexpr TyKind kKind = TyKind::Ref;
  Lifetime lifetime; ///< invalid: elided
  Mutability mutbl;
  TyId inner;
  bool is_pin = false; ///< `&pin mut T`, `&pin const T`, unstable
};
/// `for<'a> unsafe extern "C" fn(&'a T) -> U`
struct FnPtrTy {
  static constexpr TyKind kKind = TyKind::FnPtr;
  List<GenericParam> bound_params;
  Safety safety;
  Extern ext;
  FnDecl decl;
  Span decl_span;
};
/// `unsafe<'a> T`, unstable
struct UnsafeBinderTy {
  static constexpr TyKind kKind = TyKind::UnsafeBinder;
  List<GenericParam> bound_params;
  TyId inner;
};
/// `!`
struct NeverTy {
  static constexpr TyKind kKind = TyKind::Never;
};
/// `(A, B)`, `()`
struct TupTy {
  static constexpr TyKind kKind = TyKind::Tup;
  List<TyId> elems;
};
/// `a::B<C>`, `<A as B>::C`
struct PathTy {
  static constexpr TyKind kKind = TyKind::Path;
  QSelf *qself = nullptr;
  Path path;
};
/// `dyn A + 'a`; `A + 'a` without `dyn` in edition 2015 (has_dyn false)
struct TraitObjectTy {
  static constexpr TyKind kKind = TyKind::TraitObject;
  List<GenericBound> bounds;
  bool has_dyn = true;
};
/// `impl A + 'a`
struct ImplTraitTy {
  static constexpr TyKind kKind = TyKind::ImplTrait;
  NodeId def_node; ///< names the opaque type or the anonymous parameter
  List<GenericBound> bounds;
};
/// `(T)`
struct ParenTy {
  static constexpr TyKind kKind = TyKind::Paren;
  TyId inner;
};
/// `typeof(expr)`, reserved
struct TypeofTy {
  static constexpr TyKind kKind = TyKind::Typeof;
  AnonConst expr;
};
/// `_`
struct InferTy {
  static constexpr TyKind kKind = TyKind::Infer;
};
/// The type of `self` and, within a reference, of `&self`.
struct ImplicitSelfTy {
  static constexpr TyKind kKind = TyKind::ImplicitSelf;
};
/// `mac!(…)`
struct MacCallTy {
  static constexpr TyKind kKind = TyKind::MacCall;
  MacCall *mac = nullptr;
};
/// The type of `...`.
struct CVarArgsTy {
  static constexpr TyKind kKind = TyKind::CVarArgs;
};
/// What did not parse.
struct ErrorTy {
  static constexpr TyKind kKind = TyKind::Error;
  ErrorGuaranteed error;
};

} // namespace ochre::ast
