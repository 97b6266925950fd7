// Walks over the places and operands of MIR, to look at them or to change them.
//
// Each walk takes the code, a statement or terminator of it, and a function that gets a reference:
// to a const one if the code is const. Places in debug information are not visited.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir {

/// What a statement or terminator does with a place.
enum class PlaceUse : uint8_t {
  Copy,
  Move,
  Inspect,   ///< its discriminant or length is read
  Borrow,    ///< `&place`
  BorrowMut, ///< `&mut place`, `&raw place`
  Store,     ///< all of it is written
  Return,    ///< written when a call returns or a coroutine is resumed
  SetDiscriminant,
  Drop,
  StorageLive,
  StorageDead,
};
inline bool is_borrow(PlaceUse use) {
  return use == PlaceUse::Borrow || use == PlaceUse::BorrowMut;
}
inline bool is_write(PlaceUse use) {
  return use == PlaceUse::Store || use == PlaceUse::Return || use == PlaceUse::SetDiscriminant;
}
inline bool takes_address(PlaceUse use) { return is_borrow(use) || use == PlaceUse::Drop; }
inline bool is_storage(PlaceUse use) {
  return use == PlaceUse::StorageLive || use == PlaceUse::StorageDead;
}

inline bool is_storage_mark(const Statement &s) {
  return s.kind == StatementKind::StorageLive || s.kind == StatementKind::StorageDead;
}

inline llvm::ArrayRef<Operand> operand_list(const Code &code, ListRange range) {
  return code.list(range);
}
inline llvm::MutableArrayRef<Operand> operand_list(Code &code, ListRange range) {
  return {code.operands.data() + range.begin, range.count};
}

template <class C, class R, class F>
void for_each_rvalue_operand(C &code, R &rvalue, F &&visit) {
  switch (rvalue.kind) {
  case RvalueKind::Use:
  case RvalueKind::Repeat:
  case RvalueKind::Cast:
  case RvalueKind::UnaryOp: visit(rvalue.a); return;
  case RvalueKind::BinaryOp:
    visit(rvalue.a);
    visit(rvalue.b);
    return;
  case RvalueKind::Aggregate:
    for (auto &operand : operand_list(code, rvalue.operands))
      visit(operand);
    return;
  case RvalueKind::Ref:
  case RvalueKind::RawPtr:
  case RvalueKind::ThreadLocalRef:
  case RvalueKind::Len:
  case RvalueKind::Discriminant:
  case RvalueKind::CopyForDeref:
  case RvalueKind::NullaryOp: return;
  }
}

template <class C, class F>
void for_each_operand(C &code,
                      std::conditional_t<std::is_const_v<C>, const Statement, Statement> &s,
                      F &&visit) {
  if (s.kind == StatementKind::Assign)
    for_each_rvalue_operand(code, s.rvalue, visit);
  else if (s.kind == StatementKind::Assume)
    visit(s.rvalue.a);
  else if (s.kind == StatementKind::CopyNonOverlapping)
    for (auto &operand : operand_list(code, s.rvalue.operands))
      visit(operand);
}

template <class C, class F>
void for_each_operand(C &code,
                      std::conditional_t<std::is_const_v<C>, const Terminator, Terminator> &t,
                      F &&visit) {
  switch (t.kind) {
  case TerminatorKind::SwitchInt:
  case TerminatorKind::Yield: visit(t.operand); return;
  case TerminatorKind::Call:
  case TerminatorKind::Assert:
    visit(t.operand);
    for (auto &operand : operand_list(code, t.operands))
      visit(operand);
    return;
  case TerminatorKind::InlineAsm:
    for (auto &operand : code.asms[t.asm_row].operands)
      if (operand.kind == hir::AsmOperandKind::In || operand.kind == hir::AsmOperandKind::InOut ||
          operand.kind == hir::AsmOperandKind::SplitInOut)
        visit(operand.in);
    return;
  case TerminatorKind::Goto:
  case TerminatorKind::UnwindResume:
  case TerminatorKind::UnwindTerminate:
  case TerminatorKind::Return:
  case TerminatorKind::Unreachable:
  case TerminatorKind::Drop:
  case TerminatorKind::CoroutineDrop:
  case TerminatorKind::FalseEdge:
  case TerminatorKind::FalseUnwind: return;
  }
}

