// Structs, unions and enums.
#include "frontend/parse/impl.h"

namespace ochre::parse {

ItemId Parser::Impl::parse_struct(AttrsId attrs, Span lo, const Visibility &vis) {
  bump();
  Ident name = parse_ident();
  if (panicking)
    return {};
  StructItem item{};
  item.generics = parse_generics();
  parse_where(item.generics);
  if (panicking)
    return {};
  if (eat(K::Semi)) {
    item.data.kind = VariantDataKind::Unit;
    item.data.ctor_id = krate.new_node_id();
  } else if (at_kind(K::OpenBrace)) {
    item.data.kind = VariantDataKind::Struct;
    item.data.fields = parse_record_fields();
  } else if (at_kind(K::OpenParen)) {
    item.data.kind = VariantDataKind::Tuple;
    item.data.ctor_id = krate.new_node_id();
    Span fields_span = cur->span;
    if (item.generics.where_clause.has_where)
      complain(item.generics.where_clause.span,
               "where clauses are not allowed before tuple struct bodies");
    (void)fields_span;
    item.data.fields = parse_tuple_fields();
    if (!item.generics.where_clause.has_where)
      parse_where(item.generics);
    expect_semi();
  } else {
    unexpected("one of `where`, `{`, `(`, or `;`");
    return {};
  }
  return krate.make(span_from(lo), attrs, name, vis, item);
}

ItemId Parser::Impl::parse_union(AttrsId attrs, Span lo, const Visibility &vis) {
  bump();
  Ident name = parse_ident();
  UnionItem item{};
  item.generics = parse_generics();
  parse_where(item.generics);
  if (panicking)
    return {};
  if (!at_kind(K::OpenBrace)) {
    unexpected("one of `where` or `{`");
    return {};
  }
  item.data.kind = VariantDataKind::Struct;
  item.data.fields = parse_record_fields();
  return krate.make(span_from(lo), attrs, name, vis, item);
}

ItemId Parser::Impl::parse_enum(AttrsId attrs, Span lo, const Visibility &vis) {
  bump();
  if (at_word(sym::kw_struct)) {
    complain(prev.to(cur->span), "`enum` and `struct` are mutually exclusive");
    bump();
  }
  Ident name = parse_ident();
  if (panicking)
    return {};
  EnumItem item{};
  item.generics = parse_generics();
  parse_where(item.generics);
  if (panicking)
    return {};
  if (!at_kind(K::OpenBrace)) {
    unexpected("one of `where` or `{`");
    return {};
  }
  const Token *open = enter_group();
  item.variants = parse_variant_list();
  leave_group(open);
  return krate.make(span_from(lo), attrs, name, vis, item);
}

List<Variant> Parser::Impl::parse_variant_list() {
  llvm::SmallVector<Variant, 16> variants;
  while (!at_group_end()) {
    if (!parse_variant(variants))
      break;
    if (at_group_end())
      break;
    if (!eat(K::Comma)) {
      if (at_kind(K::Semi))
        unexpected("one of `(`, `,`, `=`, `{`, or `}`");
      else
        unexpected("one of `(`, `,`, `=`, `{`, or `}`");
    }
  }
  return krate.list(variants);
}

bool Parser::Impl::parse_variant(llvm::SmallVectorImpl<Variant> &variants) {
  Variant variant;
  variant.id = krate.new_node_id();
  variant.attrs = parse_outer_attrs();
  if (cur->is_close() || at_kind(K::Eof)) {
    stray_attrs(variant.attrs, "variant");
    return false;
  }
  Span lo = cur->span;
  variant.vis = parse_visibility(true);
  // A macro call here is an error that macros may make; name it well.
  if (cur->is_ident() && look(1).is(K::Not)) {
    fail(cur->span, diag::Expected, "one of `(`, `,`, `=`, `{`, or `}`", "`!`");
    return false;
  }
  variant.ident = parse_ident();
  if (panicking)
    return false;
  if (at_kind(K::OpenBrace)) {
    variant.data.kind = VariantDataKind::Struct;
    variant.data.fields = parse_record_fields();
  } else if (at_kind(K::OpenParen)) {
    variant.data.kind = VariantDataKind::Tuple;
    variant.data.ctor_id = krate.new_node_id();
    variant.data.fields = parse_tuple_fields();
  } else {
    variant.data.ctor_id = krate.new_node_id();
  }
  if (!panicking && eat(K::Eq)) {
    variant.discriminant.id = krate.new_node_id();
    variant.discriminant.value = parse_expr();
  }
  variant.span = span_from(lo);
  variants.push_back(variant);
  return true;
}

/// `{ a: T, b: U }`, which is next.
List<FieldDef> Parser::Impl::parse_record_fields() {
  const Token *open = enter_group();
  llvm::SmallVector<FieldDef, 8> fields;
  while (!at_group_end()) {
    if (!parse_record_field(fields))
      break;
    if (at_group_end())
      break;
    if (at_kind(K::DocComment)) {
      complain(cur->span, diag::StrayDocComment);
      bump();
      continue;
    }
    if (!eat(K::Comma)) {
      unexpected_at(prev.shrink_to_hi(), "`,`, or `}`");
      break;
    }
  }
  leave_group(open);
  return krate.list(fields);
}

bool Parser::Impl::parse_record_field(llvm::SmallVectorImpl<FieldDef> &fields) {
  FieldDef field;
  field.id = krate.new_node_id();
  field.attrs = parse_outer_attrs();
  if (cur->is_close() || at_kind(K::Eof)) {
    stray_attrs(field.attrs, "field");
    return false;
  }
  Span lo = cur->span;
  field.vis = parse_visibility();
  if (at_word(sym::kw_unsafe))
    bump();
  if (at_word(sym::kw_underscore) && look(1).is(K::Colon)) {
    fail(cur->span, diag::Expected, "identifier", "reserved identifier `_`");
    return false;
  }
  field.ident = parse_ident();
  if (panicking)
    return false;
  if (!expect(K::Colon))
    return false;
  field.ty = parse_ty();
  if (!panicking && at_kind(K::Eq)) {
    bump();
    field.default_value.id = krate.new_node_id();
    field.default_value.value = parse_expr();
  }
  field.span = span_from(lo);
  fields.push_back(field);
  return true;
}

/// `(A, pub B)`, which is next.
List<FieldDef> Parser::Impl::parse_tuple_fields() {
  const Token *open = enter_group();
  llvm::SmallVector<FieldDef, 8> fields;
  comma_list([&] {
    FieldDef field;
    field.id = krate.new_node_id();
    field.attrs = parse_outer_attrs();
    if (cur->is_close()) {
      stray_attrs(field.attrs, "field");
      return;
    }
    Span lo = cur->span;
    field.vis = parse_visibility(true);
    field.ty = parse_ty();
    field.span = span_from(lo);
    fields.push_back(field);
  });
  leave_group(open);
  return krate.list(fields);
}

} // namespace ochre::parse
