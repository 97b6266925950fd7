// Pieces that the bodies of several derives share.

#include "frontend/expand/derive.h"

namespace ochre::expand {

using lex::TokenStream;

TokenStream variant_path(const Derive &derive, const DeriveVariant &variant) {
  Quote quote = derive.quote();
  quote.add("Self");
  if (derive.is_enum())
    quote.add("::").ident(variant.name, variant.span, true);
  return quote.finish();
}

TokenStream binding(const Derive &derive, const char *prefix, size_t index) {
  Symbol name = derive.ctx.sess.intern(prefix + std::to_string(index));
  return derive.quote().ident(name).finish();
}

TokenStream field_name(const Derive &derive, const DeriveField &field) {
  Quote quote = derive.quote();
  if (field.is_named)
    return quote.ident(field.name, field.span, true).finish();
  uint64_t index = 0;
  derive.ctx.sess.str(field.name).getAsInteger(10, index);
  return quote.integer(index).finish();
}

TokenStream variant_pattern(const Derive &derive, const DeriveVariant &variant,
                            const char *prefix) {
  Quote fields = derive.quote();
  for (size_t i = 0; i < variant.fields.size(); ++i)
    fields.add("#0: #1,", {field_name(derive, variant.fields[i]), binding(derive, prefix, i)});
  return derive.tokens("#0 { #1 }", {variant_path(derive, variant), fields.finish()});
}

TokenStream field_place(const Derive &derive, const char *self, const DeriveField &field) {
  // `self` is a keyword, others are names of the derive's own.
  return derive.tokens(derive.is_packed ? "{ #0 .#1 }" : "#0 .#1",
                       {derive.tokens(self), field_name(derive, field)});
}

TokenStream field_ref(const Derive &derive, const char *self, const char *prefix,
                      const DeriveVariant &variant, size_t index) {
  if (derive.is_enum())
    return binding(derive, prefix, index);
  return derive.tokens("&#0", {field_place(derive, self, variant.fields[index])});
}

TokenStream assert_fields(const Derive &derive, const char *assertion) {
  Quote quote = derive.quote();
  for (const DeriveVariant &variant : derive.variants)
    for (size_t i = 0; i < variant.fields.size(); ++i)
      quote.add("let _: #0<_>;", {derive.tokens(assertion)});
  return quote.finish();
}

TokenStream discriminants(const Derive &derive) {
  return derive.tokens("let __self_discr = $crate::intrinsics::discriminant_value(self); "
                       "let __arg1_discr = $crate::intrinsics::discriminant_value(other);");
}

} // namespace ochre::expand
