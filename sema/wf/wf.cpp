#include "sema/wf/wf.h"

#include "sema/hir/hir.h"
#include "sema/wf/builtin_impls.h"
#include "sema/wf/compare.h"
#include "sema/wf/constrained.h"
#include "sema/wf/dyn_compat.h"
#include "sema/wf/impl_rules.h"
#include "sema/wf/main_fn.h"
#include "sema/wf/overlap.h"
#include "sema/wf/provide.h"
#include "sema/wf/recursive_types.h"
#include "sema/wf/repr.h"
#include "sema/wf/rpitit.h"
#include "sema/wf/signatures.h"
#include "sema/wf/supertrait_cycles.h"

namespace ochre::wf {

bool wf_checked(TyCtxt &tcx, LocalDefId local) {
  DefId id = tcx.defs.to_def_id(local);
  const hir::Item &item = tcx.krate->owner(local).item;
  switch (item.kind) {
  case hir::ItemKind::Struct:
  case hir::ItemKind::Enum:
  case hir::ItemKind::Union:
    check_signature_wf(tcx, id);
    check_adt_params(tcx, id);
    check_repr(tcx, id);
    if (item.kind == hir::ItemKind::Enum)
      tcx.adt_discriminants(id);
    break;
  case hir::ItemKind::Impl:
    check_impl_rules(tcx, id);
    check_impl_params(tcx, id);
    check_builtin_impl(tcx, id);
    check_signature_wf(tcx, id);
    check_impl_against_trait(tcx, id);
    break;
  case hir::ItemKind::Fn:
  case hir::ItemKind::Static:
  case hir::ItemKind::Const:
  case hir::ItemKind::Trait: check_signature_wf(tcx, id); break;
  case hir::ItemKind::TyAlias:
    check_signature_wf(tcx, id);
    if (item.context == hir::ItemContext::Module)
      check_alias_params(tcx, id);
    break;
  case hir::ItemKind::ExternCrate:
  case hir::ItemKind::Use:
  case hir::ItemKind::Mod:
  case hir::ItemKind::ForeignMod:
  case hir::ItemKind::GlobalAsm:
  case hir::ItemKind::ForeignTy:
  case hir::ItemKind::TraitAlias:
  case hir::ItemKind::Macro: break;
  }
  return true;
}

bool coherence_checked(TyCtxt &tcx, DefId trait) {
  check_trait_overlap(tcx, trait);
  return true;
}

void check_items(TyCtxt &tcx) {
  check_recursive_types(tcx);
  check_supertrait_cycles(tcx);
  llvm::DenseSet<DefId> traits;
  for (LocalDefId local : tcx.krate->items) {
    tcx.wf_checked(local);
    const hir::Item &item = tcx.krate->owner(local).item;
    if (item.kind != hir::ItemKind::Impl)
      continue;
    const ty::ImplHeader *header = tcx.impl_header(tcx.defs.to_def_id(local));
    if (header && traits.insert(header->trait_ref.skip_binder().def_id).second)
      tcx.coherence_checked(header->trait_ref.skip_binder().def_id);
  }
  check_inherent_overlap(tcx);
  check_main_fn(tcx);
}

void provide(ty::Providers &providers) {
  providers.dyn_compatible = dyn_compatible;
  providers.wf_checked = wf_checked;
  providers.rpitit_values = rpitit_values;
  providers.coherence_checked = coherence_checked;
}

} // namespace ochre::wf
