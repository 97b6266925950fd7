// Names, paths and their generic arguments, attributes, visibility, macro calls.
#pragma once

#include "frontend/ast/ids.h"
#include "frontend/lex/token_stream.h"
#include "support/adt/symbol.h"

namespace ochre::ast {

using lex::Delimiter;
using lex::TokenStream;

/// A list in the Crate's arena. Elements may be changed in place; replace the list to resize it.
template <class T>
using List = llvm::MutableArrayRef<T>;

enum class Mutability : uint8_t { Not, Mut };

/// A name where it stands; raw identifiers have lost their `r#`.
struct Ident {
  Symbol name;
  Span span;
  bool is_valid() const { return name.is_valid(); }
};

/// `'a`, `'_`, `'static`; the name includes the quote.
struct Lifetime {
  NodeId id;
  Ident ident;
  bool is_valid() const { return ident.is_valid(); }
};
/// `'label:` and `break 'label`; the name includes the quote. Absent: invalid ident.
struct Label {
  Ident ident;
  bool is_valid() const { return ident.is_valid(); }
};

/// A constant that is a body of its own: array lengths, discriminants, const arguments.
struct AnonConst {
  NodeId id;
  ExprId value;
  bool is_valid() const { return value.is_valid(); }
};

struct GenericArgs;

/// `Vec::<T>`, `Fn(A) -> B`. A global path `::a` starts with a segment named `sym::path_root`.
struct PathSegment {
  Ident ident;
  NodeId id;
  GenericArgs *args = nullptr; ///< null: none written
};

struct Path {
  Span span;
  List<PathSegment> segments;

  bool is_global() const { return !segments.empty() && segments[0].ident.name == sym::path_root; }
  /// A single plain segment named `name`.
  bool is_ident(Symbol name) const {
    return segments.size() == 1 && !segments[0].args && segments[0].ident.name == name;
  }
};

/// `<T as A::B>::C`: `position` segments (here 2) of the path belong to the trait.
struct QSelf {
  TyId ty;
  uint32_t position = 0;
  Span path_span; ///< of `A::B`, or empty
};

enum class GenericArgKind : uint8_t { Lifetime, Type, Const };
/// `'a`, `T`, `{ N + 1 }`. A single identifier parses as a type; resolution tells whether it is a
/// constant.
struct GenericArg {
  GenericArgKind kind = GenericArgKind::Type;
  Lifetime lifetime;
  TyId ty;
  AnonConst constant;
};

struct GenericBound;
enum class ConstraintKind : uint8_t { EqTy, EqConst, Bound };
/// `Item = T`, `N = 3`, `Item: Bound`, `Item<'a> = T` within angle brackets.
struct AssocConstraint {
  NodeId id;
  Ident ident;
  GenericArgs *args = nullptr;
  ConstraintKind kind = ConstraintKind::EqTy;
  TyId ty;
  AnonConst constant;
  List<GenericBound> bounds;
  Span span;
};

enum class GenericArgsKind : uint8_t {
  AngleBracketed,     ///< `<'a, T, 3, Item = U>`
  Parenthesized,      ///< `(A, B) -> C`
  ParenthesizedElided ///< `(..)`, unstable
};
/// In the order written, arguments before constraints (anything else was reported).
struct GenericArgs {
  GenericArgsKind kind = GenericArgsKind::AngleBracketed;
  Span span;
  List<GenericArg> args;             ///< AngleBracketed
  List<AssocConstraint> constraints; ///< AngleBracketed
  List<TyId> inputs;                 ///< Parenthesized
  Span inputs_span;
  TyId output; ///< Parenthesized; invalid: `()`
};

enum class VisibilityKind : uint8_t { Inherited, Public, Restricted };
struct Visibility {
  VisibilityKind kind = VisibilityKind::Inherited;
  bool is_shorthand = false; ///< `pub(crate)`, not `pub(in crate)`
  NodeId id;                 ///< of the path, Restricted
  Path *path = nullptr;      ///< Restricted
  Span span;                 ///< empty, before the item, for Inherited
};

/// `path!(tokens)`. `tokens` lie within the delimiters.
struct MacCall {
  Path path;
  NodeId id; ///< also the node that resolution of the macro's path reports to
  Delimiter delim = Delimiter::Paren;
  Span open;
  Span close;
  TokenStream tokens;

  Span span() const { return path.span.to(close); }
};

enum class AttrStyle : uint8_t { Outer, Inner };
enum class AttrArgsKind : uint8_t { Empty, Delimited, Eq };
/// `#[path(tokens)]`, `#![path = value]`, `#[unsafe(path)]`, `/// doc`.
struct Attr {
  AttrStyle style = AttrStyle::Outer;
  bool is_doc_comment = false; ///< `path` is `doc`, `doc` holds the text
  bool is_unsafe = false;
  bool is_inert = false; ///< resolution found that it is no macro
  AttrArgsKind args_kind = AttrArgsKind::Empty;
  Delimiter delim = Delimiter::Paren; ///< Delimited
  Span span;
  Span unsafe_span;
  Path path;
  TokenStream tokens;      ///< Delimited: within the delimiters. Eq: of the value
  TokenStream body_tokens; ///< all between `[` and `]`, without `unsafe(` `)`; empty for a comment
  ExprId value;            ///< Eq: any expression; a literal once expansion is done
  Symbol doc;              ///< doc comment: the text
  Span args_open;          ///< Delimited
  Span args_close;         ///< Delimited

  /// The path is this one word.
  bool is(Symbol name) const { return path.is_ident(name); }
};

} // namespace ochre::ast
