// The trait's return type with a variable for each `impl Trait` is made equal to the impl's:
//
//   trait Tr { fn f(&self) -> Option<impl Iterator<Item = impl Sized>>; }
//   impl Tr for S { fn f(&self) -> Option<Range<u8>> }        ?0 = Range<u8>, ?1 = u8
//
// The bounds are goals about the variables, which is how inner ones are found. Lifetimes that the
// impl's method binds late are those at the same places of the trait's.
// Source: RFC 3425; rustc-dev-guide, "Return Position Impl Trait In Trait".
#include "sema/wf/rpitit.h"

#include "sema/ty/fold.h"
#include "sema/ty/print.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

namespace ochre::wf {

namespace {

/// Associated types made for `impl Trait` that a value names, outermost first.
struct Finder {
  TyCtxt &tcx;
  llvm::SmallVectorImpl<DefId> &out;
  uint32_t depth = 0;

  bool visit_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasAlias))
      return false;
    if (ty.is_alias() && ty.alias_kind() == ty::AliasKind::Projection &&
        tcx.associated_item(ty.def_id()).is_rpitit && !llvm::is_contained(out, ty.def_id())) {
      out.push_back(ty.def_id());
      for (ty::Clause bound : tcx.item_bounds(ty.def_id()).skip_binder())
        ty::visit(*this, bound);
    }
    return ty::super_visit(*this, ty);
  }
  bool visit_region(ty::Region) { return false; }
  bool visit_const(ty::Const) { return false; }
};

/// Puts variables in the places of these types.
struct Opener {
  TyCtxt &tcx;
  ItemCtxt &cx;
  Span span;
  struct Opened {
    Ty var;
    ty::GenericArgs args; ///< the first time it was met
  };
  llvm::MapVector<DefId, Opened> opened{};
  uint32_t depth = 0;

  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasAlias))
      return ty;
    bool is_one = ty.is_alias() && ty.alias_kind() == ty::AliasKind::Projection &&
                  tcx.associated_item(ty.def_id()).is_rpitit;
    if (!is_one || ty.has_escaping_bound_vars())
      return ty::super_fold(*this, ty);
    auto it = opened.find(ty.def_id());
    if (it != opened.end())
      return it->second.var;
    Ty var = cx.infcx.next_ty_var(span);
    opened.insert({ty.def_id(), {var, ty.args()}});
    ObligationCause cause = cx.cause(span, CauseCode::ReturnType);
    for (ty::Clause bound : ty::instantiate(tcx, tcx.item_bounds(ty.def_id()), ty.args())) {
      Predicate clause = ty::fold(*this, bound);
      cx.require(cause, traits::normalize(cx.infcx, cx.fulfill, cause, cx.env, clause));
    }
    return var;
  }
  ty::Region fold_region(ty::Region region) { return region; }
  ty::Const fold_const(ty::Const ct) { return ct; }
};

class Values {
public:
  Values(TyCtxt &tcx, const ty::AssocItem &item) : tcx_(tcx), item_(item), cx_(tcx, item.def_id) {}

  ty::RpititValues run() {
    llvm::SmallVector<DefId, 4> wanted;
    Finder finder{tcx_, wanted};
    finder.visit_ty(tcx_.fn_sig(item_.trait_item).skip_binder().skip_binder().output());
    for (DefId each : wanted)
      out_.tys[each] = tcx_.common.error;
    if (!wanted.empty())
      infer();
    return std::move(out_);
  }

private:
  Span output_span() {
    const hir::Owner &nodes = nodes_of(tcx_, item_.def_id);
    const hir::FnDecl &decl = nodes.fn_decls[nodes.item.fn_decl];
    return decl.output.is_valid() ? nodes.tys[decl.output].span : nodes.item.head_span;
  }
  uint32_t own_count(DefId id) { return static_cast<uint32_t>(tcx_.generics_of(id)->own.size()); }
  void infer();
  ty::FnSig trait_sig();
  Ty value_of(Ty found, ty::GenericArgs args);

  TyCtxt &tcx_;
  const ty::AssocItem &item_;
  ItemCtxt cx_;
  ty::RpititValues out_;
};

