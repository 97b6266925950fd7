#include "borrowck/moves/accesses.h"

namespace ochre::borrowck {

using mir::BorrowKind;
using mir::Operand;
using mir::OperandKind;
using mir::Rvalue;
using mir::RvalueKind;
using mir::Statement;
using mir::StatementKind;
using mir::Terminator;
using mir::TerminatorKind;

namespace {

struct Walker {
  const mir::Code &code;
  Span span;
  llvm::function_ref<void(const Access &)> each;

  void read(Place place, AccessDepth depth, InitAction action = InitAction::Use) {
    Access a{place, span, depth, AccessKind::Copy};
    a.init = InitCheck::PathAndSubpaths;
    a.action = action;
    each(a);
  }
  void operand(const Operand &op) {
    switch (op.kind) {
    case OperandKind::Copy: return read(op.place, AccessDepth::Deep);
    case OperandKind::Move: {
      Access a{op.place, span, AccessDepth::Deep, AccessKind::Move};
      a.mutation = LocalMutation::Allowed;
      a.init = InitCheck::PathAndSubpaths;
      return each(a);
    }
    case OperandKind::Const: return;
    }
  }
  void mutate(Place place, AccessDepth depth) {
    Access a{place, span, depth, AccessKind::Mutate};
    a.init = InitCheck::Assigned;
    each(a);
  }
  void borrow(Place place, BorrowKind kind) {
    Access a{place, span, AccessDepth::Deep, AccessKind::Borrow};
    a.borrow = kind;
    a.init = InitCheck::PathAndSubpaths;
    a.action = InitAction::Borrow;
    if (kind == BorrowKind::FakeShallow) {
      a.depth = AccessDepth::FakeBorrow;
      a.action = InitAction::MatchOn;
    } else if (mir::is_mutable(kind)) {
      a.kind = AccessKind::MutableBorrow;
      a.is_reservation = kind == BorrowKind::MutTwoPhase;
    }
    each(a);
  }
  void raw_borrow(const Rvalue &r);
  void rvalue(const Rvalue &r);
  void statement(const Statement &s);
  void terminator(const Terminator &t);
  void inline_asm(const Terminator &t);
};

void Walker::raw_borrow(const Rvalue &r) {
  switch (r.raw_kind()) {
  case mir::RawPtrKind::Mut: return borrow(r.place, BorrowKind::Mut);
  case mir::RawPtrKind::Const: return borrow(r.place, BorrowKind::Shared);
  case mir::RawPtrKind::FakeForPtrMetadata:
    return read(r.place, AccessDepth::ArrayLength, InitAction::Borrow);
  }
}

void Walker::rvalue(const Rvalue &r) {
  switch (r.kind) {
  case RvalueKind::Use:
  case RvalueKind::Repeat:
  case RvalueKind::Cast:
  case RvalueKind::UnaryOp: return operand(r.a);
  case RvalueKind::BinaryOp: operand(r.a); return operand(r.b);
  case RvalueKind::Aggregate:
    for (const Operand &op : code.list(r.operands))
      operand(op);
    return;
  case RvalueKind::Ref: return borrow(r.place, r.borrow_kind());
  case RvalueKind::RawPtr: return raw_borrow(r);
  case RvalueKind::Len: return read(r.place, AccessDepth::ArrayLength);
  case RvalueKind::Discriminant: return read(r.place, AccessDepth::Shallow);
  case RvalueKind::CopyForDeref: return read(r.place, AccessDepth::Deep);
  case RvalueKind::ThreadLocalRef:
  case RvalueKind::NullaryOp: return;
  }
}

void Walker::statement(const Statement &s) {
  switch (s.kind) {
  case StatementKind::Assign: rvalue(s.rvalue); return mutate(s.place, AccessDepth::Shallow);
  case StatementKind::FakeRead: {
    // Nothing is read when the program runs; the place must be safe to use.
    Access a{s.place, span};
    a.touches_place = false;
    a.init = InitCheck::Path; // parts that the patterns do not name may be gone
    return each(a);
  }
  case StatementKind::SetDiscriminant: return mutate(s.place, AccessDepth::Shallow);
  case StatementKind::StorageDead: {
    Access a{{s.local(), {}}, span, AccessDepth::Shallow, AccessKind::StorageDeadOrDrop};
    a.mutation = LocalMutation::Allowed;
    return each(a);
  }
  case StatementKind::Assume: return operand(s.rvalue.a);
  case StatementKind::CopyNonOverlapping:
    for (const Operand &op : code.list(s.rvalue.operands))
      operand(op);
    return;
  case StatementKind::StorageLive:
  case StatementKind::PlaceMention:
  case StatementKind::AscribeUserType:
  case StatementKind::Nop: return;
  }
}

void Walker::inline_asm(const Terminator &t) {
  for (const mir::AsmOperand &op : code.asms[t.asm_row].operands) {
    if (op.kind == hir::AsmOperandKind::In || op.kind == hir::AsmOperandKind::InOut)
      operand(op.in);
    if (op.has_out)
      mutate(op.out, AccessDepth::Shallow);
  }
}

void Walker::terminator(const Terminator &t) {
  switch (t.kind) {
  case TerminatorKind::SwitchInt: return operand(t.operand);
  case TerminatorKind::Drop: {
    Access a{t.place, span, AccessDepth::Drop, AccessKind::StorageDeadOrDrop};
    if (t.flag)
      a.kind = AccessKind::Replace;
    a.mutation = LocalMutation::Allowed;
    return each(a);
  }
  case TerminatorKind::Call:
    operand(t.operand);
    for (const Operand &op : code.list(t.operands))
      operand(op);
    return mutate(t.place, AccessDepth::Deep);
  case TerminatorKind::Assert:
    operand(t.operand);
    if (t.assert_kind == mir::AssertKind::BoundsCheck)
      for (const Operand &op : code.list(t.operands))
        operand(op);
    return;
  case TerminatorKind::Yield: operand(t.operand); return mutate(t.place, AccessDepth::Deep);
  case TerminatorKind::InlineAsm: return inline_asm(t);
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

} // namespace

void for_each_access(const mir::Body &body, Location at,
                     llvm::function_ref<void(const Access &)> each) {
  Walker walker{*body.code, body.source_info(at).span, each};
  const mir::BasicBlockData &data = body[at.block];
  if (at.statement < data.statements.size())
    walker.statement(data.statements[at.statement]);
  else
    walker.terminator(data.terminator);
}

} // namespace ochre::borrowck
