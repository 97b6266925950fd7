#include "mir/transform/pipeline.h"

#include "mir/ir/borrowck_results.h"
#include "mir/transform/cleanup.h"
#include "mir/transform/const_qualif.h"
#include "mir/transform/coroutine.h"
#include "mir/transform/elaborate_drops.h"
#include "mir/transform/packed_drops.h"
#include "mir/transform/promote_consts.h"
#include "mir/transform/shim.h"
#include "sema/ty/fold.h"

namespace ochre::mir::transform {

namespace {

ty::TypingEnv body_env(TyCtxt &tcx, const Body &body) {
  return {tcx.param_env(body.def_id), ty::TypingMode::PostAnalysis};
}

struct Pass {
  const char *name;
  void (*run)(TyCtxt &, Body &);
  Phase after;
};

constexpr Pass kPasses[] = {
    {"promote-consts", promote_consts, Phase::Built},
    {"erase-regions", erase_body_regions, Phase::Built},
    {"elaborate-drops",
     [](TyCtxt &tcx, Body &body) { elaborate_drops(tcx, body_env(tcx, body), body); },
     Phase::Analyzed},
    {"move-packed-drops",
     [](TyCtxt &tcx, Body &body) { move_packed_drops(tcx, body_env(tcx, body), body); },
     Phase::Analyzed},
    {"remove-borrowck-only", remove_borrowck_only, Phase::Analyzed},
    {"coroutine", transform_coroutine, Phase::Analyzed},
    {"abort-unwinding-calls", abort_unwinding_calls, Phase::Runtime},
    {"simplify-cfg", simplify_cfg, Phase::Optimized},
};

const Body *own(TyCtxt &tcx, std::shared_ptr<Body> body) {
  return body ? tcx.own<Body>(std::move(*body)) : nullptr;
}

/// Runs `passes` on the body and its promoted constants, up to and with the one named `last`.
void run_list(TyCtxt &tcx, Body &body, llvm::ArrayRef<Pass> passes, llvm::StringRef last) {
  body.edit();
  for (const Pass &pass : passes) {
    pass.run(tcx, body);
    body.phase = pass.after;
    if (pass.name == last)
      break;
  }
  for (std::shared_ptr<Body> &promoted : body.promoteds) {
    // Shared with the body that this one was copied from.
    promoted = std::make_shared<Body>(*promoted);
    llvm::ArrayRef<Pass> own = passes;
    if (own.front().run == promote_consts)
      own = own.drop_front(); // was made by it
    if (!own.empty() && last != kPasses[0].name)
      run_list(tcx, *promoted, own, last);
  }
}

/// Functions that no constant can call, and their closures: their stages follow each other, while
/// what is evaluated may be asked for at any stage, and what coroutines hold by other bodies.
bool is_only_compiled(TyCtxt &tcx, DefId def) {
  DefId root = tcx.typeck_root(def);
  DefKind kind = tcx.def_kind(def), root_kind = tcx.def_kind(root);
  return (kind == DefKind::Fn || kind == DefKind::AssocFn || kind == DefKind::Closure) &&
         (root_kind == DefKind::Fn || root_kind == DefKind::AssocFn) && !tcx.is_const_fn(root) &&
         !tcx.is_coroutine(def);
}

const Body *mir_promoted(TyCtxt &tcx, LocalDefId def) {
  const Body *built = tcx.mir_built(def);
  if (!built)
    return nullptr;
  if (!is_only_compiled(tcx, built->def_id) || tcx.sess.opts.emit.count(EmitKind::Mir))
    return own(tcx, run_passes(tcx, *built, kPasses[0].name));
  // Taken over, not copied: MIR is most of what a compilation holds.
  auto body = std::make_shared<Body>(std::move(const_cast<Body &>(*built)));
  run_list(tcx, *body, kPasses, kPasses[0].name);
  return own(tcx, std::move(body));
}

const Body *mir_drops_elaborated(TyCtxt &tcx, LocalDefId def) {
  const Body *promoted = tcx.mir_promoted(def);
  if (!promoted || !promoted->code) // of an invalid constant: already released
    return nullptr;
  // A body that borrow checking rejects is not compiled.
  const BorrowckResults *checked =
      tcx.mir_borrowck(tcx.defs.expect_local(tcx.typeck_root(tcx.defs.to_def_id(def))));
  if (!checked || checked->tainted_by_errors)
    return nullptr;
  auto body = std::make_shared<Body>(*promoted);
  run_list(tcx, *body, llvm::ArrayRef(kPasses).drop_front(), "");
  return own(tcx, std::move(body));
}

ty::ConstQualif const_qualif(TyCtxt &tcx, DefId def) {
  const Body *body =
      tcx.is_local(def) ? tcx.mir_built(tcx.defs.expect_local(def)) : tcx.mir_for_ctfe(def);
  if (!body && !tcx.is_local(def))
    return {true, true};
  if (!body || body->tainted_by_errors)
    return {};
  return {QualifAnalysis(tcx, *body, Qualif::HasMutInterior).return_holds(),
          QualifAnalysis(tcx, *body, Qualif::NeedsDrop).return_holds()};
}

const Body *optimized_mir(TyCtxt &tcx, DefId def) {
  return tcx.mir_drops_elaborated(tcx.defs.expect_local(def));
}

const Body *mir_for_ctfe(TyCtxt &tcx, DefId def) { return tcx.optimized_mir(def); }

bool is_mir_available(TyCtxt &tcx, DefId def) {
  return hir::body_of(*tcx.krate, tcx.defs.expect_local(def)).is_valid();
}

const Body *instance_mir(TyCtxt &tcx, const ty::Instance *instance) {
  if (instance->kind != ty::InstanceKind::Item) {
    std::shared_ptr<Body> shim = build_shim(tcx, *instance);
    if (shim)
      move_packed_drops(tcx, ty::TypingEnv::fully_monomorphized(), *shim);
    return own(tcx, std::move(shim));
  }
  DefKind kind = tcx.def_kind(instance->def_id);
  if (is_ctor(kind))
    return own(tcx, build_ctor(tcx, instance->def_id, instance->args));
  const Body *generic = tcx.optimized_mir(instance->def_id);
  // What other crates only evaluate has no other body there.
  if (!generic && !tcx.is_local(instance->def_id))
    generic = tcx.mir_for_ctfe(instance->def_id);
  if (!generic)
    return nullptr;
  return own(tcx, monomorphize(tcx, *generic, instance->args));
}

} // namespace

std::vector<llvm::StringRef> pass_names() {
  std::vector<llvm::StringRef> names;
  for (const Pass &pass : kPasses)
    names.push_back(pass.name);
  return names;
}

std::shared_ptr<Body> run_passes(TyCtxt &tcx, const Body &built, llvm::StringRef last) {
  auto body = std::make_shared<Body>(built);
  run_list(tcx, *body, kPasses, last);
  return body;
}

void release_checked(TyCtxt &tcx, LocalDefId def) {
  const Body *body = tcx.mir_promoted(def);
  if (body && is_only_compiled(tcx, body->def_id))
    const_cast<Body &>(*body) = Body();
}

void provide(ty::Providers &providers) {
  providers.mir_promoted = mir_promoted;
  providers.const_qualif = const_qualif;
  providers.mir_drops_elaborated = mir_drops_elaborated;
  providers.optimized_mir = optimized_mir;
  providers.mir_for_ctfe = mir_for_ctfe;
  providers.is_mir_available = is_mir_available;
  providers.instance_mir = instance_mir;
  providers.coroutine_witness = coroutine_witness;
  providers.coroutine_layout = coroutine_layout;
}

} // namespace ochre::mir::transform
