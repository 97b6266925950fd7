// Generic parameters, bounds and where clauses.
#pragma once

#include "frontend/ast/path.h"

namespace ochre::ast {

struct GenericParam;

/// `for<'a> path` in bounds and trait objects.
struct TraitRef {
  Path path;
  NodeId ref_id;
};
struct PolyTraitRef {
  List<GenericParam> bound_params; ///< `for<…>`
  TraitRef trait_ref;
  Span span;
};

enum class BoundConstness : uint8_t { Never, Always, Maybe }; ///< –, `const`, `~const`/`[const]`
enum class BoundPolarity : uint8_t { Positive, Negative, Maybe }; ///< –, `!`, `?`
enum class BoundKind : uint8_t { Trait, Outlives, Use };

/// `'a` or a trait parameter within `use<'a, T, Self>`.
struct PreciseCapturingArg {
  bool is_lifetime = false;
  Lifetime lifetime;
  Path path;
  NodeId id;
};

/// `Trait`, `?Sized`, `for<'a> Fn(&'a T)`, `'a`, `use<'a, T>`.
struct GenericBound {
  BoundKind kind = BoundKind::Trait;
  BoundConstness constness = BoundConstness::Never;
  bool is_async = false; ///< `async Fn()`, unstable
  BoundPolarity polarity = BoundPolarity::Positive;
  bool has_parens = false;
  Span span;
  Span modifier_span;                 ///< of `?`, `!`, `const`…; else dummy
  PolyTraitRef *poly = nullptr;       ///< Trait
  Lifetime lifetime;                  ///< Outlives
  List<PreciseCapturingArg> use_args; ///< Use
};

enum class GenericParamKind : uint8_t { Lifetime, Type, Const };
/// `'a: 'b`, `T: Bound = Default`, `const N: usize = 3`.
struct GenericParam {
  NodeId id;
  GenericParamKind kind = GenericParamKind::Type;
  AttrsId attrs;
  Ident ident;
  Span span;
  Span colon_span;
  List<GenericBound> bounds;
  TyId ty;                 ///< Type: the default, or invalid. Const: the type
  AnonConst default_value; ///< Const
};

enum class WherePredicateKind : uint8_t { Bound, Region };
/// `for<'a> T: Bound`, `'a: 'b + 'c`.
struct WherePredicate {
  WherePredicateKind kind = WherePredicateKind::Bound;
  NodeId id;
  AttrsId attrs;
  Span span;
  List<GenericParam> bound_params; ///< Bound: `for<…>`
  TyId bounded_ty;                 ///< Bound
  Lifetime lifetime;               ///< Region
  List<GenericBound> bounds;
};

struct WhereClause {
  bool has_where = false;
  Span span;
  List<WherePredicate> predicates;
};

struct Generics {
  List<GenericParam> params;
  Span span; ///< with `<` and `>`; empty where they would stand
  WhereClause where_clause;
};

} // namespace ochre::ast
