// PartialEq, Eq, PartialOrd, Ord. Enums with data compare discriminants, then the fields of the
// variant that both are.

#include "frontend/expand/derive.h"

namespace ochre::expand {

using lex::TokenStream;

namespace {

/// `match (self, other) { (V {…}, V {…}) => body, … rest }` over variants with fields.
template <class Body>
TokenStream match_pairs(const Derive &derive, const char *rest, const Body &body) {
  Quote quote = derive.quote();
  for (const DeriveVariant &variant : derive.variants)
    if (!variant.fields.empty())
      quote.add("(#0, #1) => #2,", {variant_pattern(derive, variant, "__self_"),
                                    variant_pattern(derive, variant, "__arg1_"), body(variant)});
  // With a single variant nothing is left to match.
  TokenStream arms = quote.finish();
  if (derive.variants.size() == 1)
    return derive.tokens("match (self, other) { #0 }", {arms});
  return derive.tokens("match (self, other) { #0 _ => #1 }", {arms, derive.tokens(rest)});
}

/// `a == b && c == d …`, as a balanced tree: a struct may have thousands of fields.
TokenStream all_equal(const Derive &derive, const DeriveVariant &variant, size_t from, size_t to) {
  if (to - from == 1) {
    const DeriveField &field = variant.fields[from];
    if (derive.is_enum())
      return derive.tokens("#0 == #1",
                           {binding(derive, "__self_", from), binding(derive, "__arg1_", from)});
    return derive.tokens(derive.is_packed ? "(#0) == (#1)" : "#0 == #1",
                         {field_place(derive, "self", field), field_place(derive, "other", field)});
  }
  if (to - from <= 16) {
    Quote quote = derive.quote();
    for (size_t i = from; i < to; ++i)
      quote.add(i == from ? "#0" : "&& #0", {all_equal(derive, variant, i, i + 1)});
    return quote.finish();
  }
  size_t middle = from + (to - from) / 2;
  return derive.tokens("(#0) && (#1)", {all_equal(derive, variant, from, middle),
                                        all_equal(derive, variant, middle, to)});
}

TokenStream equal_variant(const Derive &derive, const DeriveVariant &variant) {
  if (variant.fields.empty())
    return derive.tokens("true");
  return all_equal(derive, variant, 0, variant.fields.size());
}

TokenStream equal_body(const Derive &derive) {
  if (!derive.is_enum())
    return equal_variant(derive, derive.variants[0]);
  if (derive.variants.empty())
    return derive.tokens("match *self {}");
  auto body = [&](const DeriveVariant &variant) { return equal_variant(derive, variant); };
  if (derive.variants.size() == 1)
    return derive.is_fieldless() ? derive.tokens("true") : match_pairs(derive, "true", body);
  if (derive.is_fieldless())
    return derive.tokens("#0 __self_discr == __arg1_discr", {discriminants(derive)});
  return derive.tokens("#0 __self_discr == __arg1_discr && #1",
                       {discriminants(derive), match_pairs(derive, "true", body)});
}

/// What differs between PartialOrd and Ord.
struct Order {
  const char *compare; ///< the function
  const char *equal;   ///< value and pattern
};
constexpr Order kPartial{"$crate::cmp::PartialOrd::partial_cmp",
                         "$crate::option::Option::Some($crate::cmp::Ordering::Equal)"};
constexpr Order kTotal{"$crate::cmp::Ord::cmp", "$crate::cmp::Ordering::Equal"};

/// Field by field: the first that is not equal decides. A block of statements, not nested matches:
/// depth does not grow with the number of fields.
TokenStream order_variant(const Derive &derive, const Order &order, const DeriveVariant &variant) {
  if (variant.fields.empty())
    return derive.tokens(order.equal);
  Quote quote = derive.quote();
  TokenStream compare = derive.tokens(order.compare);
  for (size_t i = 0; i < variant.fields.size(); ++i) {
    TokenStream lhs = field_ref(derive, "self", "__self_", variant, i);
    TokenStream rhs = field_ref(derive, "other", "__arg1_", variant, i);
    if (i + 1 == variant.fields.size())
      quote.add("#0(#1, #2)", {compare, lhs, rhs});
    else
      quote.add("match #0(#1, #2) { #3 => {} cmp => return cmp, }",
                {compare, lhs, rhs, derive.tokens(order.equal)});
  }
  return derive.tokens("{ #0 }", {quote.finish()});
}

TokenStream order_body(const Derive &derive, const Order &order) {
  if (!derive.is_enum())
    return order_variant(derive, order, derive.variants[0]);
  if (derive.variants.empty())
    return derive.tokens("match *self {}");
  auto body = [&](const DeriveVariant &variant) { return order_variant(derive, order, variant); };
  if (derive.variants.size() == 1)
    return derive.is_fieldless() ? derive.tokens(order.equal)
                                 : match_pairs(derive, order.equal, body);
  TokenStream compare =
      derive.tokens("#0(&__self_discr, &__arg1_discr)", {derive.tokens(order.compare)});
  if (derive.is_fieldless())
    return derive.tokens("#0 #1", {discriminants(derive), compare});
  return derive.tokens("#0 match #1 { #2 => #3, cmp => cmp, }",
                       {discriminants(derive), compare, derive.tokens(order.equal),
                        match_pairs(derive, order.equal, body)});
}

} // namespace

void derive_partial_eq(const Derive &derive, std::vector<DeriveImpl> &out) {
  DeriveImpl marker;
  marker.trait = "$crate::marker::StructuralPartialEq";
  out.push_back(marker);
  DeriveImpl impl;
  impl.trait = impl.bound = "$crate::cmp::PartialEq";
  impl.items =
      derive.tokens("#[inline] fn eq(&self, other: &Self) -> bool { #0 }", {equal_body(derive)});
  out.push_back(impl);
}

void derive_eq(const Derive &derive, std::vector<DeriveImpl> &out) {
  DeriveImpl impl;
  impl.trait = impl.bound = "$crate::cmp::Eq";
  impl.asserts_fields = true;
  impl.items =
      derive.tokens("#[doc(hidden)] #[coverage(off)] fn assert_fields_are_eq(&self) { #0 }",
                    {assert_fields(derive, "$crate::cmp::AssertParamIsEq")});
  out.push_back(impl);
}

void derive_partial_ord(const Derive &derive, std::vector<DeriveImpl> &out) {
  DeriveImpl impl;
  impl.trait = impl.bound = "$crate::cmp::PartialOrd";
  impl.items = derive.tokens("#[inline] fn partial_cmp(&self, other: &Self) "
                             "-> $crate::option::Option<$crate::cmp::Ordering> { #0 }",
                             {order_body(derive, kPartial)});
  out.push_back(impl);
}

void derive_ord(const Derive &derive, std::vector<DeriveImpl> &out) {
  DeriveImpl impl;
  impl.trait = impl.bound = "$crate::cmp::Ord";
  impl.items =
      derive.tokens("#[inline] fn cmp(&self, other: &Self) -> $crate::cmp::Ordering { #0 }",
                    {order_body(derive, kTotal)});
  out.push_back(impl);
}

} // namespace ochre::expand
