// Structs, enums, unions and their `#[repr]`; traits.
#include "sema/collect/diags.h"
#include "sema/collect/item.h"

namespace ochre::collect {
namespace {

struct ReprParser {
  ty::TyCtxt &tcx;
  const hir::Item &item;
  ty::ReprOptions out;
  Span span;
  Span first_hint;
  unsigned hint_count = 0;
  bool is_rust = false;

  void parse(const hir::MetaItem &attr) {
    span = attr.span;
    for (const hir::MetaItem &hint : attr.items)
      parse_hint(hint);
  }

private:
  void parse_hint(const hir::MetaItem &hint) {
    llvm::StringRef name = tcx.str(hint.path);
    if (hint.kind == hir::MetaItem::Literal) {
      error(tcx.sess, span, diag::ReprNotIdent).emit();
      return;
    }
    ++hint_count;
    if (!first_hint.lo)
      first_hint = hint.span;
    if (name == "packed")
      return parse_packed(hint);
    if (name == "align")
      return parse_align(hint);
    std::optional<PrimTy> prim = prim_ty_from_name(hint.path);
    bool is_int = prim && (prim->kind == PrimTyKind::Int || prim->kind == PrimTyKind::Uint);
    bool is_known =
        is_int || name == "C" || name == "Rust" || name == "simd" || name == "transparent";
    if (!is_known)
      error(tcx.sess, hint.span, diag::ReprUnknown).emit();
    else if (hint.kind != hir::MetaItem::Word)
      error(tcx.sess, hint.span, diag::ReprTakesNothing, name,
            hint.kind == hir::MetaItem::List ? "parenthesized argument list" : "value")
          .emit();
    else if (is_int)
      parse_int(hint, *prim);
    else if (name == "simd")
      parse_simd();
    out.is_c |= name == "C";
    out.is_transparent |= name == "transparent";
    is_rust |= name == "Rust";
  }
  void parse_simd() {
    if (!tcx.sess.opts.allow_internal_features && !tcx.krate->no_core)
      error(tcx.sess, span, diag::ReprSimd).emit();
    out.is_simd = true;
  }
  void parse_int(const hir::MetaItem &hint, PrimTy prim) {
    if (item.kind != hir::ItemKind::Enum)
      error(tcx.sess, hint.span, diag::ReprOnNonEnum).label(item.span, "not an enum").emit();
    else if (out.int_ty && !(*out.int_ty == prim))
      error(tcx.sess, hint.span, diag::ReprConflict).emit();
    out.int_ty = prim;
  }
  uint32_t amount(const hir::MetaItem &hint) {
    llvm::StringRef name = tcx.str(hint.path);
    if (hint.kind == hir::MetaItem::Word) {
      error(tcx.sess, hint.span, diag::ReprNeedsArgument).emit();
      return 1;
    }
    if (hint.kind == hir::MetaItem::NameValue || hint.items.size() != 1) {
      error(tcx.sess, hint.span, diag::ReprFormat, name).emit();
      return 1;
    }
    if (hint.items[0].kind != hir::MetaItem::Literal ||
        hint.items[0].value.kind != hir::LitKind::Int) {
      error(tcx.sess, hint.span, diag::ReprAlignBad, name, "not an unsuffixed integer").emit();
      return 1;
    }
    uint64_t value = hint.items[0].value.lo;
    if (value == 0 || (value & (value - 1)) != 0) {
      error(tcx.sess, hint.items[0].span, diag::ReprAlignBad, name, "not a power of two").emit();
      return 1;
    }
    if (value > (uint64_t(1) << 29)) {
      error(tcx.sess, hint.items[0].span, diag::ReprAlignBad, name, "larger than 2^29").emit();
      return 1;
    }
    return static_cast<uint32_t>(value);
  }
  void parse_packed(const hir::MetaItem &hint) {
    if (item.kind == hir::ItemKind::Enum)
      error(tcx.sess, hint.span, diag::ReprOnNonStruct)
          .label(item.span, "not a struct or union")
          .emit();
    uint32_t pack = hint.kind == hir::MetaItem::Word ? 1 : amount(hint);
    out.pack = out.pack ? std::min(out.pack, pack) : pack;
  }
  void parse_align(const hir::MetaItem &hint) { out.align = std::max(out.align, amount(hint)); }
};

/// Hints that do not go together.
void check_conflicts(ty::TyCtxt &tcx, const hir::Item &item, const ReprParser &parser) {
  const ty::ReprOptions &repr = parser.out;
  bool is_fieldless =
      item.kind == hir::ItemKind::Enum &&
      llvm::all_of(item.variants, [](const hir::Variant &v) { return v.fields.empty(); });
  if (repr.is_transparent && parser.hint_count > 1)
    error(tcx.sess, parser.first_hint, diag::ReprTransparentOnly,
          describe(tcx.defs.local(item.def_id).kind))
        .emit();
  if ((parser.is_rust && (repr.int_ty || repr.is_c || repr.is_simd)) ||
      (repr.is_simd && repr.is_c) || (repr.int_ty && repr.is_c && is_fieldless))
    error(tcx.sess, parser.first_hint, diag::ReprConflict).emit();
}

ty::ReprOptions parse_repr(ty::TyCtxt &tcx, const LocalNode &node) {
  ReprParser parser{tcx, node.item(), {}, {}, {}};
  if (node.id.raw < tcx.krate->attrs.size())
    for (const hir::Attr &attr : tcx.krate->attrs[node.id])
      if (attr.path == sym::repr)
        parser.parse(attr);
  ty::ReprOptions &repr = parser.out;
  check_conflicts(tcx, node.item(), parser);
  if (repr.pack && repr.align)
    error(tcx.sess, node.item().head_span, diag::ReprPackedAlign).emit();
  if ((repr.int_ty || repr.is_c) && node.item().kind == hir::ItemKind::Enum &&
      node.item().variants.empty())
    error(tcx.sess, parser.span, diag::ReprEmptyEnum)
        .label(node.item().span, "zero-variant enum")
        .emit();
  return repr;
}

ty::VariantDef make_variant(ty::TyCtxt &tcx, const hir::Variant &variant) {
  ty::VariantDef out;
  out.def_id = tcx.defs.to_def_id(variant.def_id);
  if (variant.shape != hir::VariantShape::Struct && variant.ctor_id.is_valid())
    out.ctor_id = tcx.defs.to_def_id(variant.ctor_id);
  out.ctor_kind =
      variant.shape == hir::VariantShape::Tuple ? ty::CtorKind::Fn : ty::CtorKind::Const;
  out.name = variant.ident.name;
  out.is_non_exhaustive = has_attr(tcx, out.def_id, "non_exhaustive");
  llvm::DenseMap<Symbol, Span> seen;
  for (const hir::FieldDef &field : variant.fields) {
    auto [it, fresh] = seen.try_emplace(field.ident.name, field.span);
    if (!fresh)
      error(tcx.sess, field.span, diag::FieldTwice, field.ident.name)
          .primary_label("field already declared")
          .label(it->second, "`" + tcx.str(field.ident.name).str() + "` first declared here")
          .emit();
    DefId def_id = tcx.defs.to_def_id(field.def_id);
    out.fields.push({def_id, field.ident.name, tcx.visibility(def_id)});
  }
  return out;
}

/// `#[rustc_layout_scalar_valid_range_start(1)]`: of the library's own types alone.
std::optional<unsigned __int128> valid_range_bound(ty::TyCtxt &tcx, DefId id,
                                                   llvm::StringRef attr_name) {
  const hir::Attr *attr = find_attr(tcx, id, attr_name);
  if (!attr || attr->items.size() != 1 || attr->items[0].kind != hir::MetaItem::Literal ||
      attr->items[0].value.kind != hir::LitKind::Int)
    return std::nullopt;
  const hir::Lit &lit = attr->items[0].value;
  return static_cast<unsigned __int128>(lit.hi) << 64 | lit.lo;
}

} // namespace

const ty::AdtDef *adt_def(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  ty::AdtDef out;
  out.def_id = id;
  if (!node.is(hir::DefNodeKind::Item))
    return tcx.own<ty::AdtDef>(std::move(out));
  const hir::Item &item = node.item();
  out.kind = item.kind == hir::ItemKind::Enum    ? ty::AdtKind::Enum
             : item.kind == hir::ItemKind::Union ? ty::AdtKind::Union
                                                 : ty::AdtKind::Struct;
  out.repr = parse_repr(tcx, node);
  uint32_t relative = 0;
  for (const hir::Variant &variant : item.variants) {
    ty::VariantDef def = make_variant(tcx, variant);
    if (variant.discr.is_valid()) {
      def.discr_expr = tcx.defs.to_def_id(variant.discr_def);
      relative = 0;
    }
    def.discr_relative = relative++;
    out.variants.push(std::move(def));
  }
  out.is_box = tcx.is_lang_item(id, LangItem::OwnedBox);
  out.is_phantom_data = tcx.is_lang_item(id, LangItem::PhantomData);
  out.is_manually_drop = tcx.is_lang_item(id, LangItem::ManuallyDrop);
  out.is_unsafe_cell = tcx.is_lang_item(id, LangItem::UnsafeCell);
  out.is_unsafe_pinned = tcx.is_lang_item(id, LangItem::UnsafePinned);
  out.is_pin = tcx.is_lang_item(id, LangItem::Pin);
  out.is_fundamental = has_attr(tcx, id, "fundamental");
  out.valid_range_start = valid_range_bound(tcx, id, "rustc_layout_scalar_valid_range_start");
  out.valid_range_end = valid_range_bound(tcx, id, "rustc_layout_scalar_valid_range_end");
  out.is_non_exhaustive = item.kind == hir::ItemKind::Enum && has_attr(tcx, id, "non_exhaustive");
  return tcx.own<ty::AdtDef>(std::move(out));
}

const ty::TraitDef *trait_def(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  ty::TraitDef out;
  out.def_id = id;
  if (!node.is(hir::DefNodeKind::Item))
    return tcx.own<ty::TraitDef>(out);
  const hir::Item &item = node.item();
  out.safety = item.safety == hir::Safety::Unsafe ? ty::Safety::Unsafe : ty::Safety::Safe;
  out.is_auto = item.is_auto;
  out.is_marker = has_attr(tcx, id, "marker");
  out.is_fundamental = has_attr(tcx, id, "fundamental");
  out.has_paren_sugar = has_attr(tcx, id, "rustc_paren_sugar");
  out.is_coinductive = item.is_auto || has_attr(tcx, id, "rustc_coinductive") ||
                       tcx.is_lang_item(id, LangItem::Sized);
  out.must_not_be_implemented = has_attr(tcx, id, "rustc_deny_explicit_impl") ||
                                has_attr(tcx, id, "rustc_dyn_incompatible_trait");
  if (const hir::Attr *skip = find_attr(tcx, id, "rustc_skip_during_method_dispatch"))
    for (const hir::MetaItem &what : skip->items) {
      out.skip_array_during_method_dispatch |= tcx.str(what.path) == "array";
      out.skip_boxed_slice_during_method_dispatch |= tcx.str(what.path) == "boxed_slice";
    }
  return tcx.own<ty::TraitDef>(out);
}

} // namespace ochre::collect
