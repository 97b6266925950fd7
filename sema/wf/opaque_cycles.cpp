// Each opaque type is opened up, and those in what it stands for, until one is met that is open
// already. `fn f() -> impl Sized { id(g()) }`, `fn g() -> impl Sized { id(f()) }`: f's is that of
// `id` for g's, which is that of `id` for f's again. As a cycle may lie behind the type that was
// opened first, only those that come back to themselves are reported.
#include "sema/wf/opaque_cycles.h"

#include "sema/ty/memo.h"
#include "sema/wf/diags.h"

#include "llvm/ADT/DenseSet.h"

namespace ochre::wf {

namespace {

using ty::Ty;

struct Opener {
  TyCtxt &tcx;
  DefId first;
  bool comes_back = false;
  uint32_t depth = 0;
  ty::TypeMemo memo{};
  llvm::SmallVector<DefId, 8> open{};
  llvm::DenseSet<Ty> done{};

  bool visit_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasOpaque))
      return comes_back;
    if (!ty.is_opaque())
      return ty::memo_visit(*this, ty);
    if (ty::visit(*this, ty.args()))
      return true;
    DefId id = ty.def_id();
    comes_back |= id == first && !open.empty();
    if (comes_back || llvm::is_contained(open, id) || !done.insert(ty).second)
      return comes_back;
    open.push_back(id);
    visit_ty(ty::instantiate(tcx, tcx.hidden_type(id), ty.args()));
    open.pop_back();
    return comes_back;
  }
  bool visit_region(ty::Region) { return false; }
  bool visit_const(ty::Const) { return false; }
};

} // namespace

void check_opaque_cycles(TyCtxt &tcx) {
  for (uint32_t i = 0; i < tcx.defs.local_count(); ++i) {
    LocalDefId local(i);
    if (tcx.defs.local(local).kind != DefKind::OpaqueTy)
      continue;
    DefId id = tcx.defs.to_def_id(local);
    Opener opener{tcx, id};
    opener.visit_ty(tcx.mk_alias(ty::AliasKind::Opaque, id, ty::identity_args(tcx, id)));
    if (opener.comes_back)
      error(tcx.sess, tcx.def_span(id), diag::OpaqueCycle)
          .primary_label("recursive opaque type")
          .emit();
  }
}

} // namespace ochre::wf
