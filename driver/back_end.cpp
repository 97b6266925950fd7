#include "driver/back_end.h"

#include "codegen/mono/collect.h"
#include "driver/artifacts.h"
#include "driver/outputs.h"
#include "driver/providers.h"
#include "metadata/decode/provide.h"
#include "mir/interpret/interpret.h"
#include "mir/ir/borrowck_results.h"
#include "mir/ir/print.h"
#include "mir/lint/check_packed_refs.h"
#include "mir/lint/check_transmute.h"
#include "mir/lint/dead_assignments.h"
#include "mir/lint/known_panics.h"
#include "mir/lint/recursion.h"
#include "mir/lint/unused_mut.h"
#include "mir/optimize/optimize.h"
#include "mir/transform/check_consts.h"
#include "mir/transform/coroutine_recursion.h"
#include "mir/transform/pipeline.h"
#include "sema/collect/collect.h"
#include "sema/hir/print.h"
#include "sema/lint/lint.h"
#include "sema/lower/lower.h"
#include "sema/patterns/pattern_lints.h"
#include "sema/patterns/unsafe_lints.h"
#include "sema/typeck/typeck.h"
#include "sema/wf/opaque_cycles.h"
#include "sema/wf/wf.h"
#include "support/session/report.h"
#include "support/source/output_file.h"