/// `visit(place, use)` for each place of a statement: first what is read, then what is written.
template <class C, class F>
void for_each_place(C &code, std::conditional_t<std::is_const_v<C>, const Statement, Statement> &s,
                    F &&visit) {
  for_each_operand(code, s, [&](auto &operand) {
    if (operand.is_place())
      visit(operand.place, operand.kind == OperandKind::Move ? PlaceUse::Move : PlaceUse::Copy);
  });
  switch (s.kind) {
  case StatementKind::Assign:
    switch (s.rvalue.kind) {
    case RvalueKind::Ref:
      visit(s.rvalue.place,
            is_mutable(s.rvalue.borrow_kind()) ? PlaceUse::BorrowMut : PlaceUse::Borrow);
      break;
    case RvalueKind::RawPtr: visit(s.rvalue.place, PlaceUse::BorrowMut); break;
    case RvalueKind::Len:
    case RvalueKind::Discriminant: visit(s.rvalue.place, PlaceUse::Inspect); break;
    case RvalueKind::CopyForDeref: visit(s.rvalue.place, PlaceUse::Copy); break;
    case RvalueKind::Use:
    case RvalueKind::Repeat:
    case RvalueKind::ThreadLocalRef:
    case RvalueKind::Cast:
    case RvalueKind::BinaryOp:
    case RvalueKind::UnaryOp:
    case RvalueKind::Aggregate:
    case RvalueKind::NullaryOp: break; // no place beside the operands
    }
    visit(s.place, PlaceUse::Store);
    return;
  case StatementKind::SetDiscriminant: visit(s.place, PlaceUse::SetDiscriminant); return;
  case StatementKind::StorageLive:
  case StatementKind::StorageDead: {
    Place local{s.local(), {}};
    visit(local,
          s.kind == StatementKind::StorageLive ? PlaceUse::StorageLive : PlaceUse::StorageDead);
    if constexpr (!std::is_const_v<C>)
      s.a = local.local.raw;
    return;
  }
  case StatementKind::FakeRead:
  case StatementKind::PlaceMention:
  case StatementKind::AscribeUserType: visit(s.place, PlaceUse::Inspect); return;
  case StatementKind::Assume:
  case StatementKind::CopyNonOverlapping:
  case StatementKind::Nop: return;
  }
}

template <class C, class F>
void for_each_place(C &code,
                    std::conditional_t<std::is_const_v<C>, const Terminator, Terminator> &t,
                    F &&visit) {
  for_each_operand(code, t, [&](auto &operand) {
    if (operand.is_place())
      visit(operand.place, operand.kind == OperandKind::Move ? PlaceUse::Move : PlaceUse::Copy);
  });
  if (t.kind == TerminatorKind::Drop)
    visit(t.place, PlaceUse::Drop);
  else if (t.kind == TerminatorKind::Call || t.kind == TerminatorKind::Yield)
    visit(t.place, PlaceUse::Return);
  else if (t.kind == TerminatorKind::InlineAsm)
    for (auto &operand : code.asms[t.asm_row].operands)
      if (operand.has_out)
        visit(operand.out, PlaceUse::Return);
}

inline bool has_deref(const Code &code, Place place) {
  return llvm::any_of(code.projection(place),
                      [](const PlaceElem &e) { return e.kind == ProjectionKind::Deref; });
}

/// `visit(local)` for the locals that a place indexes with.
template <class F>
void for_each_index_local(const Code &code, Place place, F &&visit) {
  for (const PlaceElem &elem : code.projection(place))
    if (elem.kind == ProjectionKind::Index)
      visit(Local(static_cast<uint32_t>(elem.a)));
}

} // namespace ochre::mir
