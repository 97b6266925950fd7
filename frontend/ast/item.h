// Items.
#pragma once

#include "frontend/ast/generics.h"
#include "frontend/ast/payload.h"
#include "frontend/ast/ty.h"

namespace ochre::ast {

enum class ItemKind : uint8_t {
#define ITEM(kind) kind,
#include "frontend/ast/item.def"
};

/// An item of a module, block, trait, impl or extern block: the place tells which.
class Item {
public:
  Span span; ///< attributes excluded
  NodeId id;
  AttrsId attrs; ///< outer and, for modules, inner ones
  Ident ident;   ///< invalid for those without a name (use, impl, extern block, macro call)
  Visibility vis;
  TokenStream tokens; ///< the whole item with its attributes, as parsed (empty if made otherwise)

  Item(Span span, NodeId id, AttrsId attrs, Ident ident, Visibility vis, ItemKind kind,
       Payload payload)
      : span(span), id(id), attrs(attrs), ident(ident), vis(vis), kind_(kind), payload_(payload) {}
  ItemKind kind() const { return kind_; }
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
  ItemKind kind_;
  Payload payload_;
};

/// `default` before an item of an impl (unstable); `is_default` items of an impl may be
/// specialised.
enum class Defaultness : uint8_t { Final, Default };

/// `extern crate orig as name;`; the item's ident is the new name
struct ExternCrateItem {
  static constexpr ItemKind kKind = ItemKind::ExternCrate;
  Ident orig; ///< invalid: not renamed
};

enum class UseTreeKind : uint8_t { Simple, Nested, Glob };
/// `a::b`, `a::b as c`, `a::{b, c}`, `a::*`; the prefix may be empty.
struct UseTree {
  UseTreeKind kind = UseTreeKind::Simple;
  NodeId id; ///< the item's own for the outermost tree
  Path prefix;
  Span span;
  Ident rename; ///< Simple: `as c` (`_` possible); invalid: none
  List<UseTree> nested;
};
/// `use tree;`
struct UseItem {
  static constexpr ItemKind kKind = ItemKind::Use;
  UseTree tree;
};
/// `static mut A: T = a;`
struct StaticItem {
  static constexpr ItemKind kKind = ItemKind::Static;
  Mutability mutbl;
  Safety safety; ///< in extern blocks
  TyId ty;
  ExprId value; ///< invalid: none
};
/// `const A: T = a;`
struct ConstItem {
  static constexpr ItemKind kKind = ItemKind::Const;
  Defaultness defaultness = Defaultness::Final;
  Generics generics; ///< unstable, except empty
  TyId ty;           ///< Infer if it was left out (reported)
  ExprId value;      ///< invalid: none
};
struct FnHeader {
  bool is_const = false;
  Span const_span;
  CoroutineKind coroutine = CoroutineKind::None;
  Span coroutine_span;
  NodeId coroutine_id;   ///< the closure that the body becomes
  NodeId return_impl_id; ///< the opaque type that is returned
  Safety safety = Safety::Default;
  Span safety_span;
  Extern ext;
};
/// `const async unsafe extern "C" fn f<T>(p: T) -> U where … { a }`
struct FnItem {
  static constexpr ItemKind kKind = ItemKind::Fn;
  Defaultness defaultness = Defaultness::Final;
  FnHeader header;
  Generics generics;
  FnDecl decl;
  BlockId body; ///< invalid: `;`
  Span sig_span;
};
/// `mod a { … }`, `mod a;`, and what the parser gives for a whole file
struct ModItem {
  static constexpr ItemKind kKind = ItemKind::Mod;
  bool is_loaded = false; ///< inline, or the file was read: `items` are valid
  bool is_inline = false;
  bool is_unsafe = false; ///< reported
  List<ItemId> items;
  Span inner_span; ///< between the braces, or the whole file
};
/// `unsafe extern "C" { … }`
struct ForeignModItem {
  static constexpr ItemKind kKind = ItemKind::ForeignMod;
  Safety safety = Safety::Default;
  Extern ext;
  List<ItemId> items;
};
/// Made by expansion of `global_asm!`
struct InlineAsm;
struct GlobalAsmItem {
  static constexpr ItemKind kKind = ItemKind::GlobalAsm;
  InlineAsm *assembly = nullptr;
};
/// `type A<T>: Bound where … = U where …;`
struct TyAliasItem {
  static constexpr ItemKind kKind = ItemKind::TyAlias;
  Defaultness defaultness = Defaultness::Final;
  Generics generics; ///< with the predicates before `=`, then those after it
  uint32_t predicates_before_eq = 0;
  Span after_where_span;
  List<GenericBound> bounds;
  TyId ty; ///< invalid: none
};

/// `pub a: T`, `pub T`
struct FieldDef {
  NodeId id;
  AttrsId attrs;
  Visibility vis;
  Ident ident; ///< invalid in tuple structs
  TyId ty;
  AnonConst default_value; ///< unstable
  Span span;
};
enum class VariantDataKind : uint8_t { Struct, Tuple, Unit };
/// `{ a: T }`, `(T)`, or nothing
struct VariantData {
  VariantDataKind kind = VariantDataKind::Unit;
  NodeId ctor_id; ///< the constructor: Tuple, Unit
  List<FieldDef> fields;
  bool is_recovered = false;
};
/// `A { x: T } = 3`
struct Variant {
  NodeId id;
  AttrsId attrs;
  Visibility vis;
  Ident ident;
  VariantData data;
  AnonConst discriminant;
  Span span;
};
struct EnumItem {
  static constexpr ItemKind kKind = ItemKind::Enum;
  Generics generics;
  List<Variant> variants;
};
struct StructItem {
  static constexpr ItemKind kKind = ItemKind::Struct;
  Generics generics;
  VariantData data;
};
struct UnionItem {
  static constexpr ItemKind kKind = ItemKind::Union;
  Generics generics;
  VariantData data;
};
/// `unsafe auto trait A<T>: Bound where … { … }`
struct TraitItem {
  static constexpr ItemKind kKind = ItemKind::Trait;
  bool is_unsafe = false;
  bool is_auto = false;  ///< unstable
  bool is_const = false; ///< unstable
  Generics generics;
  List<GenericBound> bounds;
  List<ItemId> items;
};
/// `trait A = B + C;`, unstable
struct TraitAliasItem {
  static constexpr ItemKind kKind = ItemKind::TraitAlias;
  Generics generics;
  List<GenericBound> bounds;
};
/// `default unsafe impl<T> const !A for B where … { … }`
struct ImplItem {
  static constexpr ItemKind kKind = ItemKind::Impl;
  Defaultness defaultness = Defaultness::Final; ///< unstable
  Span defaultness_span;
  bool is_unsafe = false;
  Span unsafe_span;
  bool is_const = false; ///< unstable
  bool is_negative = false;
  Span negative_span;
  bool has_trait = false;
  Generics generics;
  TraitRef trait_ref; ///< if has_trait
  TyId self_ty;
  List<ItemId> items;
};
/// `mac!(…);`, `mac! { … }`
struct MacCallItem {
  static constexpr ItemKind kKind = ItemKind::MacCall;
  MacCall *mac = nullptr;
};
/// `macro_rules! m { … }`, `macro m(…) { … }` (unstable)
struct MacroDefItem {
  static constexpr ItemKind kKind = ItemKind::MacroDef;
  bool is_macro_rules = true;
  Delimiter delim = Delimiter::Brace;
  TokenStream body; ///< within the delimiters; `macro m(a) { b }` becomes `(a) => { b }`
  Span open;
  Span close;
};
/// What did not parse.
struct ErrorItem {
  static constexpr ItemKind kKind = ItemKind::Error;
  ErrorGuaranteed error;
};

} // namespace ochre::ast