namespace ochre::driver {

namespace {

void report(Session &sess, llvm::Error error) {
  make_diag(sess, Level::Error, {}, DiagCode::None, llvm::toString(std::move(error))).emit();
}

CrateType first_crate_type(const Session &sess) {
  return sess.opts.crate_types.empty() ? CrateType::Bin : sess.opts.crate_types.front();
}

bool wants(const Session &sess, EmitKind kind) { return sess.opts.emit.count(kind) != 0; }

/// A text output: to standard output unless a file is named.
void emit_text(Session &sess, EmitKind kind, llvm::function_ref<void(llvm::raw_ostream &)> write) {
  bool to_stdout = sess.opts.output.empty() && sess.opts.emit[kind].empty();
  std::string path = to_stdout ? "-"
                               : output_path(sess.opts, choose_crate_name(sess.opts), kind,
                                             first_crate_type(sess));
  if (llvm::Error error = write_output_file(path, write))
    report(sess, std::move(error));
}

/// Every definition that has a body of its own, in source order.
std::vector<LocalDefId> body_owners(const hir::Crate &krate) {
  std::vector<LocalDefId> out;
  for (LocalDefId id : krate.def_nodes.ids())
    if (hir::body_of(krate, id).is_valid())
      out.push_back(id);
  return out;
}

bool is_typeck_root(TyCtxt &tcx, LocalDefId id) {
  DefId def = tcx.defs.to_def_id(id);
  return tcx.typeck_root(def) == def;
}

/// What is checked on the MIR of a function with its closures, or of a constant.
void check_mir(TyCtxt &tcx, const hir::LintLevels &levels, llvm::ArrayRef<LocalDefId> bodies) {
  bool has_lints = tcx.sess.opts.cap_lints != LintLevel::Allow;
  for (LocalDefId id : bodies)
    // Without code: an invalid constant called the function, so that its stages ran before.
    if (const mir::Body *built = tcx.mir_built(id); built && built->code) {
      mir::transform::check_consts(tcx, *built);
      mir::lint::check_transmute(tcx, *built);
      mir::lint::check_packed_refs(tcx, *built);
      if (has_lints)
        mir::lint::check_recursion(tcx, levels, *built);
    }
  bool is_sound = true;
  for (LocalDefId id : bodies) {
    const BorrowckResults *results = tcx.mir_borrowck(id);
    is_sound &= results && !results->tainted_by_errors;
  }
  for (LocalDefId id : bodies)
    if (const mir::Body *body = is_sound && has_lints ? tcx.mir_promoted(id) : nullptr;
        body && body->code) {
      mir::lint::check_known_panics(tcx, levels, *body);
      mir::lint::check_dead_assignments(tcx, levels, *body);
    }
}

/// Function by function, so that the MIR of one is gone before the next where nothing is compiled.
void check_bodies(TyCtxt &tcx, const hir::LintLevels &levels,
                  const std::vector<LocalDefId> &owners) {
  llvm::MapVector<DefId, llvm::SmallVector<LocalDefId, 2>> groups;
  for (LocalDefId id : owners)
    groups[tcx.typeck_root(tcx.defs.to_def_id(id))].push_back(id);
  bool is_kept = wants_code(tcx.sess);
  for (auto &[root, bodies] : groups) {
    check_mir(tcx, levels, bodies);
    if (!is_kept)
      for (LocalDefId id : bodies)
        mir::transform::release_checked(tcx, id);
  }
}

/// All checks of the crate; false if there were errors.
bool check_crate(TyCtxt &tcx, const hir::LintLevels &levels, const lint::CrateFacts &facts,
                 const std::vector<LocalDefId> &owners) {
  collect::collect_lang_items(tcx);
  collect::check_signatures(tcx);
  wf::check_items(tcx);
  for (LocalDefId id : owners)
    if (is_typeck_root(tcx, id))
      tcx.typeck(id);
  if (!tcx.sess.diags.has_errors())
    wf::check_opaque_cycles(tcx);
  lint::check_stability(tcx);
  if (tcx.sess.diags.has_errors())
    return false;
  for (LocalDefId id : owners)
    if (is_typeck_root(tcx, id))
      tcx.patterns_checked(id);
  if (tcx.sess.diags.has_errors())
    return false;
  // Before borrow checking, which asks the same again and would explain less.
  for (LocalDefId id : owners)
    if (is_typeck_root(tcx, id))
      typeck::check_stalled_obligations(tcx, *tcx.typeck(id));
  if (tcx.sess.diags.has_errors())
    return false;
  check_bodies(tcx, levels, owners);
  if (tcx.sess.diags.has_errors())
    return false;
  for (LocalDefId id : owners)
    mir::transform::check_coroutine_recursion(tcx, id);
  if (tcx.sess.opts.cap_lints != LintLevel::Allow) {
    lint::check_crate(tcx, levels, facts);
    for (LocalDefId id : owners) {
      mir::lint::check_unused_mut(tcx, levels, id);
      if (!is_typeck_root(tcx, id))
        continue;
      patterns::check_unreachable_patterns(tcx, levels, id);
      patterns::check_irrefutable_lets(tcx, levels, id);
      patterns::check_unsafe_lints(tcx, levels, id);
    }
  }
  mir::interpret::check_constants(tcx);
  return !tcx.sess.diags.has_errors();
}

/// Lints of the front end: levels are known now.
void emit_buffered_lints(Session &sess, const hir::LintLevels &levels,
                         const resolve::Resolutions &res) {
  for (const resolve::BufferedLint &buffered : res.lints) {
    std::optional<hir::Lint> lint = hir::lint_from_name(buffered.lint);
    if (!lint)
      continue;
    LocalDefId def = res.def_of(buffered.node);
    const Diagnostic &held = buffered.diagnostic;
    auto diag = hir::lint(sess, levels, *lint, def.is_valid() ? def : kCrateRoot,
                          held.primary_span(), held.message);
    if (!diag)
      continue;
    for (const Label &label : held.labels)
      if (label.is_primary && label.span == held.primary_span())
        diag->primary_label(label.text);
      else if (label.is_primary)
        diag->also_at(label.span, label.text);
      else
        diag->label(label.span, label.text);
    for (const SubDiagnostic &child : held.children)
      if (child.level == Level::Help)
        diag->help(child.text);
      else
        diag->note(child.text);
    diag->emit_any();
  }
}

lint::CrateFacts crate_facts(TyCtxt &tcx, const resolve::Resolutions &res) {
  lint::CrateFacts facts;
  facts.exported.resize(static_cast<unsigned>(res.effective_visibilities.size()));
  for (LocalDefId id : res.effective_visibilities.ids())
    if (res.effective_visibilities[id] == resolve::EffectiveVisibility::Public)
      facts.exported.set(id.raw);
  facts.maybe_unused_imports = res.maybe_unused_trait_imports;
  if (tcx.crates) {
    facts.extern_must_use = [&tcx](DefId id) { return metadata::must_use(tcx, id); };
    facts.extern_deprecation = [&tcx](DefId id) { return metadata::deprecation(tcx, id); };
    facts.extern_diagnostic_item = [&tcx](DefId id) { return metadata::diagnostic_item(tcx, id); };
  }
  return facts;
}

/// Each function as it is compiled, or after a pass over instances.
void emit_instances(TyCtxt &tcx, llvm::StringRef after) {
  mono::MonoItems items = mono::collect(tcx, first_crate_type(tcx.sess) == CrateType::Bin);
  emit_text(tcx.sess, EmitKind::Mir, [&](llvm::raw_ostream &out) {
    for (const ty::Instance *instance : items.functions)
      if (auto body = mir::optimize::run_passes(tcx, instance, after)) {
        mir::print(tcx, *body, out);
        out << "\n";
      }
  });
}

void emit_mir(TyCtxt &tcx, const std::vector<LocalDefId> &owners) {
  if (mir::optimize::is_pass(tcx.sess.opts.emit_after))
    return emit_instances(tcx, tcx.sess.opts.emit_after);
  emit_text(tcx.sess, EmitKind::Mir, [&](llvm::raw_ostream &out) {
    llvm::StringRef after = tcx.sess.opts.emit_after;
    for (LocalDefId id : owners) {
      const mir::Body *built = tcx.mir_built(id);
      if (!built)
        continue;
      if (after == "built") {
        mir::print(tcx, *built, out);
      } else {
        mir::print(tcx, *mir::transform::run_passes(tcx, *built, after), out);
      }
      out << "\n";
    }
  });
}

} // namespace

void run_back_end(Session &sess, FrontEnd &front) {
  hir::Crate krate = lower::lower_crate(sess, front.definitions, front.krate, front.resolutions);
  if (sess.diags.has_errors())
    return;
  if (wants(sess, EmitKind::Hir))
    emit_text(sess, EmitKind::Hir,
              [&](llvm::raw_ostream &out) { hir::print(sess, front.definitions, krate, out); });
  bool only_hir = sess.opts.emit.size() == 1 && wants(sess, EmitKind::Hir);
  if (only_hir)
    return;
  TyCtxt tcx(sess, front.definitions);
  tcx.krate = &krate;
  connect_providers(tcx);
  if (sess.opts.library_source.empty())
    metadata::provide(tcx, *front.crates);
  hir::LintLevels levels(sess, front.definitions, krate);
  std::vector<LocalDefId> owners = body_owners(krate);
  bool is_sound = check_crate(tcx, levels, crate_facts(tcx, front.resolutions), owners);
  // Only now: an error of a lint is no reason not to go on.
  emit_buffered_lints(sess, levels, front.resolutions);
  if (!is_sound || sess.diags.has_errors())
    return;
  if (wants(sess, EmitKind::Mir))
    emit_mir(tcx, owners);
  if (!sess.diags.has_errors())
    write_artifacts(tcx, front);
}

} // namespace ochre::driver
