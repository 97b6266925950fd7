// Patterns taken apart into constructors and fields, for the usefulness algorithm (private to
// patterns).
#pragma once

#include "sema/typeck/cursor.h"

namespace ochre::patterns {

using ty::Ty;
using u128 = unsigned __int128;

enum class CtorKind : uint8_t {
  Struct,  ///< struct, tuple, union: the only one of its type
  Variant, ///< of an enum
  Ref,
  Bool,
  IntRange, ///< integers and chars, on a line of unsigned numbers
  Slice,    ///< of a slice or array
  Str,      ///< a string; open-ended
  Float,    ///< a float; open-ended
  Wildcard,
  Opaque,        ///< a constant that is not looked into: equal to nothing
  NonExhaustive, ///< what a type may have beyond what can be named
  Missing,       ///< all constructors that no row names
  Never,         ///< of a type without values
};

struct Ctor {
  CtorKind kind = CtorKind::Wildcard;
  ty::VariantIdx variant; ///< Variant
  bool value = false;     ///< Bool
  u128 lo = 0, hi = 0;    ///< IntRange: both included
  uint32_t prefix = 0;    ///< Slice
  uint32_t suffix = 0;
  bool is_var_len = false; ///< Slice: `[a, .., z]`
  ty::Const constant;      ///< Str, Float
  bool operator==(const Ctor &) const = default;
};

/// A pattern: a constructor with patterns for its fields.
struct DPat {
  Ctor ctor;
  Ty ty;
  llvm::SmallVector<DPat *, 4> fields;       ///< all of them, wildcards included
  llvm::SmallVector<DPat *, 4> alternatives; ///< or-pattern: then the rest is unused
  Span span;
  bool is_useful = false;
  bool is_or() const { return !alternatives.empty(); }
};

/// The numbers of an integer type as one line. `usize` and `isize` have a point more at their open
/// ends, which only `..` patterns cover: programs must not depend on the width.
struct IntLine {
  u128 first = 0, last = 0;
  static IntLine of(const ty::TyCtxt &tcx, Ty ty);
};
/// Where the bits of a value stand on its line.
u128 int_position(const ty::TyCtxt &tcx, Ty ty, u128 bits);

/// Owns patterns; makes them from typed HIR.
class PatArena {
public:
  PatArena(ty::TyCtxt &tcx, const typeck::TypedBody &body, ty::ParamEnv env)
      : tcx(tcx), body(body), env(env) {}
  ty::TyCtxt &tcx;
  const typeck::TypedBody &body;
  ty::ParamEnv env;
  /// An error was reported, or something is not supported: do not check.
  bool had_error = false;

  DPat *lower(hir::PatId pat) { return lower(typeck::PatCursor{pat, 0}); }
  DPat *wild(Ty ty);
  /// Types of the constructor's fields.
  llvm::SmallVector<Ty, 4> field_tys(const Ctor &ctor, Ty ty);
  /// Whether the type has no values, as far as this module may know.
  bool is_empty(Ty ty, unsigned depth = 0);
  bool is_empty_variant(Ty adt, ty::VariantIdx variant, unsigned depth = 0);
  Ty normalized(Ty ty);

private:
  DPat *lower(typeck::PatCursor cursor);
  DPat *make(Ctor ctor, Ty ty, Span span);
  DPat *lower_const(ty::Const value, Ty ty, Span span);
  DPat *lower_valtree(ty::ValTree tree, Ty ty, Span span);
  DPat *lower_range(const typeck::PatStep &step, Span span);
  DPat *lower_slice(const typeck::PatStep &step, Span span);
  std::optional<ty::Const> evaluate(ty::Const value, Span span);
  void report_opaque_value(const ty::ConstEvalKey &key, Span span);
  bool implements(Ty ty, LangItem trait_item, bool takes_self);

  std::vector<std::unique_ptr<DPat>> pats_;
};

} // namespace ochre::patterns
