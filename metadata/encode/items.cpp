// What other crates may ask of this one's items: the results of the queries, by kind of definition.
//
// A fact that follows from others is not written: the type of a function item, the predicates of a
// field. decode/items.cpp makes it again.
#include "metadata/encode/writer.h"
#include "metadata/format/impl_index.h"
#include "metadata/format/item_layout.h"
#include "sema/hir/deprecation.h"
#include "sema/hir/hir.h"
#include "sema/ty/linker_symbol.h"

#include "llvm/ADT/MapVector.h"

namespace ochre::metadata {

namespace {

class ItemEncoder {
public:
  explicit ItemEncoder(Encoder &encoder) : encoder_(encoder), tcx_(encoder.tcx) {}

  void item(LocalDefId local);
  void lang_items();
  void linker_symbols();
  void impls();

private:
  template <class Write>
  void entry(Table table, Write write) {
    encoder_.entry(table, local_, [&](ByteWriter &out) {
      Writer writer(encoder_, out);
      write(writer);
    });
  }
  void generics();
  void predicates(Table table, const ty::GenericPredicates *predicates);
  void type() {
    entry(Table::TypeOf, [&](Writer &w) { w.ty(tcx_.type_of(id_).instantiate_identity()); });
  }
  void adt();
  void trait();
  void impl();
  void assoc_item();
  void bounds();
  void function();
  void static_item();
  void attributes();
  void type_param();
  void const_param();
  void opaque();
  void coroutine();
  void rpitit_values();
  void generic_item();
  void stability();
  void write_index(Section section, llvm::MapVector<uint64_t, std::vector<DefId>> &by_key,
                   llvm::function_ref<void(Writer &, const std::vector<DefId> &)> write);
  void shape(Writer &w, const ty::SimplifiedType &shape);

