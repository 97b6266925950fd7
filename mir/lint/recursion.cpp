#include "mir/lint/recursion.h"

#include "sema/ty/fold.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::lint {

namespace {

class Recursion {
public:
  Recursion(TyCtxt &tcx, const Body &body)
      : tcx_(tcx), body_(body), env_{tcx.param_env(body.def_id), ty::TypingMode::PostAnalysis},
        active_(static_cast<unsigned>(body.code->blocks.size())),
        done_(static_cast<unsigned>(body.code->blocks.size())) {
    DefId parent = tcx.defs.parent(body.def_id);
    if (tcx.def_kind(parent) == DefKind::Trait)
      trait_args_ = ty::identity_args(tcx, parent);
  }

  /// The calls of itself that no path avoids; empty: there is a way around them.
  std::vector<Span> run() { return every_path_recurs() ? std::move(calls_) : std::vector<Span>(); }

private:
  struct Frame {
    BasicBlock block;
    llvm::SmallVector<BasicBlock, 4> next;
  };
  /// Depth first: false at the first end of the function or edge back into a loop.
  bool every_path_recurs() {
    std::vector<Frame> stack;
    if (!enter(BasicBlock(0), stack))
      return false;
    while (!stack.empty()) {
      Frame &top = stack.back();
      if (top.next.empty()) {
        active_.reset(top.block.raw);
        stack.pop_back();
        continue;
      }
      BasicBlock next = top.next.pop_back_val();
      if (active_.test(next.raw))
        return false;
      if (!done_.test(next.raw) && !enter(next, stack))
        return false;
    }
    return true;
  }
  bool enter(BasicBlock block, std::vector<Frame> &stack) {
    active_.set(block.raw);
    done_.set(block.raw);
    stack.push_back({block, {}});
    const Terminator &term = body_[block].terminator;
    switch (term.kind) {
    case TerminatorKind::Return:
    case TerminatorKind::UnwindResume:
    case TerminatorKind::UnwindTerminate:
    case TerminatorKind::CoroutineDrop:
    case TerminatorKind::InlineAsm: return false;
    case TerminatorKind::Call:
      if (calls_itself(term)) {
        calls_.push_back(term.source.span);
        return true;
      }
      break;
    case TerminatorKind::Goto:
    case TerminatorKind::SwitchInt:
    case TerminatorKind::Unreachable:
    case TerminatorKind::Drop:
    case TerminatorKind::Assert:
    case TerminatorKind::Yield:
    case TerminatorKind::FalseEdge:
    case TerminatorKind::FalseUnwind: break;
    }
    stack.back().next = flows_to(term);
    return true;
  }
  /// Without unwinding and the edges that are there for borrow checking alone.
  llvm::SmallVector<BasicBlock, 4> flows_to(const Terminator &term) const {
    if (term.kind == TerminatorKind::FalseEdge || term.kind == TerminatorKind::FalseUnwind)
      return {term.target};
    llvm::SmallVector<BasicBlock, 4> out = successors(*body_.code, term);
    llvm::erase_if(out, [&](BasicBlock next) { return body_[next].is_cleanup; });
    return out;
  }
  bool calls_itself(const Terminator &term) const {
    if (term.operand.is_place() || term.operands.count != body_.arg_count)
      return false;
    ty::Ty callee = body_.tables.consts[term.operand.ct].ty;
    if (!callee.is(ty::TyKind::FnDef))
      return false;
    ty::GenericArgs args = ty::erase_regions(tcx_, callee.args());
    DefId def = callee.def_id();
    if (def != body_.def_id) {
      if (tcx_.def_kind(tcx_.defs.parent(def)) != DefKind::Trait)
        return false;
      const ty::Instance *instance = tcx_.resolve_instance({env_, def, args});
      if (!instance || instance->kind != ty::InstanceKind::Item)
        return false;
      def = instance->def_id;
      args = instance->args;
    }
    return def == body_.def_id && of_same_impl(args);
  }
  /// A trait's own body calls itself only for the same Self and arguments of the trait.
  bool of_same_impl(ty::GenericArgs args) const {
    for (size_t i = 0; i < trait_args_.size(); ++i)
      if (i >= args.size() || args[i] != ty::erase_regions(tcx_, trait_args_[i]))
        return false;
    return true;
  }

  TyCtxt &tcx_;
  const Body &body_;
  ty::TypingEnv env_;
  ty::GenericArgs trait_args_;
  llvm::BitVector active_; ///< on the path
  llvm::BitVector done_;
  std::vector<Span> calls_;
};

} // namespace

void check_recursion(TyCtxt &tcx, const hir::LintLevels &levels, const Body &body) {
  DefKind kind = tcx.def_kind(body.def_id);
  if (body.tainted_by_errors || (kind != DefKind::Fn && kind != DefKind::AssocFn))
    return;
  std::vector<Span> calls = Recursion(tcx, body).run();
  if (calls.empty())
    return;
  LocalDefId local = tcx.defs.expect_local(body.def_id);
  auto diag = hir::lint(tcx.sess, levels, hir::Lint::UnconditionalRecursion, local,
                        tcx.krate->owner_of(local).item.head_span,
                        "function cannot return without recursing");
  if (!diag)
    return;
  diag->primary_label("cannot return without recursing");
  for (Span call : calls)
    diag->label(call, "recursive call site");
  diag->help("a `loop` may express intention better if this is on purpose").emit_any();
}

} // namespace ochre::mir::lint
