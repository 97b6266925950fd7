// What of an impl's item can be compared with the trait's without solving anything.
#include "sema/wf/compare.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

#include "llvm/ADT/Twine.h"

namespace ochre::wf {

namespace {

std::string count_of(size_t n, llvm::StringRef what) {
  return (llvm::Twine(n) + " " + what + (n == 1 ? "" : "s")).str();
}

const hir::FnDecl *decl_of(TyCtxt &tcx, DefId fn) {
  if (!tcx.is_local(fn))
    return nullptr;
  const hir::Owner &nodes = nodes_of(tcx, fn);
  return nodes.item.fn_decl.is_valid() ? &nodes.fn_decls[nodes.item.fn_decl] : nullptr;
}

class Compare {
public:
  Compare(TyCtxt &tcx, const ty::AssocItem &item, const ty::AssocItem &trait_item)
      : tcx_(tcx), item_(item), trait_item_(trait_item) {}

  bool run() {
    if (item_.kind == ty::AssocKind::Fn && !self_params())
      return false;
    if (!numbers() || !kinds())
      return false;
    if (item_.kind == ty::AssocKind::Fn && (!arguments() || !synthetic()))
      return false;
    return lifetimes();
  }

private:
  const char *what() const {
    switch (item_.kind) {
    case ty::AssocKind::Const: return "const";
    case ty::AssocKind::Fn: return item_.has_self_param ? "method" : "associated function";
    case ty::AssocKind::Type: return "type";
    }
    return "";
  }
  DiagBuilder with_trait(DiagBuilder diag, llvm::StringRef label) {
    if (tcx_.is_local(trait_item_.def_id))
      diag.label(head_span(tcx_, trait_item_.def_id), label);
    return diag;
  }

  std::string self_text(const ty::AssocItem &method) {
    const ty::FnSig &sig = tcx_.fn_sig(method.def_id).skip_binder().skip_binder();
    DefId container = method.container_id;
    Ty self = tcx_.def_kind(container) == DefKind::Trait
                  ? tcx_.mk_param(0, sym::kw_SelfUpper)
                  : tcx_.type_of(container).instantiate_identity();
    Ty receiver = sig.inputs()[0];
    if (receiver == self)
      return "self";
    if (receiver.is_ref() && receiver.inner() == self)
      return receiver.mutbl() == ty::Mutability::Mut ? "&mut self" : "&self";
    return "self";
  }

  bool self_params() {
    if (item_.has_self_param == trait_item_.has_self_param)
      return true;
    Span span = head_span(tcx_, item_.def_id);
    if (item_.has_self_param) {
      std::string self = self_text(item_);
      with_trait(error(tcx_.sess, span, diag::SelfOnlyInImpl, item_.name, self)
                     .primary_label("`" + self + "` used in impl"),
                 "trait method declared without `" + self + "`")
          .emit();
    } else {
      std::string self = self_text(trait_item_);
      with_trait(error(tcx_.sess, span, diag::SelfOnlyInTrait, item_.name, self)
                     .primary_label("expected `" + self + "` in impl"),
                 "`" + self + "` used in trait")
          .emit();
    }
    return false;
  }

  size_t count(DefId item, ty::GenericParamKind kind, bool synthetic) {
    return static_cast<size_t>(llvm::count_if(tcx_.generics_of(item)->own, [&](const auto &param) {
      return param.kind == kind && param.is_synthetic == synthetic && param.def_id != item;
    }));
  }
  Span first_param_span(ty::GenericParamKind kind) {
    for (const ty::GenericParamDef &param : tcx_.generics_of(item_.def_id)->own)
      if (param.kind == kind && !param.is_synthetic)
        return tcx_.def_span(param.def_id);
    const hir::Item &hir = hir_item(tcx_, item_.def_id);
    return hir.generics.params.empty() ? hir.ident.span : hir.generics.span;
  }

  bool numbers() {
    bool ok = true;
    // `impl Trait` in arguments counts with the types.
    for (auto [kind, name] : {std::pair(ty::GenericParamKind::Type, "type parameter"),
                              std::pair(ty::GenericParamKind::Const, "const parameter")}) {
      size_t mine = count(item_.def_id, kind, false) + count(item_.def_id, kind, true);
      size_t wanted =
          count(trait_item_.def_id, kind, false) + count(trait_item_.def_id, kind, true);
      if (mine == wanted)
        continue;
      ok = false;
      with_trait(error(tcx_.sess, first_param_span(kind), diag::GenericsCount, what(), item_.name,
                       count_of(mine, name), count_of(wanted, name))
                     .primary_label("found " + count_of(mine, name)),
                 "expected " + count_of(wanted, name))
          .emit();
    }
    return ok;
  }