/// The trait's signature for the impl's header, with the lifetimes that the impl's method binds.
ty::FnSig Values::trait_sig() {
  ty::TraitRef ref = tcx_.impl_header(item_.container_id)->trait_ref.instantiate_identity();
  llvm::SmallVector<ty::GenericArg, 8> args(ref.args.begin(), ref.args.end());
  ty::GenericArgs identity = ty::identity_args(tcx_, item_.def_id);
  auto own = identity.array().take_back(own_count(item_.def_id));
  args.append(own.begin(), own.end());
  ty::PolyFnSig poly = ty::instantiate(tcx_, tcx_.fn_sig(item_.trait_item), tcx_.mk_args(args));
  ty::BoundVars mine = tcx_.fn_sig(item_.def_id).skip_binder().bound_vars();
  DefId scope = item_.def_id;
  ty::BoundVarReplacer replacer{
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx_.common.error; },
      [&](ty::BoundVar var, ty::BoundVarKind) {
        DefId param = mine[var.raw].def_id;
        return param.is_valid() ? tcx_.mk_re_late_param(scope, param, tcx_.name(param))
                                : tcx_.mk_re_late_anon(scope, var.raw);
      },
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx_.common.error_const; }};
  return ty::replace_bound_vars(tcx_, poly, replacer);
}

/// In terms of the method's parameters and, behind them, of the lifetimes that are captured.
Ty Values::value_of(Ty found, ty::GenericArgs args) {
  uint32_t params = tcx_.generics_of(item_.def_id)->count();
  uint32_t trait_side =
      tcx_.generics_of(item_.trait_item)->count(); // the trait's and its function's
  return ty::map_regions(tcx_, found, [&](ty::Region region, uint32_t) {
    for (uint32_t i = trait_side; i < args.size(); ++i)
      if (args[i].is_region() && args[i].region() == region)
        return tcx_.mk_re_early_param(params + (i - trait_side), sym::kw_underscore_lifetime);
    return region;
  });
}

void Values::infer() {
  // Other shapes are errors of their own.
  if (own_count(item_.trait_item) != own_count(item_.def_id) ||
      tcx_.fn_sig(item_.trait_item).skip_binder().bound_vars().size() !=
          tcx_.fn_sig(item_.def_id).skip_binder().bound_vars().size() ||
      tcx_.fn_sig(item_.trait_item).skip_binder().skip_binder().inputs().size() !=
          tcx_.fn_sig(item_.def_id).skip_binder().skip_binder().inputs().size())
    return;
  Span span = output_span();
  ty::FnSig mine = liberated_sig(tcx_, item_.def_id);
  ty::FnSig wanted = trait_sig();
  if (mine.output().references_error() || wanted.output().references_error())
    return;
  assume_signature(cx_, item_.def_id);
  for (Ty input : wanted.inputs())
    cx_.assume(input);
  Opener opener{tcx_, cx_, span};
  ObligationCause cause = cx_.cause(span, CauseCode::CompareImplItem);
  Ty expected = cx_.normalize(ty::fold(opener, wanted.output()), span);
  Ty found = cx_.normalize(mine.output(), span);
  traits::RelateResult related = cx_.infcx.eq(cause, cx_.env, expected, found);
  if (!related) {
    error(tcx_.sess, span, diag::MethodTypeMismatch, item_.name)
        .primary_label("expected `" + ty::to_string(tcx_, wanted.output()) + "`, found `" +
                       ty::to_string(tcx_, found) + "`")
        .emit();
    return;
  }
  cx_.fulfill.add(std::move(related.obligations));
  if (!cx_.finish())
    return;
  for (auto &[id, opened] : opener.opened) {
    Ty value = cx_.infcx.resolve(opened.var);
    if (!value.has_flags(ty::kHasInfer))
      out_.tys[id] = value_of(value, opened.args);
  }
}

} // namespace

const ty::RpititValues *rpitit_values(TyCtxt &tcx, DefId fn) {
  ty::AssocItem item = tcx.associated_item(fn);
  ty::RpititValues out;
  if (item.trait_item.is_valid() && tcx.impl_header(item.container_id))
    out = Values(tcx, item).run();
  return tcx.own<ty::RpititValues>(std::move(out));
}

} // namespace ochre::wf
