// From the tables of a crate file to the results of queries. A fact without an entry is the one
// that follows from others, or the empty one (encode/items.cpp).
#include "metadata/decode/items.h"

#include "metadata/decode/provide.h"
#include "metadata/decode/reader.h"
#include "metadata/format/impl_index.h"
#include "metadata/format/item_layout.h"
#include "sema/ty/fold.h"

namespace ochre::metadata {

namespace {

/// Calls `read` with the entry; false if there is none.
template <class Read>
bool with_entry(TyCtxt &tcx, Table table, DefId id, Read read) {
  CrateFile &file = tcx.crates->file_of(id);
  std::optional<ByteReader> in = file.entry(table, file.def_index(id));
  if (!in)
    return false;
  Reader reader(tcx, file, *in);
  read(reader);
  return true;
}

/// The ADT that a variant, constructor or field belongs to.
DefId adt_around(TyCtxt &tcx, DefId part) {
  DefId parent = tcx.parent(part);
  return tcx.def_kind(parent) == DefKind::Variant ? tcx.parent(parent) : parent;
}

// --- Generics and predicates

const ty::Generics *generics_of(TyCtxt &tcx, DefId id) {
  ty::Generics out;
  bool found =
      with_entry(tcx, Table::GenericsOf, id, [&](Reader &r) { transfer_generics(r, out); });
  for (const ty::GenericParamDef &param : out.own)
    if (param.def_id.is_valid())
      out.index_of[param.def_id] = param.index;
  if (found)
    return tcx.own<ty::Generics>(std::move(out));
  // Parts of an ADT and of a body have the parameters of the whole.
  DefKind kind = tcx.def_kind(id);
  DefId whole;
  if (kind == DefKind::Variant || kind == DefKind::Field || is_ctor(kind))
    whole = adt_around(tcx, id);
  else if (kind == DefKind::InlineConst)
    whole = tcx.typeck_root(id);
  if (whole.is_valid()) {
    const ty::Generics *generics = tcx.generics_of(whole);
    out.parent = whole;
    out.parent_count = generics->count();
    out.has_self = generics->has_self;
  }
  return tcx.own<ty::Generics>(std::move(out));
}

const ty::GenericPredicates *predicates(TyCtxt &tcx, Table table, DefId id, DefId parent) {
  ty::GenericPredicates out;
  out.parent = parent;
  with_entry(tcx, table, id, [&](Reader &r) { transfer_predicates(r, out); });
  return tcx.own<ty::GenericPredicates>(std::move(out));
}
const ty::GenericPredicates *explicit_predicates_of(TyCtxt &tcx, DefId id) {
  return predicates(tcx, Table::ExplicitPredicatesOf, id, tcx.generics_of(id)->parent);
}
const ty::GenericPredicates *super_predicates_of(TyCtxt &tcx, DefId id) {
  return predicates(tcx, Table::SuperPredicatesOf, id, DefId());
}
const ty::GenericPredicates *inferred_outlives_of(TyCtxt &tcx, DefId id) {
  return predicates(tcx, Table::InferredOutlivesOf, id, DefId());
}

ty::EarlyBinder<ty::Clauses> item_bounds(TyCtxt &tcx, DefId id) {
  ty::Clauses out;
  with_entry(tcx, Table::ItemBounds, id, [&](Reader &r) { r.clauses(out); });
  return ty::EarlyBinder<ty::Clauses>(out);
}

// --- Types and signatures

ty::Ty adt_ty(TyCtxt &tcx, DefId adt) { return tcx.mk_adt(adt, ty::identity_args(tcx, adt)); }

ty::EarlyBinder<ty::Ty> type_of(TyCtxt &tcx, DefId id) {
  ty::Ty out = tcx.common.error;
  if (with_entry(tcx, Table::TypeOf, id, [&](Reader &r) { r.ty(out); }))
    return ty::EarlyBinder<ty::Ty>(out);
  DefKind kind = tcx.def_kind(id);
  if (kind == DefKind::Struct || kind == DefKind::Union || kind == DefKind::Enum)
    out = adt_ty(tcx, id);
  else if (kind == DefKind::Variant || kind == DefKind::StructCtorConst ||
           kind == DefKind::VariantCtorConst)
    out = adt_ty(tcx, adt_around(tcx, id));
  else if (is_fn_like(kind) && kind != DefKind::Closure)
    out = tcx.mk_fn_def(id, ty::identity_args(tcx, id));
  else if (kind == DefKind::ForeignTy)
    out = tcx.mk_foreign(id);
  else if (kind == DefKind::OpaqueTy)
    return tcx.hidden_type(id);
  return ty::EarlyBinder<ty::Ty>(out);
}

ty::EarlyBinder<ty::Ty> hidden_type(TyCtxt &tcx, DefId id) {
  ty::Ty out = tcx.common.error;
  with_entry(tcx, Table::HiddenType, id, [&](Reader &r) { r.ty(out); });
  return ty::EarlyBinder<ty::Ty>(out);
}

const ty::RpititValues *rpitit_values(TyCtxt &tcx, DefId id) {
  ty::RpititValues out;
  with_entry(tcx, Table::RpititValues, id, [&](Reader &r) {
    for (uint32_t count = r.size(); count > 0 && !r.in.failed(); --count) {
      DefId opaque = r.def();
      out.tys[opaque] = r.ty();
    }
  });
  return tcx.own<ty::RpititValues>(std::move(out));
}

ty::EarlyBinder<ty::Ty> coroutine_witness(TyCtxt &tcx, DefId id) {
  ty::Ty out = tcx.common.error;
  with_entry(tcx, Table::CoroutineWitness, id, [&](Reader &r) { r.ty(out); });
  return ty::EarlyBinder<ty::Ty>(out);
}

const ty::CoroutineLayout *coroutine_layout(TyCtxt &tcx, DefId id) {
  ty::CoroutineLayout out;
  bool found = with_entry(tcx, Table::CoroutineLayout, id,
                          [&](Reader &r) { transfer_coroutine_layout(r, out); });
  size_t count = out.field_tys.size();
  bool well_formed = out.conflicts.size() == count * count &&
                     out.variant_fields.size() >= ty::CoroutineLayout::kReservedStates;
  for (const std::vector<uint32_t> &fields : out.variant_fields)
    for (uint32_t field : fields)
      well_formed &= field < count;
  return found && well_formed ? tcx.own<ty::CoroutineLayout>(std::move(out)) : nullptr;
}

ty::EarlyBinder<ty::Const> const_param_default(TyCtxt &tcx, DefId id) {
  ty::Const out = tcx.common.error_const;
  with_entry(tcx, Table::ConstParamDefault, id, [&](Reader &r) { r.ct(out); });
  return ty::EarlyBinder<ty::Const>(out);
}

ty::EarlyBinder<ty::PolyFnSig> fn_sig(TyCtxt &tcx, DefId id) {
  ty::FnSig sig;
  ty::BoundVars vars;
  with_entry(tcx, Table::FnSig, id, [&](Reader &r) {
    r.bound_vars(vars);
    transfer_fn_sig(r, sig);
  });
  if (sig.inputs_and_output.empty())
    sig.inputs_and_output = tcx.mk_ty_list({tcx.common.error});
  return ty::EarlyBinder<ty::PolyFnSig>(ty::PolyFnSig(sig, vars));
}

// --- Items

const ty::AdtDef *adt_def(TyCtxt &tcx, DefId id) {
  ty::AdtDef out;
  with_entry(tcx, Table::AdtDef, id, [&](Reader &r) { transfer_adt_def(r, out); });
  out.def_id = id;
  if (!out.is_enum() && out.variants.empty())
    out.variants.push({}); // malformed
  return tcx.own<ty::AdtDef>(std::move(out));
}

const ty::TraitDef *trait_def(TyCtxt &tcx, DefId id) {
  ty::TraitDef out;
  with_entry(tcx, Table::TraitDef, id, [&](Reader &r) { transfer_trait_def(r, out); });
  out.def_id = id;
  return tcx.own<ty::TraitDef>(out);
}

const ty::ImplHeader *impl_header(TyCtxt &tcx, DefId id) {
  ty::ImplHeader out;
  bool found = with_entry(tcx, Table::ImplHeader, id, [&](Reader &r) {
    DefId trait = r.def();
    out.trait_ref = ty::EarlyBinder<ty::TraitRef>(ty::TraitRef{trait, r.args()});
    r.kind(out.polarity);
    r.kind(out.safety);
    r.flag(out.is_default);
  });
  return found ? tcx.own<ty::ImplHeader>(out) : nullptr;
}

ty::AssocItem associated_item(TyCtxt &tcx, DefId id) {
  ty::AssocItem out;
  if (!with_entry(tcx, Table::AssociatedItem, id, [&](Reader &r) { transfer_assoc_item(r, out); }))
    return out;
  DefData def = tcx.defs.def(id);
  out.def_id = id;
  out.name = def.name;
  out.container_id = def.parent;
  return out;
}

const ty::AssocItems *associated_items(TyCtxt &tcx, DefId id) {
  ty::AssocItems out;
  std::vector<DefId> ids;
  with_entry(tcx, Table::AssociatedItems, id,
             [&](Reader &r) { r.list(ids, [&](DefId &item) { r.def(item); }); });
  for (DefId item : ids) {
    ty::AssocItem assoc = tcx.associated_item(item);
    out.by_name[assoc.name].push_back(static_cast<uint32_t>(out.items.size()));
    out.items.push_back(assoc);
  }
  return tcx.own<ty::AssocItems>(std::move(out));
}

const std::vector<ty::Variance> *variances_of(TyCtxt &tcx, DefId id) {
  std::vector<ty::Variance> out;
  with_entry(tcx, Table::VariancesOf, id,
             [&](Reader &r) { r.list(out, [&](ty::Variance &variance) { r.kind(variance); }); });
  return tcx.own<std::vector<ty::Variance>>(std::move(out));
}

// --- Attributes and the like

Visibility visibility(TyCtxt &tcx, DefId id) { return tcx.crates->visibility(id); }

const ty::CodegenFnAttrs *codegen_fn_attrs(TyCtxt &tcx, DefId id) {
  ty::CodegenFnAttrs out;
  with_entry(tcx, Table::CodegenFnAttrs, id, [&](Reader &r) { transfer_codegen_attrs(r, out); });
  return tcx.own<ty::CodegenFnAttrs>(std::move(out));
}

ty::Stability stability(TyCtxt &tcx, DefId id) {
  ty::Stability out;
  if (with_entry(tcx, Table::Stability, id, [&](Reader &r) { transfer_stability(r, out); }))
    return out;
  DefId parent = tcx.parent(id);
  return parent.is_valid() ? tcx.stability(parent) : out;
}

bool is_const_fn(TyCtxt &tcx, DefId id) {
  if (is_ctor(tcx.def_kind(id)))
    return true;
  return with_entry(tcx, Table::IsConstFn, id, [](Reader &) {});
}

Symbol intrinsic_name(TyCtxt &tcx, DefId id) {
  Symbol out;
  with_entry(tcx, Table::IntrinsicName, id, [&](Reader &r) { r.symbol(out); });
  return out;
}

const std::vector<Symbol> *fn_arg_names(TyCtxt &tcx, DefId id) {
  std::vector<Symbol> out;
  with_entry(tcx, Table::FnArgNames, id,
             [&](Reader &r) { r.list(out, [&](Symbol &name) { r.symbol(name); }); });
  return tcx.own<std::vector<Symbol>>(std::move(out));
}

bool dyn_compatible(TyCtxt &tcx, DefId id) {
  bool out = false;
  with_entry(tcx, Table::DynCompatible, id, [&](Reader &r) { r.flag(out); });
  return out;
}

ty::StaticDef static_def(TyCtxt &tcx, DefId id) {
  ty::StaticDef out;
  with_entry(tcx, Table::StaticDef, id, [&](Reader &r) { transfer_static_def(r, out); });
  return out;
}

// --- Impls of all crates

ty::SimplifiedType read_shape(Reader &r) {
  ty::SimplifiedType out;
  r.kind(out.kind);
  r.kind(out.sub);
  if (r.in.flag())
    out.key = r.def().raw;
  else
    r.num(out.key);
  return out;
}

/// The list of the row with this key, if the section has one.
std::optional<ByteReader> find_impls(llvm::StringRef section, uint64_t key) {
  ByteReader head(section);
  uint64_t count = head.u32();
  if (count > section.size() / kImplRowSize)
    return std::nullopt;
  uint64_t lists = 4 + count * kImplRowSize;
  for (uint64_t lo = 0, hi = count; lo < hi;) {
    uint64_t mid = (lo + hi) / 2;
    ByteReader row(section, 4 + mid * kImplRowSize);
    uint64_t at = row.u64();
    if (at == key)
      return ByteReader(section, lists + row.u32());
    (at < key ? lo : hi) = at < key ? mid + 1 : mid;
  }
  return std::nullopt;
}

const ty::TraitImpls *impls_of_trait(TyCtxt &tcx, DefId trait) {
  ty::TraitImpls out;
  uint64_t key = path_key(tcx, trait);
  for (uint32_t i = 1; i <= tcx.crates->crate_count(); ++i) {
    CrateFile &file = tcx.crates->file(CrateNum(i));
    std::optional<ByteReader> in = find_impls(file.section(Section::TraitImpls), key);
    if (!in)
      continue;
    Reader r(tcx, file, *in);
    for (uint32_t count = r.size(); count > 0 && !r.in.failed(); --count) {
      DefId impl = r.def();
      if (r.in.flag())
        out.by_self_ty[read_shape(r)].push_back(impl);
      else
        out.blanket.push_back(impl);
    }
  }
  return tcx.own<ty::TraitImpls>(std::move(out));
}

const std::vector<DefId> *inherent_impls(TyCtxt &tcx, ty::SimplifiedType shape) {
  std::vector<DefId> out;
  uint64_t key = shape_key(tcx, shape);
  for (uint32_t i = 1; i <= tcx.crates->crate_count(); ++i) {
    CrateFile &file = tcx.crates->file(CrateNum(i));
    std::optional<ByteReader> in = find_impls(file.section(Section::InherentImpls), key);
    if (!in)
      continue;
    Reader r(tcx, file, *in);
    if (read_shape(r) == shape)
      for (uint32_t count = r.size(); count > 0 && !r.in.failed(); --count)
        out.push_back(r.def());
  }
  return tcx.own<std::vector<DefId>>(std::move(out));
}

} // namespace

void provide_items(ty::Providers &providers) {
  providers.generics_of = generics_of;
  providers.explicit_predicates_of = explicit_predicates_of;
  providers.super_predicates_of = super_predicates_of;
  providers.inferred_outlives_of = inferred_outlives_of;
  providers.item_bounds = item_bounds;
  providers.type_of = type_of;
  providers.hidden_type = hidden_type;
  providers.rpitit_values = rpitit_values;
  providers.coroutine_witness = coroutine_witness;
  providers.coroutine_layout = coroutine_layout;
  providers.const_param_default = const_param_default;
  providers.fn_sig = fn_sig;
  providers.adt_def = adt_def;
  providers.trait_def = trait_def;
  providers.impl_header = impl_header;
  providers.associated_item = associated_item;
  providers.associated_items = associated_items;
  providers.variances_of = variances_of;
  providers.visibility = visibility;
  providers.codegen_fn_attrs = codegen_fn_attrs;
  providers.stability = stability;
  providers.is_const_fn = is_const_fn;
  providers.intrinsic_name = intrinsic_name;
  providers.fn_arg_names = fn_arg_names;
  providers.dyn_compatible = dyn_compatible;
  providers.static_def = static_def;
  providers.impls_of_trait = impls_of_trait;
  providers.inherent_impls = inherent_impls;
}

namespace {
std::optional<Symbol> text_of(TyCtxt &tcx, Table table, DefId id) {
  Symbol text;
  if (!with_entry(tcx, table, id, [&](Reader &r) { r.symbol(text); }))
    return std::nullopt;
  return text;
}
} // namespace

std::optional<Symbol> must_use(TyCtxt &tcx, DefId id) { return text_of(tcx, Table::MustUse, id); }

std::optional<Symbol> deprecation(TyCtxt &tcx, DefId id) {
  return text_of(tcx, Table::Deprecation, id);
}

Symbol diagnostic_item(TyCtxt &tcx, DefId id) {
  return text_of(tcx, Table::DiagnosticItem, id).value_or(sym::empty);
}

} // namespace ochre::metadata
