// A hand-built crate for tests of the solver: definitions whose queries answer
// from tables.
#pragma once

#include "sema/traits/fulfill.h"
#include "sema/traits/provide.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

#include <gtest/gtest.h>

#include <map>

namespace ochre::traits {

struct FakeWorld {
  Session sess{Options()};
  Definitions defs{sess.interner};
  std::unique_ptr<TyCtxt> tcx_owner;
  TyCtxt *tcx = nullptr;

  std::map<uint32_t, ty::Generics> generics;
  std::map<uint32_t, ty::GenericPredicates> predicates, supers;
  std::map<uint32_t, ty::TraitDef> traits;
  std::map<uint32_t, ty::TraitImpls> impls;
  std::map<uint32_t, ty::ImplHeader> headers;
  std::map<uint32_t, ty::ImplItemMap> impl_items;
  std::map<uint32_t, ty::AdtDef> adts;
  std::map<uint32_t, Ty> types;
  std::map<uint32_t, ty::Clauses> bounds;
  std::map<uint32_t, ty::PolyFnSig> sigs;
  std::map<uint32_t, std::vector<ty::Variance>> variances;
  std::map<uint32_t, ty::AssocItems> assoc_items;

  static FakeWorld *&current() {
    static FakeWorld *world = nullptr;
    return world;
  }

  FakeWorld() {
    current() = this;
    defs.start_local_crate(sess.intern("test"), 7, Span());
    tcx_owner = std::make_unique<TyCtxt>(sess, defs);
    tcx = tcx_owner.get();
    auto &p = tcx->local_providers;
    provide(p);
    p.generics_of = [](TyCtxt &, DefId id) -> const ty::Generics * {
      return &current()->generics[id.raw];
    };
    p.predicates_of = [](TyCtxt &, DefId id) -> const ty::GenericPredicates * {
      return &current()->predicates[id.raw];
    };
    p.super_predicates_of = [](TyCtxt &, DefId id) -> const ty::GenericPredicates * {
      return &current()->supers[id.raw];
    };
    p.trait_def = [](TyCtxt &, DefId id) -> const ty::TraitDef * {
      return &current()->traits[id.raw];
    };
    p.impls_of_trait = [](TyCtxt &, DefId id) -> const ty::TraitImpls * {
      return &current()->impls[id.raw];
    };
    p.impl_header = [](TyCtxt &, DefId id) -> const ty::ImplHeader * {
      return &current()->headers[id.raw];
    };
    p.impl_item_map = [](TyCtxt &, DefId id) -> const ty::ImplItemMap * {
      return &current()->impl_items[id.raw];
    };
    p.adt_def = [](TyCtxt &, DefId id) -> const ty::AdtDef * { return &current()->adts[id.raw]; };
    p.type_of = [](TyCtxt &, DefId id) { return ty::EarlyBinder<Ty>(current()->types[id.raw]); };
    p.item_bounds = [](TyCtxt &, DefId id) {
      return ty::EarlyBinder<ty::Clauses>(current()->bounds[id.raw]);
    };
    p.fn_sig = [](TyCtxt &, DefId id) {
      return ty::EarlyBinder<ty::PolyFnSig>(current()->sigs[id.raw]);
    };
    p.variances_of = [](TyCtxt &, DefId id) -> const std::vector<ty::Variance> * {
      return &current()->variances[id.raw];
    };
    p.associated_items = [](TyCtxt &, DefId id) -> const ty::AssocItems * {
      return &current()->assoc_items[id.raw];
    };
    p.associated_item = [](TyCtxt &tcx, DefId id) {
      for (const ty::AssocItem &item : current()->assoc_items[tcx.parent(id).raw].items)
        if (item.def_id == id)
          return item;
      return ty::AssocItem();
    };
    p.explicit_predicates_of = p.predicates_of;
    p.intrinsic_name = [](TyCtxt &, DefId) { return Symbol(); };
    p.dyn_compatible = [](TyCtxt &, DefId) { return true; };
    p.codegen_fn_attrs = [](TyCtxt &tcx, DefId) -> const ty::CodegenFnAttrs * {
      return tcx.own<ty::CodegenFnAttrs>();
    };
  }

  DefId def(DefKind kind, llvm::StringRef name, DefId parent = DefId()) {
    LocalDefId at = parent.is_valid() ? defs.expect_local(parent) : kCrateRoot;
    return defs.to_def_id(defs.create(at, kind, sess.intern(name), Span()));
  }
  Symbol sym(llvm::StringRef text) { return sess.intern(text); }
  Ty param(uint32_t index) { return tcx->mk_param(index, sym("T" + std::to_string(index))); }

