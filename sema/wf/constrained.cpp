// A parameter is determined by where it stands: `Vec<T>` determines T, `<T as Tr>::A` does not, as
// other types may have the same A. `where T: Iterator<Item = U>` determines U if T is determined.
// Source: RFC 447; Reference, "Generic implementations".
#include "sema/wf/constrained.h"

#include "sema/traits/elaborate.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

namespace ochre::wf {

namespace {

struct Params {
  Occurrences which;
  llvm::SmallBitVector &out;
  uint32_t depth = 0;

  void set(uint32_t index) {
    if (index < out.size())
      out.set(index);
  }
  bool visit_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasParam))
      return false;
    if (ty.is_param())
      set(ty.param_index());
    if (ty.is_alias() && which == Occurrences::Constraining)
      return false;
    return ty::super_visit(*this, ty);
  }
  bool visit_region(ty::Region region) {
    if (region.kind() == ty::RegionKind::EarlyParam)
      set(region.param_index());
    return false;
  }
  bool visit_const(ty::Const ct) {
    if (ct.is(ty::ConstKind::Param))
      set(ct.param_index());
    if (ct.is(ty::ConstKind::Unevaluated) && which == Occurrences::Constraining)
      return false;
    return ty::super_visit(*this, ct);
  }
};

const char *kind_name(ty::GenericParamKind kind) {
  switch (kind) {
  case ty::GenericParamKind::Lifetime: return "lifetime";
  case ty::GenericParamKind::Type: return "type";
  case ty::GenericParamKind::Const: return "const";
  }
  return "";
}

/// Parameters that the values of the impl's associated types mention.
llvm::SmallBitVector params_of_assoc_types(TyCtxt &tcx, DefId impl, uint32_t count) {
  llvm::SmallBitVector out(count);
  for (const ty::AssocItem &item : tcx.associated_items(impl)->items)
    if (item.kind == ty::AssocKind::Type)
      add_params(tcx, tcx.type_of(item.def_id).instantiate_identity(), Occurrences::All, out);
  return out;
}

} // namespace

void add_params(TyCtxt &, ty::GenericArg arg, Occurrences which, llvm::SmallBitVector &out) {
  Params params{which, out};
  ty::visit(params, arg);
}

void add_constrained_by(TyCtxt &tcx, DefId item, const ty::TraitRef *skip,
                        llvm::SmallBitVector &out) {
  llvm::SmallVector<Predicate, 8> projections;
  for (Predicate clause : traits::all_predicates_of(tcx, item))
    if (clause.is(PredicateKind::Projection))
      projections.push_back(clause);
  for (bool changed = true; changed;) {
    changed = false;
    for (Predicate clause : projections) {
      if (skip && tcx.parent(clause.alias().def_id) == skip->def_id &&
          clause.alias().args == skip->args)
        continue;
      llvm::SmallBitVector inputs(out.size()), outputs(out.size());
      for (ty::GenericArg arg : clause.alias().args)
        add_params(tcx, arg, Occurrences::All, inputs);
      if (inputs.test(out)) // an input that is not determined
        continue;
      add_params(tcx, clause.term(), Occurrences::Constraining, outputs);
      changed |= outputs.test(out);
      out |= outputs;
    }
  }
}

void check_impl_params(TyCtxt &tcx, DefId impl) {
  const ty::Generics &generics = *tcx.generics_of(impl);
  if (generics.own.empty())
    return;
  Ty self_ty = tcx.type_of(impl).instantiate_identity();
  const ty::ImplHeader *header = tcx.impl_header(impl);
  llvm::SmallBitVector known(generics.count());
  bool has_error = self_ty.references_error();
  if (header) {
    for (ty::GenericArg arg : header->trait_ref.instantiate_identity().args) {
      add_params(tcx, arg, Occurrences::Constraining, known);
      has_error |= arg.has_flags(ty::kHasError);
    }
  } else {
    add_params(tcx, self_ty, Occurrences::Constraining, known);
  }
  if (has_error)
    return;
  add_constrained_by(tcx, impl, header ? &header->trait_ref.instantiate_identity() : nullptr,
                     known);
  llvm::SmallBitVector in_assoc_tys;
  for (const ty::GenericParamDef &param : generics.own) {
    if (known.test(param.index))
      continue;
    if (param.kind == ty::GenericParamKind::Lifetime) {
      if (in_assoc_tys.empty())
        in_assoc_tys = params_of_assoc_types(tcx, impl, generics.count());
      if (!in_assoc_tys.test(param.index))
        continue;
    }
    error(tcx.sess, tcx.def_span(param.def_id), diag::UnconstrainedParam, kind_name(param.kind),
          param.name)
        .primary_label(std::string("unconstrained ") + kind_name(param.kind) + " parameter")
        .emit();
  }
}

void check_alias_params(TyCtxt &tcx, DefId alias) {
  const ty::Generics &generics = *tcx.generics_of(alias);
  Ty ty = tcx.type_of(alias).instantiate_identity();
  if (generics.own.empty() || ty.references_error())
    return;
  llvm::SmallBitVector used(generics.count());
  add_params(tcx, ty, Occurrences::All, used);
  for (const ty::GenericParamDef &param : generics.own)
    if (param.kind == ty::GenericParamKind::Type && !used.test(param.index))
      error(tcx.sess, tcx.def_span(param.def_id), diag::UnusedAliasParam, param.name)
          .primary_label("unused type parameter")
          .emit();
}

void check_adt_params(TyCtxt &tcx, DefId adt) {
  const ty::Generics &generics = *tcx.generics_of(adt);
  if (generics.own.empty() || tcx.is_lang_item(adt, LangItem::PhantomData))
    return;
  const std::vector<ty::Variance> &variances = *tcx.variances_of(adt);
  llvm::SmallBitVector known(generics.count());
  for (uint32_t i = 0; i < variances.size(); ++i)
    if (variances[i] != ty::Variance::Bivariant)
      known.set(i);
  if (known.all())
    return;
  llvm::SmallBitVector mentioned(generics.count());
  for (const ty::VariantDef &variant : tcx.adt_def(adt)->variants)
    for (const ty::FieldDef &field : variant.fields) {
      Ty ty = tcx.type_of(field.def_id).instantiate_identity();
      if (ty.references_error())
        return;
      add_params(tcx, ty, Occurrences::All, mentioned);
    }
  add_constrained_by(tcx, adt, nullptr, known);
  for (const ty::GenericParamDef &param : generics.own) {
    if (known.test(param.index))
      continue;
    Span span = tcx.def_span(param.def_id);
    std::string name = tcx.str(param.name).str();
    if (mentioned.test(param.index)) {
      error(tcx.sess, span, diag::RecursiveParam, kind_name(param.kind), param.name)
          .primary_label("`" + name + "` must be used non-recursively in the definition")
          .emit();
      continue;
    }
    auto diag = error(tcx.sess, span, diag::UnusedParam, kind_name(param.kind), param.name);
    diag.primary_label(std::string("unused ") + kind_name(param.kind) + " parameter");
    diag.help("consider removing `" + name +
              "`, referring to it in a field, or using a marker such as `PhantomData`");
    diag.emit();
  }
}

} // namespace ochre::wf
