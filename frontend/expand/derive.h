// Derives of the standard library's traits.
//
// An impl is written as tokens (quote.h) with the names of the derive's own hygiene, so that
// `other` or `__self_0` never capture what the user wrote. What the user wrote (generics, field
// types) is parsed once more from the item's tokens and put into the impl, which so gets nodes of
// its own.
#pragma once

#include "frontend/expand/builtin.h"
#include "frontend/expand/quote.h"

namespace ochre::expand {

struct DeriveField {
  Symbol name; ///< or its index
  Span span;
  bool is_named = true;
  bool is_raw = false;
};

struct DeriveVariant {
  Symbol name;
  Span span;
  bool is_raw = false;
  ast::VariantDataKind kind = ast::VariantDataKind::Unit;
  std::vector<DeriveField> fields;
};

enum class DeriveShape : uint8_t { Struct, Enum, Union };

/// One derive of one item.
struct Derive {
  ExpandContext &ctx;
  const Invocation &call;
  const MacroDef &macro;
  ast::ItemId item;
  Span span;       ///< hygienic, at the trait's name in the list
  Span trait_span; ///< of the trait's name in the list
  DeriveShape shape = DeriveShape::Struct;
  Symbol name;
  Span name_span;
  bool is_packed = false;
  bool has_type_params = false;
  bool derives_copy = false;           ///< the same list has Copy
  std::vector<DeriveVariant> variants; ///< of a struct or union: one, the item itself

  Derive(const BuiltinCall &call, const MacroDef &macro, Span span, Span trait_span)
      : ctx(call.ctx), call(call.call), macro(macro), item(call.call.item), span(span),
        trait_span(trait_span) {}
  bool is_enum() const { return shape == DeriveShape::Enum; }
  bool is_fieldless() const {
    return llvm::all_of(variants, [](const DeriveVariant &v) { return v.fields.empty(); });
  }
  Quote quote() const { return Quote(ctx, span); }
  lex::TokenStream tokens(const char *text, llvm::ArrayRef<lex::TokenStream> args = {}) const {
    return quote().add(text, args).finish();
  }
};

/// What a derive wants to be made of its impl.
struct DeriveImpl {
  const char *trait = nullptr; ///< `$crate::clone::Clone`
  lex::TokenStream items;      ///< within the braces
  const char *bound = nullptr; ///< of each type parameter and projection; null: none
  /// Each field type replaces the `_` of a `let _: Assert<_>;` that the first method starts with.
  bool asserts_fields = false;
};

/// The impls of one derive. Reports what cannot be derived.
void derive_clone(const Derive &derive, std::vector<DeriveImpl> &out);
void derive_copy(const Derive &derive, std::vector<DeriveImpl> &out);
void derive_debug(const Derive &derive, std::vector<DeriveImpl> &out);
void derive_default(const Derive &derive, std::vector<DeriveImpl> &out);
void derive_partial_eq(const Derive &derive, std::vector<DeriveImpl> &out);
void derive_eq(const Derive &derive, std::vector<DeriveImpl> &out);
void derive_partial_ord(const Derive &derive, std::vector<DeriveImpl> &out);
void derive_ord(const Derive &derive, std::vector<DeriveImpl> &out);
void derive_hash(const Derive &derive, std::vector<DeriveImpl> &out);

// Pieces of bodies.

/// `Self::V` or `Self`.
lex::TokenStream variant_path(const Derive &derive, const DeriveVariant &variant);
/// `__self_0`.
lex::TokenStream binding(const Derive &derive, const char *prefix, size_t index);
/// `Self::V { x: __self_0, y: __self_1 }`: also tuple and unit variants are written so.
lex::TokenStream variant_pattern(const Derive &derive, const DeriveVariant &variant,
                                 const char *prefix);
/// `self.x` of a struct, or `{ self.x }` if it is packed.
lex::TokenStream field_place(const Derive &derive, const char *self, const DeriveField &field);
/// A reference to field `index`: `&self.x`, or the binding `__self_1` of an enum's variant.
lex::TokenStream field_ref(const Derive &derive, const char *self, const char *prefix,
                           const DeriveVariant &variant, size_t index);
/// The field's name where `{ name: … }` wants it.
lex::TokenStream field_name(const Derive &derive, const DeriveField &field);
lex::TokenStream assert_fields(const Derive &derive, const char *assertion);

/// `let __self_discr = …(self); let __arg1_discr = …(other);`
lex::TokenStream discriminants(const Derive &derive);

} // namespace ochre::expand
