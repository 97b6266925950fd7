// Clone, Copy, Hash, Debug, Default.

#include "frontend/expand/derive.h"
#include "frontend/expand/diags.h"

namespace ochre::expand {

using lex::TokenStream;

namespace {

/// The match arms of a method, one per variant with fields: `pattern => body`.
template <class Body>
TokenStream arms(const Derive &derive, bool all_variants, const Body &body) {
  Quote quote = derive.quote();
  for (const DeriveVariant &variant : derive.variants)
    if (all_variants || !variant.fields.empty())
      quote.add("#0 => #1,", {variant_pattern(derive, variant, "__self_"), body(variant)});
  return quote.finish();
}

TokenStream clone_variant(const Derive &derive, const DeriveVariant &variant) {
  Quote fields = derive.quote();
  for (size_t i = 0; i < variant.fields.size(); ++i)
    fields.add(
        "#0: $crate::clone::Clone::clone(#1),",
        {field_name(derive, variant.fields[i]), field_ref(derive, "self", "__self_", variant, i)});
  return derive.tokens("#0 { #1 }", {variant_path(derive, variant), fields.finish()});
}

TokenStream clone_body(const Derive &derive) {
  if (!derive.is_enum())
    return clone_variant(derive, derive.variants[0]);
  if (derive.variants.empty())
    return derive.tokens("match *self {}");
  return derive.tokens("match self { #0 }", {arms(derive, true, [&](const DeriveVariant &variant) {
                         return clone_variant(derive, variant);
                       })});
}

// Debug.

/// `Formatter::debug_struct_field2_finish(f, "P", "a", &self.a, "b", &&self.b)` and its kin. The
/// last field may be unsized, so it gets a reference more.
TokenStream debug_variant(const Derive &derive, const DeriveVariant &variant) {
  TokenStream name = derive.quote().str(derive.ctx.sess.str(variant.name)).finish();
  size_t count = variant.fields.size();
  if (count == 0)
    return derive.tokens("$crate::fmt::Formatter::write_str(f, #0)", {name});
  bool is_named = variant.kind == ast::VariantDataKind::Struct;
  auto value = [&](size_t i) {
    TokenStream ref = field_ref(derive, "self", "__self_", variant, i);
    return i + 1 == count ? derive.tokens("&#0", {ref}) : ref;
  };
  auto field_text = [&](size_t i) {
    return derive.quote().str(derive.ctx.sess.str(variant.fields[i].name)).finish();
  };
  if (count <= 5) {
    std::string method = std::string(is_named ? "debug_struct_field" : "debug_tuple_field") +
                         std::to_string(count) + "_finish";
    Quote args = derive.quote();
    for (size_t i = 0; i < count; ++i) {
      if (is_named)
        args.add("#0,", {field_text(i)});
      args.add("#0,", {value(i)});
    }
    TokenStream method_name = derive.quote().ident(derive.ctx.sess.intern(method)).finish();
    return derive.tokens("$crate::fmt::Formatter::#0(f, #1, #2)",
                         {method_name, name, args.finish()});
  }
  Quote names = derive.quote();
  Quote values = derive.quote();
  for (size_t i = 0; i < count; ++i) {
    names.add("#0,", {field_text(i)});
    values.add("#0,", {value(i)});
  }
  TokenStream value_list = values.finish();
  if (!is_named)
    return derive.tokens("{ let values: &[&dyn $crate::fmt::Debug] = &[#0]; "
                         "$crate::fmt::Formatter::debug_tuple_fields_finish(f, #1, values) }",
                         {value_list, name});
  return derive.tokens("{ let names: &'static _ = &[#0]; "
                       "let values: &[&dyn $crate::fmt::Debug] = &[#1]; "
                       "$crate::fmt::Formatter::debug_struct_fields_finish(f, #2, names, values) }",
                       {names.finish(), value_list, name});
}

TokenStream debug_body(const Derive &derive) {
  if (!derive.is_enum())
    return debug_variant(derive, derive.variants[0]);
  if (derive.variants.empty())
    return derive.tokens("match *self {}");
  if (!derive.is_fieldless())
    return derive.tokens("match self { #0 }",
                         {arms(derive, true, [&](const DeriveVariant &variant) {
                           return debug_variant(derive, variant);
                         })});
  TokenStream texts = arms(derive, true, [&](const DeriveVariant &variant) {
    return derive.quote().str(derive.ctx.sess.str(variant.name)).finish();
  });
  return derive.tokens("$crate::fmt::Formatter::write_str(f, match self { #0 })", {texts});
}

// Default.

/// The variant with `#[default]`; reports if there is not exactly one fit for it.
const DeriveVariant *default_variant(const Derive &derive) {
  Session &sess = derive.ctx.sess;
  const ast::Crate &krate = derive.ctx.krate;
  const ast::Item &item = krate[derive.item];
  auto variants = item.as<ast::EnumItem>().variants;
  Symbol name = sess.intern("default");
  llvm::SmallVector<size_t, 2> marked;
  for (size_t i = 0; i < variants.size(); ++i) {
    const ast::Attr *first = nullptr;
    for (const ast::Attr &attr : krate[variants[i].attrs]) {
      if (!attr.is(name))
        continue;
      if (attr.args_kind != ast::AttrArgsKind::Empty)
        error(sess, attr.span, diag::DefaultValue).help("try using `#[default]`").emit();
      if (first)
        error(sess, variants[i].span, diag::DefaultTwiceHere)
            .label(first->span, "`#[default]` used here")
            .label(attr.span, "`#[default]` used again here")
            .emit();
      first = &attr;
    }
    if (first)
      marked.push_back(i);
  }
  if (marked.empty()) {
    error(sess, derive.trait_span, diag::NoDefault)
        .label(item.span, "this enum needs a unit variant marked with `#[default]`")
        .emit();
    return nullptr;
  }
  if (marked.size() > 1) {
    error(sess, derive.trait_span, diag::ManyDefaults)
        .label(variants[marked[0]].span, "first default")
        .label(variants[marked[1]].span, "additional default")
        .note("only one variant can be default")
        .emit();
    return nullptr;
  }
  const ast::Variant &variant = variants[marked[0]];
  if (variant.data.kind != ast::VariantDataKind::Unit) {
    error(sess, variant.ident.span, diag::DefaultNotUnit)
        .help("consider a manual implementation of `Default`")
        .emit();
    return nullptr;
  }
  if (const ast::Attr *attr = find_attr(krate, variant.attrs, sym::non_exhaustive)) {
    error(sess, variant.ident.span, diag::DefaultNonExhaustive)
        .label(attr->span, "declared `#[non_exhaustive]` here")
        .help("consider a manual implementation of `Default`")
        .emit();
    return nullptr;
  }
  return &derive.variants[marked[0]];
}

/// `#[default]` anywhere but on a variant.
void check_stray_defaults(const Derive &derive, llvm::ArrayRef<ast::FieldDef> fields) {
  Session &sess = derive.ctx.sess;
  Symbol name = sess.intern("default");
  for (const ast::FieldDef &field : fields)
    if (const ast::Attr *attr = find_attr(derive.ctx.krate, field.attrs, name))
      error(sess, attr->span, diag::DefaultNotUnit)
          .help("consider a manual implementation of `Default`")
          .emit();
}

TokenStream hash_variant(const Derive &derive, const DeriveVariant &variant) {
  Quote quote = derive.quote();
  for (size_t i = 0; i < variant.fields.size(); ++i)
    quote.add(i + 1 == variant.fields.size() ? "$crate::hash::Hash::hash(#0, state)"
                                             : "$crate::hash::Hash::hash(#0, state);",
              {field_ref(derive, "self", "__self_", variant, i)});
  return quote.finish();
}

TokenStream hash_body(const Derive &derive) {
  if (!derive.is_enum())
    return hash_variant(derive, derive.variants[0]);
  if (derive.variants.empty())
    return derive.tokens("match *self {}");
  Quote quote = derive.quote();
  if (derive.variants.size() > 1)
    quote.add("let __self_discr = $crate::intrinsics::discriminant_value(self); "
              "$crate::hash::Hash::hash(&__self_discr, state);");
  if (derive.is_fieldless())
    return quote.finish();
  bool all_have_fields =
      llvm::all_of(derive.variants, [](const DeriveVariant &v) { return !v.fields.empty(); });
  quote.add(all_have_fields ? "match self { #0 }" : "match self { #0 _ => {} }",
            {arms(derive, false, [&](const DeriveVariant &variant) {
              return derive.tokens("{ #0 }", {hash_variant(derive, variant)});
            })});
  return quote.finish();
}

} // namespace

void derive_clone(const Derive &derive, std::vector<DeriveImpl> &out) {
  DeriveImpl impl;
  impl.trait = "$crate::clone::Clone";
  if (derive.shape == DeriveShape::Union) {
    impl.bound = "$crate::marker::Copy";
    impl.items = derive.tokens("#[inline] fn clone(&self) -> Self { "
                               "let _: $crate::clone::AssertParamIsCopy<Self>; *self }");
  } else if (derive.derives_copy && !derive.has_type_params) {
    impl.asserts_fields = true;
    impl.items = derive.tokens("#[inline] fn clone(&self) -> Self { #0 *self }",
                               {assert_fields(derive, "$crate::clone::AssertParamIsClone")});
  } else {
    impl.bound = impl.trait;
    impl.items = derive.tokens("#[inline] fn clone(&self) -> Self { #0 }", {clone_body(derive)});
  }
  out.push_back(impl);
}

void derive_copy(const Derive &, std::vector<DeriveImpl> &out) {
  DeriveImpl impl;
  impl.trait = impl.bound = "$crate::marker::Copy";
  out.push_back(impl);
}

void derive_hash(const Derive &derive, std::vector<DeriveImpl> &out) {
  DeriveImpl impl;
  impl.trait = impl.bound = "$crate::hash::Hash";
  impl.items =
      derive.tokens("#[inline] fn hash<__H: $crate::hash::Hasher>(&self, state: &mut __H) { #0 }",
                    {hash_body(derive)});
  out.push_back(impl);
}

void derive_debug(const Derive &derive, std::vector<DeriveImpl> &out) {
  DeriveImpl impl;
  impl.trait = impl.bound = "$crate::fmt::Debug";
  impl.items = derive.tokens(
      "#[inline] fn fmt(&self, f: &mut $crate::fmt::Formatter<'_>) -> $crate::fmt::Result { #0 }",
      {debug_body(derive)});
  out.push_back(impl);
}

void derive_default(const Derive &derive, std::vector<DeriveImpl> &out) {
  const ast::Crate &krate = derive.ctx.krate;
  const ast::Item &item = krate[derive.item];
  DeriveImpl impl;
  impl.trait = "$crate::default::Default";
  TokenStream body;
  if (derive.is_enum()) {
    for (const ast::Variant &variant : item.as<ast::EnumItem>().variants)
      check_stray_defaults(derive, variant.data.fields);
    const DeriveVariant *variant = default_variant(derive);
    if (!variant)
      return;
    body = variant_path(derive, *variant);
  } else {
    check_stray_defaults(derive, item.as<ast::StructItem>().data.fields);
    impl.bound = impl.trait;
    Quote fields = derive.quote();
    for (const DeriveField &field : derive.variants[0].fields)
      fields.add("#0: $crate::default::Default::default(),", {field_name(derive, field)});
    body = derive.tokens("Self { #0 }", {fields.finish()});
  }
  impl.items = derive.tokens("#[inline] fn default() -> Self { #0 }", {body});
  out.push_back(impl);
}

} // namespace ochre::expand
