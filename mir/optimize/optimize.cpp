#include "mir/optimize/optimize.h"

#include "mir/optimize/copy_prop.h"
#include "mir/optimize/gvn.h"
#include "mir/optimize/inline.h"
#include "mir/optimize/jump_threading.h"
#include "mir/optimize/lower_intrinsics.h"
#include "mir/optimize/panic_strategy.h"
#include "mir/optimize/ref_prop.h"
#include "mir/optimize/simplify.h"
#include "mir/optimize/sroa.h"
#include "mir/optimize/unroll.h"
#include "mir/optimize/validate.h"
#include "mir/transform/cleanup.h"
#include "sema/ty/print.h"
#include "support/session/target.h"

namespace ochre::mir::optimize {

namespace {

/// Rounds of the passes that make each other's work: a reference that is known lets an aggregate be
/// taken apart, whose parts may be references.
constexpr unsigned kRounds = 3;
/// With those that what was unrolled gets.
constexpr unsigned kMaxRounds = 6;

constexpr llvm::StringLiteral kPassNames[] = {
    "panic-strategy", "lower-intrinsics", "inline",         "copy-prop",
    "ref-prop",       "dead-stores",      "sroa",           "gvn",
    "forward-temps",  "fold-branches",    "jump-threading", "unroll",
    "optimize"};

struct Optimizer {
  TyCtxt &tcx;
  Body &body;
  llvm::StringRef last{}; ///< the pass to stop after; empty: none
  bool is_done = false;

  /// Gives whether the pass says that it changed the body.
  template <class Pass, class... Args>
  bool run(llvm::StringRef name, Pass pass, Args... args) {
    if (is_done)
      return false;
    bool changed = false;
    if constexpr (std::is_void_v<decltype(pass(tcx, body, args...))>)
      pass(tcx, body, args...);
    else
      changed = pass(tcx, body, args...);
    check(name);
    is_done = name == last;
    return changed;
  }
  /// In checked builds: the pass has left a body that the back ends can rely on.
  void check([[maybe_unused]] llvm::StringRef pass) {
#ifdef OCHRE_CHECKED
    if (std::string problem = find_violation(tcx, body); !problem.empty())
      bug(("after " + pass + " of " + ty::path_string(tcx, body.def_id, {}) + ": " + problem)
              .str());
#endif
  }
  /// True if elements of arrays were named.
  bool simplify_values();
  void simplify();
  void all(const ty::Instance *instance);
};

bool Optimizer::simplify_values() {
  run("copy-prop", propagate_copies);
  bool named = run("ref-prop", propagate_references);
  run("dead-stores", remove_dead_stores);
  return named;
}

void Optimizer::simplify() {
  for (unsigned round = 0, rounds = kRounds; round < rounds; ++round) {
    simplify_values();
    bool split = run("sroa", replace_aggregates);
    run("gvn", number_values);
    bool named = simplify_values();
    run("forward-temps", forward_temps);
    run("fold-branches", fold_branches);
    run("simplify-cfg", transform::simplify_cfg);
    bool threaded = run("jump-threading", thread_jumps);
    if (threaded)
      run("simplify-cfg", transform::simplify_cfg);
    bool unrolled = run("unroll", unroll_loops);
    if (unrolled) {
      run("simplify-cfg", transform::simplify_cfg);
      rounds = std::min(round + kRounds, kMaxRounds);
    }
    if (!split && !named && !threaded && !unrolled)
      break;
  }
  run("copy-prop", propagate_copies);
  run("dead-stores", remove_dead_stores);
}

void Optimizer::all(const ty::Instance *instance) {
  check("instantiation");
  run("panic-strategy", apply_panic_strategy);
  run("lower-intrinsics", lower_intrinsics);
  run("fold-branches", fold_branches);
  run("simplify-cfg", transform::simplify_cfg);
  run("inline", inline_calls, instance);
  run("simplify-cfg", transform::simplify_cfg);
  simplify();
}

/// Debug builds keep each function and variable as written; but WebAssembly, which has no debugger
/// that could tell, is too slow so.
bool is_wanted(const Options &opts) {
  return opts.codegen.opt_level != OptLevel::O0 || target_of(opts).is_wasm();
}

const Body *codegen_mir(TyCtxt &tcx, const ty::Instance *instance) {
  const Body *mono = tcx.instance_mir(instance);
  if (!mono || mono->tainted_by_errors)
    return mono;
  if (!is_wanted(tcx.sess.opts)) {
    if (tcx.sess.opts.codegen.panic != PanicStrategy::Trap)
      return mono;
    auto body = std::make_shared<Body>(*mono);
    apply_panic_strategy(tcx, *body);
    return tcx.own<Body>(std::move(*body));
  }
  tcx.optimizing.insert(instance);
  auto body = std::make_shared<Body>(*mono);
  Optimizer{tcx, *body}.all(instance);
  tcx.optimizing.erase(instance);
  return tcx.own<Body>(std::move(*body));
}

} // namespace

void provide(ty::Providers &providers) { providers.codegen_mir = codegen_mir; }

bool is_pass(llvm::StringRef name) { return llvm::is_contained(kPassNames, name); }

std::shared_ptr<const Body> run_passes(TyCtxt &tcx, const ty::Instance *instance,
                                       llvm::StringRef last) {
  const Body *mono = tcx.instance_mir(instance);
  if (!mono)
    return nullptr;
  auto body = std::make_shared<Body>(*mono);
  Optimizer{tcx, *body, last}.all(instance);
  return body;
}

} // namespace ochre::mir::optimize
