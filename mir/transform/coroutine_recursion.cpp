#include "mir/transform/coroutine_recursion.h"

#include "mir/transform/diags.h"
#include "sema/layout/layout.h"
#include "sema/ty/fold.h"

namespace ochre::mir::transform {

namespace {

struct Search {
  TyCtxt &tcx;
  ty::TypingEnv env;
  DefId wanted;
  llvm::DenseSet<ty::Ty> seen{};
  llvm::SmallVector<ty::Ty, 16> work{};

  void add(ty::Ty ty) {
    ty = tcx.normalize_erasing_regions({env, ty::GenericArg(ty)}).ty();
    if (seen.insert(ty).second && seen.size() < 10'000)
      work.push_back(ty);
  }
  void add_held(ty::Ty coroutine) {
    add(ty::instantiate(tcx, tcx.coroutine_witness(coroutine.def_id()), coroutine.args()));
    for (ty::Ty upvar : ty::upvar_tys(coroutine))
      add(upvar);
  }
  bool found() {
    while (!work.empty()) {
      ty::Ty ty = work.pop_back_val();
      if (ty.is(ty::TyKind::Coroutine)) {
        if (ty.def_id() == wanted)
          return true;
        add_held(ty);
      } else if (ty.is(ty::TyKind::Array)) {
        add(ty.inner());
      } else if (ty.is_adt()) {
        for (const ty::VariantDef &variant : tcx.adt_def(ty.def_id())->variants)
          for (const ty::FieldDef &field : variant.fields)
            add(ty::instantiate(tcx, tcx.type_of(field.def_id), ty.args()));
      } else if (ty.is(ty::TyKind::Tuple) || ty.is_closure()) {
        uint32_t count = layout::field_count(tcx, env, ty, ty::VariantIdx(0));
        for (uint32_t i = 0; i < count; ++i)
          add(layout::field_ty(tcx, env, ty, ty::VariantIdx(0), i));
      }
    }
    return false;
  }
};

} // namespace

void check_coroutine_recursion(TyCtxt &tcx, LocalDefId coroutine) {
  DefId def = tcx.defs.to_def_id(coroutine);
  if (!tcx.is_coroutine(def))
    return;
  const Body *body = tcx.mir_promoted(coroutine);
  if (!body)
    return;
  Search search{tcx, {tcx.param_env(def), ty::TypingMode::PostAnalysis}, def};
  search.add_held(ty::erase_regions(tcx, body->local_ty(Local(1))));
  if (!search.found())
    return;
  const hir::DefNode &node = tcx.krate->def_nodes[coroutine];
  const hir::Closure &closure = tcx.krate->owner(node.owner).closures[hir::ClosureId(node.row)];
  bool is_fn = closure.coroutine == hir::CoroutineKind::AsyncFn;
  DefId root = tcx.typeck_root(def);
  error(tcx.sess, tcx.def_span(is_fn ? root : def), diag::RecursiveAsyncFn, is_fn ? "fn" : "block")
      .note("a recursive `async fn` call must introduce indirection such as `Box::pin` to avoid an "
            "infinitely sized future")
      .emit();
}

} // namespace ochre::mir::transform
