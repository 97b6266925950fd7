#include "mir/optimize/inline.h"

#include "mir/ir/visit.h"
#include "mir/optimize/context.h"
#include "mir/optimize/splice.h"

namespace ochre::mir::optimize {

namespace {

/// Costs in statements; a call counts as several, as it also passes its arguments.
constexpr uint32_t kCallCost = 4;
struct Thresholds {
  uint32_t plain; ///< of any function
  uint32_t hint;  ///< of one that says `#[inline]`
};
constexpr Thresholds kForSpeed = {40, 80};
constexpr Thresholds kForSize = {20, 40};
constexpr uint32_t kAlwaysThreshold = 1000;
/// A caller does not grow beyond this by callees that are worth more than a call.
constexpr uint32_t kMaxCaller = 3000;
/// Callees of callees that are optimised at a time.
constexpr size_t kMaxDepth = 96;

uint32_t statement_cost(const Statement &s) {
  return s.kind == StatementKind::Assign || s.kind == StatementKind::SetDiscriminant ||
                 s.kind == StatementKind::CopyNonOverlapping
             ? 1
             : 0;
}

/// What the callee's code costs where it runs; cleanup counts little, as it is far away.
uint32_t cost_of(const Body &body) {
  uint32_t cost = 0;
  for (const BasicBlockData &block : body.code->blocks) {
    if (block.is_cleanup)
      continue;
    for (const Statement &s : block.statements)
      cost += statement_cost(s);
    switch (block.terminator.kind) {
    case TerminatorKind::Call:
    case TerminatorKind::Drop: cost += kCallCost; break;
    case TerminatorKind::Assert: cost += 2; break;
    case TerminatorKind::SwitchInt: cost += 1; break;
    case TerminatorKind::Goto:
    case TerminatorKind::UnwindResume:
    case TerminatorKind::UnwindTerminate:
    case TerminatorKind::Return:
    case TerminatorKind::Unreachable:
    case TerminatorKind::Yield:
    case TerminatorKind::CoroutineDrop:
    case TerminatorKind::FalseEdge:
    case TerminatorKind::FalseUnwind:
    case TerminatorKind::InlineAsm: break; // free
    }
  }
  return cost;
}

bool has_assembly(const Body &body) {
  return llvm::any_of(body.code->blocks, [](const BasicBlockData &block) {
    return block.terminator.kind == TerminatorKind::InlineAsm;
  });
}

struct Inliner {
  TyCtxt &tcx;
  Body &body;
  const ty::Instance *self;
  Thresholds thresholds = kForSpeed;
  const ty::CodegenFnAttrs *own_attrs = nullptr;
  uint32_t size = 0;

  const ty::Instance *callee_of(const Terminator &call) const;
  bool may_inline(const ty::Instance &callee, uint32_t &limit) const;
  bool try_inline(BasicBlock bb);
  void run();
};

const ty::Instance *Inliner::callee_of(const Terminator &call) const {
  ty::Ty fn_ty = operand_ty(tcx, body, call.operand);
  if (!fn_ty.is(ty::TyKind::FnDef) || tcx.intrinsic_name(fn_ty.def_id()).is_valid())
    return nullptr;
  const ty::Instance *callee = tcx.resolve_instance({mono_env(), fn_ty.def_id(), fn_ty.args()});
  if (!callee || callee == self)
    return nullptr;
  switch (callee->kind) {
  case ty::InstanceKind::Item:
  case ty::InstanceKind::FnPtrShim:
  case ty::InstanceKind::ClosureOnceShim:
  case ty::InstanceKind::CloneShim: return callee;
  case ty::InstanceKind::Intrinsic:
  case ty::InstanceKind::VTableShim:
  case ty::InstanceKind::ReifyShim:
  case ty::InstanceKind::Virtual:
  case ty::InstanceKind::DropGlue:
  case ty::InstanceKind::ThreadLocalShim:
  case ty::InstanceKind::FnPtrAddrShim:
  case ty::InstanceKind::AsyncDropGlue: return nullptr;
  }
  return nullptr;
}

bool Inliner::may_inline(const ty::Instance &callee, uint32_t &limit) const {
  limit = thresholds.plain;
  DefKind kind = tcx.def_kind(callee.def_id);
  if (callee.kind != ty::InstanceKind::Item || is_ctor(kind))
    return true;
  if (kind == DefKind::Closure) {
    limit = thresholds.hint;
    return true;
  }
  if ((kind != DefKind::Fn && kind != DefKind::AssocFn) || !tcx.is_mir_available(callee.def_id))
    return false;
  ty::Abi abi = tcx.fn_sig(callee.def_id).skip_binder().skip_binder().abi;
  if (abi != ty::Abi::Rust && abi != ty::Abi::RustCall && abi != ty::Abi::RustCold)
    return false;
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(callee.def_id);
  if (!attrs)
    return true;
  // What may use more of the processor than the caller must stay apart.
  bool same_features = attrs->target_features.empty() ||
                       (own_attrs && own_attrs->target_features == attrs->target_features);
  if (attrs->is_naked || attrs->linkage.is_valid() || !same_features ||
      attrs->inline_attr == ty::InlineAttr::Never)
    return false;
  if (attrs->inline_attr == ty::InlineAttr::Always)
    limit = kAlwaysThreshold;
  else if (attrs->inline_attr == ty::InlineAttr::Hint)
    limit = thresholds.hint;
  else if (attrs->is_cold || abi == ty::Abi::RustCold)
    return false;
  return true;
}

bool Inliner::try_inline(BasicBlock bb) {
  const Terminator call = body[bb].terminator;
  if (call.kind != TerminatorKind::Call || body[bb].is_cleanup || !call.target.is_valid())
    return false;
  const ty::Instance *callee = callee_of(call);
  uint32_t limit = 0;
  if (!callee || callee->track_caller || !may_inline(*callee, limit) ||
      tcx.optimizing.contains(callee) || tcx.optimizing.size() >= kMaxDepth)
    return false;
  const Body *code = tcx.codegen_mir(callee);
  if (!code || code->tainted_by_errors || code->coroutine || has_assembly(*code))
    return false;
  uint32_t cost = cost_of(*code);
  if (cost > limit || (cost > kCallCost && size + cost > kMaxCaller))
    return false;
  size += cost;
  splice(tcx, body, bb, *code, tcx.mk_fn_def(callee->def_id, callee->args));
  return true;
}

void Inliner::run() {
  OptLevel level = tcx.sess.opts.codegen.opt_level;
  if (level == OptLevel::Os || level == OptLevel::Oz)
    thresholds = kForSize;
  if (self->kind == ty::InstanceKind::Item && !is_ctor(tcx.def_kind(self->def_id)))
    own_attrs = tcx.codegen_fn_attrs(self->def_id);
  size = cost_of(body);
  // What is put in was optimised before: its calls stay calls.
  for (uint32_t i = 0, count = static_cast<uint32_t>(body.code->blocks.size()); i < count; ++i)
    try_inline(BasicBlock(i));
}

} // namespace

void inline_calls(TyCtxt &tcx, Body &body, const ty::Instance *self) {
  Inliner{tcx, body, self}.run();
}

} // namespace ochre::mir::optimize
