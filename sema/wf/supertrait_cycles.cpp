#include "sema/wf/supertrait_cycles.h"

#include "sema/hir/hir.h"
#include "sema/wf/diags.h"

#include "llvm/ADT/DenseSet.h"

namespace ochre::wf {

namespace {

/// A way from the trait back to itself: the traits on it; empty: there is none.
llvm::SmallVector<DefId, 4> cycle_through(TyCtxt &tcx, DefId trait) {
  struct Step {
    DefId trait;
    size_t next = 0;
  };
  llvm::SmallVector<Step, 4> path{{trait}};
  llvm::DenseSet<DefId> seen{trait};
  while (!path.empty()) {
    Step &step = path.back();
    const auto &supers = tcx.super_predicates_of(step.trait)->own;
    if (step.next == supers.size()) {
      path.pop_back();
      continue;
    }
    ty::Clause clause = supers[step.next++].clause;
    if (!clause.is(ty::PredicateKind::Trait))
      continue;
    DefId super = clause.trait_ref().def_id;
    if (super == trait) {
      llvm::SmallVector<DefId, 4> out;
      for (const Step &on_way : path)
        out.push_back(on_way.trait);
      return out;
    }
    if (tcx.is_local(super) && seen.insert(super).second)
      path.push_back({super});
  }
  return {};
}

} // namespace

void check_supertrait_cycles(TyCtxt &tcx) {
  llvm::DenseSet<DefId> reported;
  for (LocalDefId local : tcx.krate->items) {
    DefId trait = tcx.defs.to_def_id(local);
    if (tcx.krate->owner(local).item.kind != hir::ItemKind::Trait || reported.contains(trait))
      continue;
    llvm::SmallVector<DefId, 4> cycle = cycle_through(tcx, trait);
    if (cycle.empty())
      continue;
    reported.insert(cycle.begin(), cycle.end());
    auto requirement = [&](DefId id) {
      return "computing the super predicates of `" + tcx.str(tcx.name(id)).str() + "`";
    };
    auto diag = error(tcx.sess, tcx.def_span(trait), diag::SupertraitCycle, requirement(trait));
    for (DefId other : llvm::drop_begin(cycle))
      diag.note_at(tcx.def_span(other), "...which requires " + requirement(other) + "...");
    diag.note(cycle.size() == 1
                  ? "...which immediately requires " + requirement(trait) + " again"
                  : "...which again requires " + requirement(trait) + ", completing the cycle");
    diag.emit();
  }
}

} // namespace ochre::wf
