// Unsafe operations outside of unsafe blocks: an error in safe functions, a lint in unsafe ones
// (unsafe_op_in_unsafe_fn). Unsafe blocks around no such operation (unused_unsafe).
#include "sema/patterns/diags.h"
#include "sema/patterns/unsafe_lints.h"
#include "sema/patterns/unsafe_ops.h"

namespace ochre::patterns {
namespace {

bool is_unsafe_fn(const hir::Owner &nodes, const hir::Body &body) {
  return body.kind == hir::BodyKind::Fn && nodes.item.fn_decl.is_valid() &&
         nodes.fn_decls[nodes.item.fn_decl].header.safety == hir::Safety::Unsafe;
}

void explain(DiagBuilder &diag, const UnsafeOp &op) {
  diag.primary_label(op.label);
  if (!op.note.empty())
    diag.note(op.note);
  if (!op.help.empty())
    diag.help(op.help);
}

class UnsafeLints {
public:
  UnsafeLints(ty::TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root)
      : tcx_(tcx), levels_(levels), root_(root), nodes_(tcx.krate->owner_of(root)),
        body_(nodes_.bodies[hir::body_of(*tcx.krate, root)]) {}

  void run() {
    bool in_unsafe_fn = is_unsafe_fn(nodes_, body_);
    if (!in_unsafe_fn && !llvm::any_of(nodes_.blocks, [](const hir::Block &block) {
          return block.rules == hir::BlockRules::Unsafe;
        }))
      return;
    typeck::TypedBody typed{nodes_, *tcx_.typeck(root_)};
    UnsafeOps ops = find_unsafe_ops(tcx_, typed, body_.value, tcx_.defs.to_def_id(root_));
    if (in_unsafe_fn)
      for (const UnsafeOp &op : ops.outside)
        report_in_unsafe_fn(op);
    check_blocks(ops.blocks);
  }

private:
  void report_in_unsafe_fn(const UnsafeOp &op) {
    if (auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::UnsafeOpInUnsafeFn, root_, op.span,
                              op.what + " is unsafe and requires unsafe block")) {
      explain(*diag, op);
      diag->code(DiagCode::E0133)
          .note("an unsafe function restricts its caller, but its body is safe by default")
          .emit_any();
    }
  }
  /// Of two nested blocks that both hold operations, the inner one is not needed.
  void check_blocks(llvm::ArrayRef<UnsafeBlock> blocks) {
    std::vector<llvm::SmallVector<int32_t, 2>> used_inside(blocks.size());
    for (int32_t i = static_cast<int32_t>(blocks.size()) - 1; i >= 0; --i) {
      const UnsafeBlock &at = blocks[i];
      llvm::SmallVector<int32_t, 2> to_parent;
      if (at.is_implied || !at.is_used) {
        if (!at.is_implied)
          report_unused(at, nullptr);
        to_parent = used_inside[i];
      } else {
        for (int32_t inner : used_inside[i])
          report_unused(blocks[inner], &at);
        to_parent = {i};
      }
      if (at.parent >= 0)
        used_inside[at.parent].append(to_parent.begin(), to_parent.end());
    }
  }
  /// The word `unsafe` of the block.
  Span keyword(const UnsafeBlock &at) const {
    Span span = nodes_.exprs[at.expr].span;
    span.hi = span.lo + static_cast<uint32_t>(llvm::StringRef("unsafe").size());
    return span;
  }
  void report_unused(const UnsafeBlock &at, const UnsafeBlock *around) {
    auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::UnusedUnsafe, root_, keyword(at),
                          "unnecessary `unsafe` block");
    if (!diag)
      return;
    diag->primary_label("unnecessary `unsafe` block");
    if (around)
      diag->label(keyword(*around), "because it's nested under this `unsafe` block");
    diag->emit_any();
  }

  ty::TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  LocalDefId root_;
  const hir::Owner &nodes_;
  const hir::Body &body_;
};

} // namespace

void check_unsafety(ty::TyCtxt &tcx, const typeck::TypedBody &typed, const hir::Body &body,
                    DefId owner) {
  if (is_unsafe_fn(typed.nodes, body))
    return;
  for (const UnsafeOp &op : find_unsafe_ops(tcx, typed, body.value, owner).outside) {
    bool is_2024 = tcx.sess.edition(op.span) >= Edition::E2024;
    DiagBuilder diag =
        error(tcx.sess, op.span, diag::UnsafeUse, op.what, is_2024 ? "block" : "function or block");
    explain(diag, op);
    diag.emit();
  }
}

void check_unsafe_lints(ty::TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root) {
  if (!tcx.typeck(root)->tainted_by_errors)
    UnsafeLints(tcx, levels, root).run();
}

} // namespace ochre::patterns
