// `asm!`: operands in order, a terminator, then the blocks of labels.

#include "mir/build/builder.h"

#include "mir/ir/alloc_table.h"

namespace ochre::mir::build {

namespace {

constexpr uint32_t kNoReturn = 1u << 4;

struct AsmBuilder {
  Builder &b;
  BasicBlock &block;
  const hir::InlineAsm &in;
  Span span;
  InlineAsm out;
  std::vector<std::pair<size_t, hir::BlockId>> labels;

  /// `sym f` as the function's type, `sym S` as the address of the static.
  void symbol(const hir::AsmOperand &operand, AsmOperand &lowered) {
    const hir::Expr &expr = b.nodes.exprs[operand.in];
    hir::Res res = expr.kind == hir::ExprKind::Path ? b.results.res_of(b.nodes, expr.qpath())
                                                    : hir::Res::err();
    ConstOperand ct;
    ct.ty = b.results.expr_ty(operand.in);
    ct.span = operand.span;
    if (!ct.ty.is(ty::TyKind::FnDef)) {
      if (!res.is_def(DefKind::Static))
        return b.unsupported(operand.span, "this `sym` operand of inline assembly");
      ct.ty = b.tcx.mk_ptr(ct.ty, ty::Mutability::Not);
      ct.value.kind = ConstValueKind::Scalar;
      ct.value.scalar = Scalar::ptr(alloc_table(b.tcx).static_item(res.def_id), 0,
                                    static_cast<uint8_t>(b.tcx.pointer_bits / 8));
    }
    lowered.ct = b.const_idx(ct);
  }

  Place place(hir::ExprId expr) { return b.to_place(b.as_place(block, b.mirror(expr))); }

  void operand(const hir::AsmOperand &operand) {
    AsmOperand lowered;
    lowered.kind = operand.kind;
    lowered.is_late = operand.is_late;
    lowered.is_explicit_reg = operand.is_explicit_reg;
    lowered.reg = operand.reg;
    switch (operand.kind) {
    case hir::AsmOperandKind::In: lowered.in = b.as_operand(block, b.mirror(operand.in)); break;
    case hir::AsmOperandKind::Out:
    case hir::AsmOperandKind::SplitInOut:
      if (operand.in.is_valid())
        lowered.in = b.as_operand(block, b.mirror(operand.in));
      lowered.has_out = operand.out.is_valid();
      if (lowered.has_out)
        lowered.out = place(operand.out);
      if (operand.kind == hir::AsmOperandKind::SplitInOut)
        lowered.kind = hir::AsmOperandKind::InOut;
      break;
    case hir::AsmOperandKind::InOut:
      lowered.has_out = true;
      lowered.out = place(operand.in);
      lowered.in = Operand::copy(lowered.out);
      break;
    case hir::AsmOperandKind::Const:
      b.unsupported(operand.span, "`const` operands of inline assembly");
      break;
    case hir::AsmOperandKind::Sym: symbol(operand, lowered); break;
    case hir::AsmOperandKind::Label: labels.push_back({out.operands.size(), operand.label}); break;
    }
    out.operands.push_back(lowered);
  }

  void run(Place dest) {
    out.pieces = in.pieces;
    out.clobber_abis = in.clobber_abis;
    out.options = in.options;
    out.line_spans = in.line_spans;
    for (const hir::AsmOperand &each : in.operands)
      operand(each);
    bool returns = !(in.options & kNoReturn);
    BasicBlock next = b.new_block();
    if (returns)
      out.targets.push_back(next);
    for (auto &[index, label] : labels) {
      BasicBlock at = b.new_block();
      out.operands[index].label = at;
      out.targets.push_back(at);
    }
    Terminator term;
    term.kind = TerminatorKind::InlineAsm;
    term.asm_row = static_cast<uint32_t>(b.code.asms.size());
    b.code.asms.push_back(out);
    b.terminate(block, b.source(span), term);
    b.record_unwind(block);
    if (returns)
      b.assign_unit(next, b.source(span), dest);
    // Labels lead to their blocks, and these to what follows.
    BasicBlock after = labels.empty() ? next : b.new_block();
    if (!labels.empty() && returns)
      b.go_to(next, after, b.source(span));
    for (auto &[index, label] : labels) {
      BasicBlock at = out.operands[index].label;
      b.block_into(dest, at, label);
      b.go_to(at, after, b.source(span));
    }
    block = after;
  }
};

} // namespace

void Builder::inline_asm(Place dest, BasicBlock &block, const hir::InlineAsm &assembly, Span span) {
  AsmBuilder{*this, block, assembly, span, {}, {}}.run(dest);
}

} // namespace ochre::mir::build