  /// Own parameters: `'a` for "'…", types else.
  void set_generics(DefId item, llvm::ArrayRef<llvm::StringRef> names, DefId parent = DefId()) {
    ty::Generics &g = generics[item.raw];
    g.parent = parent;
    g.parent_count = parent.is_valid() ? generics[parent.raw].count() : 0;
    for (llvm::StringRef name : names) {
      ty::GenericParamDef param;
      param.name = sym(name);
      param.index = g.count();
      param.kind =
          name.starts_with("'") ? ty::GenericParamKind::Lifetime : ty::GenericParamKind::Type;
      g.own.push_back(param);
    }
    predicates[item.raw].parent = parent;
  }
  GenericArgs args(llvm::ArrayRef<GenericArg> list) { return tcx->mk_args(list); }

  DefId trait(llvm::StringRef name, unsigned params = 0, bool is_auto = false) {
    DefId id = def(DefKind::Trait, name);
    llvm::SmallVector<llvm::StringRef, 4> names{"Self"};
    for (unsigned i = 1; i <= params; ++i)
      names.push_back("P");
    set_generics(id, names);
    traits[id.raw].def_id = id;
    traits[id.raw].is_auto = is_auto;
    return id;
  }
  DefId lang_trait(LangItem item, llvm::StringRef name, unsigned params = 0) {
    DefId id = trait(name, params);
    tcx->lang_items[static_cast<unsigned>(item)] = id;
    return id;
  }
  DefId assoc_ty(DefId trait, llvm::StringRef name) {
    DefId id = def(DefKind::AssocTy, name, trait);
    set_generics(id, {}, trait);
    bounds[id.raw] = ty::Clauses();
    return id;
  }
  DefId adt(llvm::StringRef name, unsigned params, llvm::ArrayRef<Ty> fields) {
    DefId id = def(DefKind::Struct, name);
    llvm::SmallVector<llvm::StringRef, 4> names(params, "T");
    set_generics(id, names);
    variances[id.raw].assign(params, ty::Variance::Covariant);
    ty::AdtDef &adt = adts[id.raw];
    adt.def_id = id;
    ty::VariantDef variant;
    variant.def_id = id;
    for (Ty ty : fields) {
      ty::FieldDef field;
      field.def_id = def(DefKind::Field, "f", id);
      types[field.def_id.raw] = ty;
      variant.fields.push(field);
    }
    adt.variants.push(variant);
    return id;
  }
  Ty ty(DefId adt, llvm::ArrayRef<GenericArg> list = {}) { return tcx->mk_adt(adt, args(list)); }

  Predicate holds(DefId trait, llvm::ArrayRef<GenericArg> list) {
    return tcx->mk_trait_predicate(ty::PolyTraitRef::dummy({trait, args(list)}));
  }
  Predicate equals(DefId assoc, llvm::ArrayRef<GenericArg> list, Ty term) {
    return tcx->mk_projection_predicate({assoc, args(list)}, term);
  }
  Ty projection(DefId assoc, llvm::ArrayRef<GenericArg> list) {
    return tcx->mk_projection(assoc, args(list));
  }
  DefId impl(llvm::ArrayRef<llvm::StringRef> params, DefId trait, llvm::ArrayRef<GenericArg> list,
             llvm::ArrayRef<Predicate> where = {},
             ty::ImplPolarity polarity = ty::ImplPolarity::Positive) {
    DefId id = def(DefKind::Impl, "");
    set_generics(id, params);
    for (Predicate clause : where)
      predicates[id.raw].own.push_back({clause, Span()});
    ty::ImplHeader &header = headers[id.raw];
    header.trait_ref = ty::EarlyBinder<ty::TraitRef>({trait, args(list)});
    header.polarity = polarity;
    auto key = simplify_type(list[0].ty(), ty::TreatParams::AsInfer);
    if (key)
      impls[trait.raw].by_self_ty[*key].push_back(id);
    else
      impls[trait.raw].blanket.push_back(id);
    return id;
  }
  void bind(DefId impl, DefId assoc, Ty value) {
    DefId item = def(DefKind::AssocTy, "A", impl);
    set_generics(item, {}, impl);
    types[item.raw] = value;
    impl_items[impl.raw].items[assoc] = item;
  }
  /// A method of a trait or impl; `implements`: the trait's.
  DefId method(DefId parent, llvm::StringRef name, bool has_default = false,
               DefId implements = DefId()) {
    DefId id = def(DefKind::AssocFn, name, parent);
    set_generics(id, {}, parent);
    ty::AssocItem item;
    item.def_id = id;
    item.name = sym(name);
    item.has_self_param = true;
    item.has_default = has_default;
    item.container_id = parent;
    assoc_items[parent.raw].by_name[item.name].push_back(
        static_cast<uint32_t>(assoc_items[parent.raw].items.size()));
    assoc_items[parent.raw].items.push_back(item);
    if (implements.is_valid())
      impl_items[parent.raw].items[implements] = id;
    return id;
  }
  void super(DefId trait, Predicate clause) {
    supers[trait.raw].own.push_back({clause, Span()});
    predicates[trait.raw].own.push_back({clause, Span()});
  }
  ParamEnv env(llvm::ArrayRef<Predicate> clauses) { return {tcx->mk_clauses(clauses)}; }
};

} // namespace ochre::traits
