// Which locals are values: assigned once, where that dominates every use, and of a type that fits
// registers. All others have a place on the stack.

#include "codegen/llvm/cx.h"

namespace ochre::codegen {

namespace {

/// Which locals are one value with one definition that dominates every use.
struct LocalUses {
  struct Use {
    unsigned defs = 0;
    mir::BasicBlock def_block;
    bool in_memory = false;
  };
  const mir::Body &body;
  IndexVec<mir::Local, Use> uses;
  std::vector<mir::BasicBlock> order;
  IndexVec<mir::BasicBlock, uint32_t> position;
  IndexVec<mir::BasicBlock, uint32_t> idom; ///< position of the immediate dominator

  explicit LocalUses(const mir::Body &body) : body(body) {
    uses.resize(body.code->locals.size());
    order = mir::reverse_postorder(*body.code);
    position.resize(body.code->blocks.size(), UINT32_MAX);
    for (uint32_t i = 0; i < order.size(); ++i)
      position[order[i]] = i;
    compute_dominators();
    for (uint32_t i = 1; i <= body.arg_count; ++i)
      uses[mir::Local(i)] = {1, mir::kStartBlock, false};
    for (mir::BasicBlock bb : order)
      block(bb);
  }

  void compute_dominators() {
    auto preds = mir::predecessors(*body.code);
    std::vector<uint32_t> dom(order.size(), UINT32_MAX);
    if (!dom.empty())
      dom[0] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (uint32_t i = 1; i < order.size(); ++i) {
        uint32_t best = UINT32_MAX;
        for (mir::BasicBlock p : preds[order[i]]) {
          uint32_t at = position[p];
          if (at == UINT32_MAX || dom[at] == UINT32_MAX)
            continue;
          if (best == UINT32_MAX) {
            best = at;
            continue;
          }
          while (at != best) {
            while (at > best)
              at = dom[at];
            while (best > at)
              best = dom[best];
          }
        }
        if (dom[i] != best) {
          dom[i] = best;
          changed = true;
        }
      }
    }
    idom.resize(body.code->blocks.size(), 0);
    for (uint32_t i = 0; i < order.size(); ++i)
      idom[order[i]] = dom[i];
    single_pred.resize(body.code->blocks.size(), false);
    for (mir::BasicBlock bb : body.code->blocks.ids())
      single_pred[bb] = preds[bb].size() == 1;
  }
  IndexVec<mir::BasicBlock, uint8_t> single_pred;