  /// Types and consts must stand in the same order.
  bool kinds() {
    llvm::SmallVector<const ty::GenericParamDef *, 4> mine, wanted;
    for (auto [item, out] :
         {std::pair(item_.def_id, &mine), std::pair(trait_item_.def_id, &wanted)})
      for (const ty::GenericParamDef &param : tcx_.generics_of(item)->own)
        if (param.kind != ty::GenericParamKind::Lifetime)
          out->push_back(&param);
    for (auto [a, b] : llvm::zip(mine, wanted)) {
      bool same = a->kind == b->kind;
      if (same && a->kind == ty::GenericParamKind::Const)
        same = tcx_.type_of(a->def_id).skip_binder() == tcx_.type_of(b->def_id).skip_binder();
      if (same)
        continue;
      error(tcx_.sess, tcx_.def_span(a->def_id), diag::GenericKinds, what(), item_.name).emit();
      return false;
    }
    return true;
  }

  bool arguments() {
    size_t mine = tcx_.fn_sig(item_.def_id).skip_binder().skip_binder().inputs().size();
    size_t wanted = tcx_.fn_sig(trait_item_.def_id).skip_binder().skip_binder().inputs().size();
    if (mine == wanted)
      return true;
    Span span = head_span(tcx_, item_.def_id);
    if (const hir::FnDecl *decl = decl_of(tcx_, item_.def_id)) {
      const hir::Owner &nodes = nodes_of(tcx_, item_.def_id);
      llvm::ArrayRef<hir::TyId> inputs = nodes.list(decl->inputs);
      if (!inputs.empty())
        span = nodes.tys[inputs.front()].span.to(nodes.tys[inputs.back()].span);
    }
    with_trait(error(tcx_.sess, span, diag::ArgumentCount, item_.name, count_of(mine, "parameter"),
                     tcx_.defs.path_string(trait_item_.def_id), std::to_string(wanted))
                   .primary_label("expected " + count_of(wanted, "parameter") + ", found " +
                                  std::to_string(mine)),
               "trait requires " + count_of(wanted, "parameter"))
        .emit();
    return false;
  }

  bool synthetic() {
    llvm::SmallVector<const ty::GenericParamDef *, 4> mine, wanted;
    for (auto [item, out] :
         {std::pair(item_.def_id, &mine), std::pair(trait_item_.def_id, &wanted)})
      for (const ty::GenericParamDef &param : tcx_.generics_of(item)->own)
        if (param.kind == ty::GenericParamKind::Type)
          out->push_back(&param);
    for (auto [a, b] : llvm::zip(mine, wanted)) {
      if (a->is_synthetic == b->is_synthetic)
        continue;
      error(tcx_.sess, tcx_.def_span(a->def_id), diag::SyntheticMismatch, item_.name)
          .primary_label(a->is_synthetic ? "expected generic parameter, found `impl Trait`"
                                         : "expected `impl Trait`, found generic parameter")
          .emit();
      return false;
    }
    return true;
  }

  /// Lifetimes that callers can name must be as many; those bound late may differ.
  bool lifetimes() {
    size_t mine = count(item_.def_id, ty::GenericParamKind::Lifetime, false);
    size_t wanted = count(trait_item_.def_id, ty::GenericParamKind::Lifetime, false);
    if (mine == wanted)
      return true;
    const hir::Item &hir = hir_item(tcx_, item_.def_id);
    Span span = hir.generics.span.lo < hir.generics.span.hi ? hir.generics.span : hir.ident.span;
    auto diag = error(tcx_.sess, span, diag::LifetimeParamsMismatch, what(), item_.name);
    diag.primary_label("lifetimes do not match " + std::string(what()) + " in trait");
    if (tcx_.is_local(trait_item_.def_id))
      diag.label(hir_item(tcx_, trait_item_.def_id).ident.span,
                 "lifetimes in impl do not match this " + std::string(what()) + " in trait");
    diag.emit();
    return false;
  }

  TyCtxt &tcx_;
  const ty::AssocItem &item_;
  const ty::AssocItem &trait_item_;
};

} // namespace

bool compare_shape(TyCtxt &tcx, const ty::AssocItem &item, const ty::AssocItem &trait_item) {
  return Compare(tcx, item, trait_item).run();
}

} // namespace ochre::wf
