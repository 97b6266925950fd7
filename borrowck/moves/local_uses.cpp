#include "borrowck/moves/local_uses.h"

namespace ochre::borrowck {

using mir::Local;
using mir::Operand;
using mir::Place;
using mir::RvalueKind;
using mir::StatementKind;
using mir::TerminatorKind;

namespace {

struct UseWalker {
  const mir::Code &code;
  llvm::function_ref<void(Local, LocalUse)> each;

  void place(Place place, LocalUse whole) {
    each(place.local, place.is_local() ? whole : whole == LocalUse::Drop ? whole : LocalUse::Use);
    for (const mir::PlaceElem &e : code.projection(place))
      if (e.kind == mir::ProjectionKind::Index)
        each(Local(static_cast<uint32_t>(e.a)), LocalUse::Use);
  }
  void operand(const Operand &op) {
    if (op.is_place())
      place(op.place, LocalUse::Use);
  }
  void operands(mir::ListRange list) {
    for (const Operand &op : code.list(list))
      operand(op);
  }
  void rvalue(const mir::Rvalue &r) {
    switch (r.kind) {
    case RvalueKind::Use:
    case RvalueKind::Repeat:
    case RvalueKind::Cast:
    case RvalueKind::UnaryOp: return operand(r.a);
    case RvalueKind::BinaryOp: operand(r.a); return operand(r.b);
    case RvalueKind::Ref:
    case RvalueKind::RawPtr:
    case RvalueKind::Len:
    case RvalueKind::Discriminant:
    case RvalueKind::CopyForDeref: return place(r.place, LocalUse::Use);
    case RvalueKind::Aggregate: return operands(r.operands);
    case RvalueKind::ThreadLocalRef:
    case RvalueKind::NullaryOp: return;
    }
  }
  void statement(const mir::Statement &s) {
    switch (s.kind) {
    case StatementKind::Assign: rvalue(s.rvalue); return place(s.place, LocalUse::Define);
    case StatementKind::FakeRead:
    case StatementKind::SetDiscriminant: return place(s.place, LocalUse::Use);
    case StatementKind::StorageLive:
    case StatementKind::StorageDead: return each(s.local(), LocalUse::Storage);
    case StatementKind::Assume: return operand(s.rvalue.a);
    case StatementKind::CopyNonOverlapping: return operands(s.rvalue.operands);
    case StatementKind::PlaceMention:
    case StatementKind::AscribeUserType:
    case StatementKind::Nop: return;
    }
  }
  void terminator(const mir::Terminator &t) {
    switch (t.kind) {
    case TerminatorKind::SwitchInt: return operand(t.operand);
    case TerminatorKind::Drop: return place(t.place, LocalUse::Drop);
    case TerminatorKind::Call:
    case TerminatorKind::Yield:
      operand(t.operand);
      operands(t.operands);
      return place(t.place, LocalUse::Define);
    case TerminatorKind::Assert: operand(t.operand); return operands(t.operands);
    case TerminatorKind::InlineAsm:
      for (const mir::AsmOperand &op : code.asms[t.asm_row].operands) {
        if (op.kind == hir::AsmOperandKind::In || op.kind == hir::AsmOperandKind::InOut)
          operand(op.in);
        if (op.has_out)
          place(op.out, LocalUse::Define);
      }
      return;
    case TerminatorKind::Return: return each(mir::kReturnPlace, LocalUse::Use);
    case TerminatorKind::Goto:
    case TerminatorKind::UnwindResume:
    case TerminatorKind::UnwindTerminate:
    case TerminatorKind::Unreachable:
    case TerminatorKind::CoroutineDrop:
    case TerminatorKind::FalseEdge:
    case TerminatorKind::FalseUnwind: return;
    }
  }
};

} // namespace

void for_each_local_use_at(const mir::Body &body, mir::Location at,
                           llvm::function_ref<void(Local, LocalUse)> each) {
  UseWalker walker{*body.code, each};
  const mir::BasicBlockData &data = body[at.block];
  if (at.statement < data.statements.size())
    walker.statement(data.statements[at.statement]);
  else
    walker.terminator(data.terminator);
}

void for_each_local_use(const mir::Body &body,
                        llvm::function_ref<void(Local, LocalUse, mir::Location)> each) {
  for (mir::BasicBlock bb : body.code->blocks.ids())
    for (uint32_t i = 0; i <= body[bb].statements.size(); ++i) {
      mir::Location at{bb, i};
      for_each_local_use_at(body, at, [&](Local local, LocalUse use) { each(local, use, at); });
    }
}

} // namespace ochre::borrowck