  Encoder &encoder_;
  TyCtxt &tcx_;
  LocalDefId local_;
  DefId id_;
};

void ItemEncoder::generics() {
  const ty::Generics *generics = tcx_.generics_of(id_);
  if (generics->own.empty() && !generics->parent.is_valid() && !generics->has_late_bound_regions)
    return;
  entry(Table::GenericsOf, [&](Writer &w) { transfer_generics(w, *generics); });
}

void ItemEncoder::predicates(Table table, const ty::GenericPredicates *predicates) {
  if (predicates->own.empty())
    return;
  entry(table, [&](Writer &w) { transfer_predicates(w, *predicates); });
}

void ItemEncoder::generic_item() {
  generics();
  predicates(Table::ExplicitPredicatesOf, tcx_.explicit_predicates_of(id_));
}

/// Where it is not that of the parent.
void ItemEncoder::stability() {
  ty::Stability own = tcx_.stability(id_);
  DefId parent = tcx_.parent(id_);
  ty::Stability around = parent.is_valid() ? tcx_.stability(parent) : ty::Stability();
  if (own.is_unstable != around.is_unstable || own.feature != around.feature ||
      own.reason != around.reason || own.issue != around.issue)
    entry(Table::Stability, [&](Writer &w) { transfer_stability(w, own); });
}

void ItemEncoder::adt() {
  generic_item();
  predicates(Table::InferredOutlivesOf, tcx_.inferred_outlives_of(id_));
  entry(Table::AdtDef, [&](Writer &w) { transfer_adt_def(w, *tcx_.adt_def(id_)); });
  const std::vector<ty::Variance> &variances = *tcx_.variances_of(id_);
  if (!variances.empty())
    entry(Table::VariancesOf,
          [&](Writer &w) { w.list(variances, [&](ty::Variance variance) { w.kind(variance); }); });
}

void ItemEncoder::trait() {
  generic_item();
  entry(Table::TraitDef, [&](Writer &w) { transfer_trait_def(w, *tcx_.trait_def(id_)); });
  predicates(Table::SuperPredicatesOf, tcx_.super_predicates_of(id_));
  bool dyn_compatible = tcx_.dyn_compatible(id_);
  entry(Table::DynCompatible, [&](Writer &w) { w.flag(dyn_compatible); });
  impl();
}

/// Of a trait too: its items.
void ItemEncoder::impl() {
  const std::vector<ty::AssocItem> &items = tcx_.associated_items(id_)->items;
  if (!items.empty())
    entry(Table::AssociatedItems, [&](Writer &w) {
      w.list(items, [&](const ty::AssocItem &item) { w.def(item.def_id); });
    });
  if (tcx_.def_kind(id_) != DefKind::Impl)
    return;
  generic_item();
  type();
  if (const ty::ImplHeader *header = tcx_.impl_header(id_))
    entry(Table::ImplHeader, [&](Writer &w) {
      w.def(header->trait_ref.skip_binder().def_id);
      w.args(header->trait_ref.skip_binder().args);
      w.kind(header->polarity);
      w.kind(header->safety);
      w.flag(header->is_default);
    });
}

void ItemEncoder::assoc_item() {
  ty::AssocItem item = tcx_.associated_item(id_);
  entry(Table::AssociatedItem, [&](Writer &w) { transfer_assoc_item(w, item); });
}

void ItemEncoder::bounds() {
  ty::Clauses all = tcx_.item_bounds(id_).skip_binder();
  if (!all.empty())
    entry(Table::ItemBounds, [&](Writer &w) { w.clauses(all); });
}

void ItemEncoder::attributes() {
  const ty::CodegenFnAttrs &attrs = *tcx_.codegen_fn_attrs(id_);
  if (attrs == ty::CodegenFnAttrs())
    return;
  entry(Table::CodegenFnAttrs, [&](Writer &w) { transfer_codegen_attrs(w, attrs); });
}

void ItemEncoder::function() {
  generic_item();
  attributes();
  entry(Table::FnSig, [&](Writer &w) {
    const ty::PolyFnSig &sig = tcx_.fn_sig(id_).skip_binder();
    w.bound_vars(sig.bound_vars());
    transfer_fn_sig(w, sig.skip_binder());
  });
  if (tcx_.is_const_fn(id_))
    entry(Table::IsConstFn, [](Writer &w) { w.flag(true); });
  Symbol intrinsic = tcx_.intrinsic_name(id_);
  if (intrinsic.is_valid())
    entry(Table::IntrinsicName, [&](Writer &w) { w.symbol(intrinsic); });
  const std::vector<Symbol> &names = *tcx_.fn_arg_names(id_);
  if (!names.empty())
    entry(Table::FnArgNames,
          [&](Writer &w) { w.list(names, [&](Symbol name) { w.symbol(name); }); });
}

void ItemEncoder::static_item() {
  type();
  attributes();
  ty::StaticDef def = tcx_.static_def(id_);
  if (!(def == ty::StaticDef()))
    entry(Table::StaticDef, [&](Writer &w) { transfer_static_def(w, def); });
}

void ItemEncoder::type_param() {
  const ty::Generics *generics = tcx_.generics_of(tcx_.parent(id_));
  for (const ty::GenericParamDef &param : generics->own)
    if (param.def_id == id_ && param.has_default)
      type();
}

void ItemEncoder::const_param() {
  type();
  const ty::Generics *generics = tcx_.generics_of(tcx_.parent(id_));
  for (const ty::GenericParamDef &param : generics->own)
    if (param.def_id == id_ && param.has_default)
      entry(Table::ConstParamDefault,
            [&](Writer &w) { w.ct(tcx_.const_param_default(id_).skip_binder()); });
}

void ItemEncoder::opaque() {
  generic_item();
  bounds();
  ty::Ty hidden = tcx_.hidden_type(id_).skip_binder();
  entry(Table::HiddenType, [&](Writer &w) { w.ty(hidden); });
  const std::vector<ty::Variance> &variances = *tcx_.variances_of(id_);
  entry(Table::VariancesOf,
        [&](Writer &w) { w.list(variances, [&](ty::Variance variance) { w.kind(variance); }); });
}

void ItemEncoder::rpitit_values() {
  if (tcx_.associated_item(id_).container != ty::AssocContainer::TraitImpl)
    return;
  const ty::RpititValues &values = *tcx_.rpitit_values(id_);
  if (!values.tys.empty())
    entry(Table::RpititValues, [&](Writer &w) {
      w.list(values.tys, [&](const std::pair<DefId, ty::Ty> &value) {
        w.def(value.first);
        w.ty(value.second);
      });
    });
}

void ItemEncoder::coroutine() {
  if (!tcx_.is_coroutine(id_))
    return;
  ty::Ty witness = tcx_.coroutine_witness(id_).skip_binder();
  entry(Table::CoroutineWitness, [&](Writer &w) { w.ty(witness); });
}

void ItemEncoder::item(LocalDefId local) {
  local_ = local;
  id_ = tcx_.defs.to_def_id(local);
  DefKind kind = tcx_.def_kind(id_);
  switch (kind) {
  case DefKind::Struct:
  case DefKind::Union:
  case DefKind::Enum: adt(); break;
  case DefKind::Trait: trait(); break;
  case DefKind::TraitAlias:
    generic_item();
    predicates(Table::SuperPredicatesOf, tcx_.super_predicates_of(id_));
    break;
  case DefKind::Impl: impl(); break;
  case DefKind::TyAlias:
    generic_item();
    type();
    break;
  case DefKind::AssocTy: {
    generic_item();
    assoc_item();
    ty::AssocItem item = tcx_.associated_item(id_);
    if (item.container == ty::AssocContainer::Trait)
      bounds();
    if (item.container != ty::AssocContainer::Trait || item.has_default)
      type();
    break;
  }
  case DefKind::AssocFn:
    assoc_item();
    function();
    rpitit_values();
    break;
  case DefKind::AssocConst:
    generic_item();
    assoc_item();
    type();
    break;
  case DefKind::Fn:
  case DefKind::StructCtorFn:
  case DefKind::VariantCtorFn: function(); break;
  case DefKind::Const:
    generic_item();
    type();
    break;
  case DefKind::Static: static_item(); break;
  case DefKind::Field:
  case DefKind::AnonConst: type(); break;
  case DefKind::TyParam: type_param(); break;
  case DefKind::ConstParam: const_param(); break;
  case DefKind::OpaqueTy: opaque(); break;
  case DefKind::Closure:
    generics();
    attributes();
    coroutine();
    if (tcx_.is_const_fn(id_))
      entry(Table::IsConstFn, [](Writer &w) { w.flag(true); });
    break;
  case DefKind::Mod:
  case DefKind::Variant:
  case DefKind::ForeignTy:
  case DefKind::StructCtorConst:
  case DefKind::VariantCtorConst:
  case DefKind::MacroBang:
  case DefKind::MacroAttr:
  case DefKind::MacroDerive:
  case DefKind::ExternCrate:
  case DefKind::Use:
  case DefKind::ForeignMod:
  case DefKind::InlineConst:
  case DefKind::LifetimeParam:
  case DefKind::GlobalAsm: break;
  }
  stability();
  if (const hir::Attr *attr = hir::find_attr(*tcx_.krate, local_, tcx_.sess.intern("must_use")))
    entry(Table::MustUse, [&](Writer &w) {
      w.symbol(attr->value.text.is_valid() ? attr->value.text : sym::empty);
    });
  if (std::optional<Symbol> note = hir::deprecation(*tcx_.krate, local_, tcx_.sess))
    entry(Table::Deprecation, [&](Writer &w) { w.symbol(*note); });
  const hir::Attr *known =
      hir::find_attr(*tcx_.krate, local_, tcx_.sess.intern("rustc_diagnostic_item"));
  if (known && known->value.text.is_valid())
    entry(Table::DiagnosticItem, [&](Writer &w) { w.symbol(known->value.text); });
}

void ItemEncoder::lang_items() {
  ByteWriter &out = encoder_.section(Section::LangItems);
  std::vector<std::pair<LangItem, DefId>> local;
  for (unsigned i = 0; i < kLangItemCount; ++i)
    if (DefId id = tcx_.lang_items[i]; id.is_valid() && tcx_.is_local(id))
      local.push_back({static_cast<LangItem>(i), id});
  Writer writer(encoder_, out);
  writer.list(local, [&](const std::pair<LangItem, DefId> &item) {
    writer.symbol(tcx_.sess.intern(to_string(item.first)));
    writer.def(item.second);
  });
}

void ItemEncoder::linker_symbols() {
  std::vector<std::pair<Symbol, DefId>> named;
  for (LocalDefId local : tcx_.krate->items) {
    DefId id = tcx_.defs.to_def_id(local);
    DefKind kind = tcx_.def_kind(id);
    bool is_symbol = kind == DefKind::Fn || kind == DefKind::AssocFn || kind == DefKind::Static;
    if (!is_symbol || !hir::body_of(*tcx_.krate, local).is_valid())
      continue;
    if (Symbol name = ty::linker_symbol(tcx_, id); name.is_valid())
      named.push_back({name, id});
  }
  Writer writer(encoder_, encoder_.section(Section::LinkerSymbols));
  writer.list(named, [&](const std::pair<Symbol, DefId> &item) {
    writer.symbol(item.first);
    writer.def(item.second);
  });
}

void ItemEncoder::shape(Writer &w, const ty::SimplifiedType &shape) {
  w.kind(shape.kind);
  w.kind(shape.sub);
  w.flag(is_def_shape(shape));
  if (is_def_shape(shape))
    w.def(DefId(shape.key));
  else
    w.num(shape.key);
}

void ItemEncoder::write_index(
    Section section, llvm::MapVector<uint64_t, std::vector<DefId>> &by_key,
    llvm::function_ref<void(Writer &, const std::vector<DefId> &)> write) {
  auto rows = by_key.takeVector();
  llvm::sort(rows, [](const auto &x, const auto &y) { return x.first < y.first; });
  ByteWriter lists;
  ByteWriter &out = encoder_.section(section);
  out.u32(static_cast<uint32_t>(rows.size()));
  for (const auto &[key, impls] : rows) {
    out.u64(key);
    out.u32(lists.size());
    Writer writer(encoder_, lists);
    write(writer, impls);
  }
  out.raw(lists.str());
}

void ItemEncoder::impls() {
  // In the order of the source: what the query gives is in the order of hashing.
  llvm::MapVector<uint64_t, std::vector<DefId>> traits, inherent;
  for (uint32_t i = 0; i < tcx_.defs.local_count(); ++i) {
    DefId id = tcx_.defs.to_def_id(LocalDefId(i));
    if (tcx_.def_kind(id) != DefKind::Impl)
      continue;
    ty::Ty self_ty = tcx_.type_of(id).instantiate_identity();
    if (const ty::ImplHeader *header = tcx_.impl_header(id))
      traits[path_key(tcx_, header->trait_ref.skip_binder().def_id)].push_back(id);
    else if (auto key = ty::simplify_type(self_ty, ty::TreatParams::AsInfer))
      inherent[shape_key(tcx_, *key)].push_back(id);
  }
  auto self_shape = [&](DefId impl) {
    return ty::simplify_type(tcx_.type_of(impl).instantiate_identity(), ty::TreatParams::AsInfer);
  };
  write_index(Section::TraitImpls, traits, [&](Writer &w, const std::vector<DefId> &impls) {
    w.list(impls, [&](DefId impl) {
      w.def(impl);
      w.optional(self_shape(impl), [&](const ty::SimplifiedType &key) { shape(w, key); });
    });
  });
  write_index(Section::InherentImpls, inherent, [&](Writer &w, const std::vector<DefId> &impls) {
    shape(w, *self_shape(impls.front()));
    w.list(impls, [&](DefId impl) { w.def(impl); });
  });
}

} // namespace

void encode_items(Encoder &encoder) {
  ItemEncoder items(encoder);
  for (uint32_t i = 0; i < encoder.tcx.defs.local_count(); ++i)
    items.item(LocalDefId(i));
  items.lang_items();
  items.linker_symbols();
  items.impls();
}

} // namespace ochre::metadata
