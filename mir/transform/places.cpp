#include "mir/transform/places.h"

namespace ochre::mir::transform {

namespace {

void visit_operand(Operand &operand, PlaceFn each) {
  if (operand.is_place())
    each(operand.place, operand.kind == OperandKind::Move ? PlaceUse::Move : PlaceUse::Read);
}

void visit_operands(Code &code, ListRange range, PlaceFn each) {
  for (uint32_t i = 0; i < range.count; ++i)
    visit_operand(code.operands[range.begin + i], each);
}

void visit_rvalue(Code &code, Rvalue &r, PlaceFn each) {
  switch (r.kind) {
  case RvalueKind::Use:
  case RvalueKind::Repeat:
  case RvalueKind::Cast:
  case RvalueKind::UnaryOp: return visit_operand(r.a, each);
  case RvalueKind::BinaryOp: visit_operand(r.a, each); return visit_operand(r.b, each);
  case RvalueKind::Ref:
  case RvalueKind::RawPtr: return each(r.place, PlaceUse::Borrow);
  case RvalueKind::Len:
  case RvalueKind::Discriminant:
  case RvalueKind::CopyForDeref: return each(r.place, PlaceUse::Read);
  case RvalueKind::Aggregate: return visit_operands(code, r.operands, each);
  case RvalueKind::ThreadLocalRef:
  case RvalueKind::NullaryOp: return;
  }
}

} // namespace

void for_each_place(Code &code, Statement &s, PlaceFn each) {
  switch (s.kind) {
  case StatementKind::Assign:
    visit_rvalue(code, s.rvalue, each);
    return each(s.place, PlaceUse::Write);
  case StatementKind::FakeRead:
  case StatementKind::PlaceMention: return each(s.place, PlaceUse::Read);
  case StatementKind::SetDiscriminant: return each(s.place, PlaceUse::Write);
  case StatementKind::Assume: return visit_operand(s.rvalue.a, each);
  case StatementKind::CopyNonOverlapping: return visit_operands(code, s.rvalue.operands, each);
  case StatementKind::AscribeUserType:
  case StatementKind::StorageLive:
  case StatementKind::StorageDead:
  case StatementKind::Nop: return;
  }
}

void for_each_place(Code &code, Terminator &t, PlaceFn each) {
  switch (t.kind) {
  case TerminatorKind::SwitchInt: return visit_operand(t.operand, each);
  case TerminatorKind::Drop: return each(t.place, PlaceUse::Drop);
  case TerminatorKind::Call:
    visit_operand(t.operand, each);
    visit_operands(code, t.operands, each);
    return each(t.place, PlaceUse::Return);
  case TerminatorKind::Assert:
    visit_operand(t.operand, each);
    return visit_operands(code, t.operands, each);
  case TerminatorKind::Yield:
    visit_operand(t.operand, each);
    return each(t.place, PlaceUse::Return);
  case TerminatorKind::InlineAsm:
    for (AsmOperand &op : code.asms[t.asm_row].operands) {
      visit_operand(op.in, each);
      if (op.has_out)
        each(op.out, PlaceUse::Return);
    }
    return;
  case TerminatorKind::Goto:
  case TerminatorKind::UnwindResume:
  case TerminatorKind::UnwindTerminate:
  case TerminatorKind::Return:
  case TerminatorKind::Unreachable:
  case TerminatorKind::CoroutineDrop:
  case TerminatorKind::FalseEdge:
  case TerminatorKind::FalseUnwind: return;
  }
}

} // namespace ochre::mir::transform
