// Patterns.
#pragma once

#include "frontend/ast/path.h"
#include "frontend/ast/payload.h"
#include "support/diag/engine.h"

namespace ochre::ast {

enum class PatKind : uint8_t {
#define PAT(kind) kind,
#include "frontend/ast/pat.def"
};

class Pat {
public:
  Span span;
  NodeId id;
  Pat(Span span, NodeId id, PatKind kind, Payload payload)
      : span(span), id(id), kind_(kind), payload_(payload) {}
  PatKind kind() const { return kind_; }
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
  PatKind kind_;
  Payload payload_;
};
static_assert(sizeof(Pat) <= 32);

/// How an identifier binds: by reference or not, and mutably or not.
struct ByRef {
  bool is_ref = false;
  Mutability ref_mutbl = Mutability::Not; ///< `ref mut`
};

/// `field: pattern`, `ref mut field` (shorthand), `0: pattern`.
struct PatField {
  NodeId id;
  AttrsId attrs;
  Ident ident;
  PatId pat;
  Span span;
  bool is_shorthand = false;
};

/// `_`
struct WildPat {
  static constexpr PatKind kKind = PatKind::Wild;
};
/// `x`, `ref mut x @ sub`, `mut x`; may turn out to be a constant or a unit variant
struct IdentPat {
  static constexpr PatKind kKind = PatKind::Ident;
  ByRef by_ref;
  Mutability mutbl = Mutability::Not;
  Ident ident;
  PatId sub; ///< invalid: none
};
/// `A { x, y: p, .. }`
struct StructPat {
  static constexpr PatKind kKind = PatKind::Struct;
  QSelf *qself = nullptr;
  Path path;
  List<PatField> fields;
  bool has_rest = false;
};
/// `A(p, .., q)`
struct TupleStructPat {
  static constexpr PatKind kKind = PatKind::TupleStruct;
  QSelf *qself = nullptr;
  Path path;
  List<PatId> elems;
};
/// `p | q`; at least two
struct OrPat {
  static constexpr PatKind kKind = PatKind::Or;
  List<PatId> alts;
};
/// `A::B`, `<T as A>::B`; never a single plain identifier
struct PathPat {
  static constexpr PatKind kKind = PatKind::Path;
  QSelf *qself = nullptr;
  Path path;
};
/// `(p, q)`
struct TuplePat {
  static constexpr PatKind kKind = PatKind::Tuple;
  List<PatId> elems;
};
/// `box p`, unstable
struct BoxPat {
  static constexpr PatKind kKind = PatKind::Box;
  PatId inner;
};
/// `deref!(p)`, unstable
struct DerefPat {
  static constexpr PatKind kKind = PatKind::Deref;
  PatId inner;
};
/// `&p`, `&mut p`
struct RefPat {
  static constexpr PatKind kKind = PatKind::Ref;
  PatId inner;
  Mutability mutbl;
};
/// A literal, `-1`, `const { … }`, a macro call's expression
struct ExprPat {
  static constexpr PatKind kKind = PatKind::Expr;
  ExprId expr;
};
enum class RangeEnd : uint8_t { Excluded, Included, IncludedDots }; ///< `..`, `..=`, `...`
/// `1..=2`, `..3`, `A::B..`
struct RangePat {
  static constexpr PatKind kKind = PatKind::Range;
  ExprId lo; ///< invalid: none
  ExprId hi; ///< invalid: none
  RangeEnd end;
  Span end_span;
};
/// `[p, .., q]`
struct SlicePat {
  static constexpr PatKind kKind = PatKind::Slice;
  List<PatId> elems;
};
/// `..` in a tuple or slice pattern
struct RestPat {
  static constexpr PatKind kKind = PatKind::Rest;
};
/// `!`, unstable
struct NeverPat {
  static constexpr PatKind kKind = PatKind::Never;
};
/// `p if cond` inside another pattern, unstable
struct GuardPat {
  static constexpr PatKind kKind = PatKind::Guard;
  PatId inner;
  ExprId cond;
};
/// `(p)`
struct ParenPat {
  static constexpr PatKind kKind = PatKind::Paren;
  PatId inner;
};
/// `mac!(…)`
struct MacCallPat {
  static constexpr PatKind kKind = PatKind::MacCall;
  MacCall *mac = nullptr;
};
/// What did not parse.
struct ErrorPat {
  static constexpr PatKind kKind = PatKind::Error;
  ErrorGuaranteed error;
};

} // namespace ochre::ast