  bool dominates(mir::BasicBlock a, mir::BasicBlock b) const {
    uint32_t want = position[a];
    uint32_t at = position[b];
    while (at > want)
      at = idom[order[at]];
    return at == want;
  }
  void define(mir::Local local, mir::BasicBlock bb) {
    Use &use = uses[local];
    ++use.defs;
    use.def_block = bb;
    if (use.defs > 1)
      use.in_memory = true;
  }
  void use(mir::Local local, mir::BasicBlock bb) {
    Use &u = uses[local];
    // Blocks come in reverse post-order: a definition that dominates was seen before.
    if (u.defs == 0 || !dominates(u.def_block, bb))
      u.in_memory = true;
  }
  void place_read(mir::Place place, mir::BasicBlock bb) {
    use(place.local, bb);
    bool behind_pointer = false;
    for (const mir::PlaceElem &e : body.code->projection(place)) {
      if (e.kind == mir::ProjectionKind::Index)
        use(mir::Local(static_cast<uint32_t>(e.a)), bb);
      behind_pointer |= e.kind == mir::ProjectionKind::Deref;
      // Elements of a value need its address.
      if (!behind_pointer && e.kind != mir::ProjectionKind::Field &&
          e.kind != mir::ProjectionKind::Downcast)
        uses[place.local].in_memory = true;
    }
  }
  /// A place whose address is taken or that is written to.
  void place_address(mir::Place place, mir::BasicBlock bb) {
    place_read(place, bb);
    bool behind_pointer = false;
    for (const mir::PlaceElem &e : body.code->projection(place))
      behind_pointer |= e.kind == mir::ProjectionKind::Deref;
    if (!behind_pointer)
      uses[place.local].in_memory = true;
  }
  void operand(const mir::Operand &op, mir::BasicBlock bb) {
    if (op.is_place())
      place_read(op.place, bb);
  }
  void rvalue(const mir::Rvalue &r, mir::BasicBlock bb) {
    switch (r.kind) {
    case mir::RvalueKind::Ref:
    case mir::RvalueKind::RawPtr: return place_address(r.place, bb);
    case mir::RvalueKind::Len: return place_address(r.place, bb);
    case mir::RvalueKind::Discriminant:
      // Of a part: read through its address.
      return r.place.is_local() ? place_read(r.place, bb) : place_address(r.place, bb);
    case mir::RvalueKind::CopyForDeref: return place_read(r.place, bb);
    case mir::RvalueKind::Aggregate:
      for (const mir::Operand &op : body.code->list(r.operands))
        operand(op, bb);
      return;
    case mir::RvalueKind::BinaryOp: operand(r.a, bb); return operand(r.b, bb);
    case mir::RvalueKind::Use:
    case mir::RvalueKind::Repeat:
    case mir::RvalueKind::Cast:
    case mir::RvalueKind::UnaryOp: return operand(r.a, bb);
    case mir::RvalueKind::ThreadLocalRef:
    case mir::RvalueKind::NullaryOp: return;
    }
  }
  void write(mir::Place place, mir::BasicBlock bb) {
    if (place.is_local())
      define(place.local, bb);
    else
      place_address(place, bb);
  }
  void block(mir::BasicBlock bb) {
    const mir::BasicBlockData &data = body[bb];
    for (const mir::Statement &s : data.statements) {
      switch (s.kind) {
      case mir::StatementKind::Assign:
        rvalue(s.rvalue, bb);
        write(s.place, bb);
        break;
      case mir::StatementKind::SetDiscriminant: place_address(s.place, bb); break;
      case mir::StatementKind::Assume: operand(s.rvalue.a, bb); break;
      case mir::StatementKind::CopyNonOverlapping:
        for (const mir::Operand &op : body.code->list(s.rvalue.operands))
          operand(op, bb);
        break;
      case mir::StatementKind::FakeRead:
      case mir::StatementKind::StorageLive:
      case mir::StatementKind::StorageDead:
      case mir::StatementKind::PlaceMention:
      case mir::StatementKind::AscribeUserType:
      case mir::StatementKind::Nop: break;
      }
    }
    terminator(data.terminator, bb);
  }
  void inline_asm(const mir::InlineAsm &row, mir::BasicBlock bb) {
    for (const mir::AsmOperand &op : row.operands) {
      if (op.kind == hir::AsmOperandKind::In || op.kind == hir::AsmOperandKind::InOut)
        operand(op.in, bb);
      if (op.has_out)
        place_address(op.out, bb);
    }
  }
  void terminator(const mir::Terminator &t, mir::BasicBlock bb) {
    switch (t.kind) {
    case mir::TerminatorKind::SwitchInt: operand(t.operand, bb); break;
    case mir::TerminatorKind::Return: use(mir::kReturnPlace, bb); break;
    case mir::TerminatorKind::Drop: place_address(t.place, bb); break;
    case mir::TerminatorKind::Call:
      operand(t.operand, bb);
      for (const mir::Operand &op : body.code->list(t.operands))
        operand(op, bb);
      if (t.target.is_valid() && t.place.is_local() && single_pred[t.target])
        define(t.place.local, t.target);
      else
        place_address(t.place, bb);
      break;
    case mir::TerminatorKind::Assert:
      operand(t.operand, bb);
      for (const mir::Operand &op : body.code->list(t.operands))
        operand(op, bb);
      break;
    case mir::TerminatorKind::InlineAsm: inline_asm(body.code->asms[t.asm_row], bb); break;
    case mir::TerminatorKind::Goto:
    case mir::TerminatorKind::UnwindResume:
    case mir::TerminatorKind::UnwindTerminate:
    case mir::TerminatorKind::Unreachable:
    case mir::TerminatorKind::Yield:
    case mir::TerminatorKind::CoroutineDrop:
    case mir::TerminatorKind::FalseEdge:
    case mir::TerminatorKind::FalseUnwind: break;
    }
  }
};

} // namespace

void FunctionCx::analyze_locals() {
  LocalUses uses(body);
  // A variable stays in memory where a debugger looks for it.
  if (tcx.sess.opts.codegen.debuginfo == ochre::DebugInfo::Full)
    for (const mir::VarDebugInfo &var : code.var_debug_info)
      if (!var.is_const)
        uses.uses[var.place.local].in_memory = true;
  for (mir::Local local : code.locals.ids()) {
    const Layout *layout = layout_of(body.local_ty(local));
    bool is_value = layout->is_zst() || layout->is_scalar() || layout->is_scalar_pair();
    const LocalUses::Use &use = uses.uses[local];
    bool ssa = is_value && !use.in_memory && use.defs == 1;
    if (layout->is_zst() && !layout->is_unsized && !use.in_memory)
      ssa = true;
    // An argument without a known size is at the address that the caller gives.
    bool is_arg = body.local_kind(local) == mir::LocalKind::Arg;
    // What nothing writes (it was promoted) needs no room.
    ssa |= use.defs == 0 && !use.in_memory && !is_arg && local != mir::kReturnPlace;
    if (layout->is_unsized && !is_arg) {
      cx.unsupported(code.locals[local].source.span, "unsized locals");
      continue;
    }
    locals[local].in_memory = !ssa;
    locals[local].value.layout = layout;
  }
}

} // namespace ochre::codegen
