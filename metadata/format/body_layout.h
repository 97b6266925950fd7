// What is written of MIR, field by field: one template for both directions (see item_layout.h).
//
// `io` also has `alloc` (a global allocation), and its `span` names a row of the body's own list of
// spans. Left out: what only borrow checking and its messages ask (user types, HIR patterns).
#pragma once

#include "mir/ir/body.h"

namespace ochre::metadata {

template <class Io, class R>
void transfer_range(Io &io, R &range) {
  io.num(range.count);
  if (range.count != 0)
    io.num(range.begin);
}

template <class Io, class S>
void transfer_source(Io &io, S &source) {
  io.span(source.span);
  io.id(source.scope);
}

template <class Io, class P>
void transfer_place(Io &io, P &place) {
  io.id(place.local);
  io.id(place.proj);
}

template <class Io, class O>
void transfer_operand(Io &io, O &operand) {
  io.kind(operand.kind);
  if (operand.is_place())
    transfer_place(io, operand.place);
  else
    io.id(operand.ct);
}

template <class Io, class R>
void transfer_rvalue(Io &io, R &r) {
  io.kind(r.kind);
  switch (r.kind) {
  case mir::RvalueKind::Use: return transfer_operand(io, r.a);
  case mir::RvalueKind::Repeat: transfer_operand(io, r.a); return io.id(r.ct);
  case mir::RvalueKind::Ref:
    io.kind(r.op);
    io.id(r.region);
    return transfer_place(io, r.place);
  case mir::RvalueKind::RawPtr: io.kind(r.op); return transfer_place(io, r.place);
  case mir::RvalueKind::ThreadLocalRef: return io.id(r.ct);
  case mir::RvalueKind::Len:
  case mir::RvalueKind::CopyForDeref: return transfer_place(io, r.place);
  case mir::RvalueKind::Cast:
    io.kind(r.op);
    io.flag(r.coercion_is_implicit);
    io.id(r.ty);
    return transfer_operand(io, r.a);
  case mir::RvalueKind::BinaryOp:
    io.kind(r.op);
    transfer_operand(io, r.a);
    return transfer_operand(io, r.b);
  case mir::RvalueKind::UnaryOp:
    io.kind(r.op);
    io.id(r.ty);
    return transfer_operand(io, r.a);
  case mir::RvalueKind::Discriminant: io.id(r.ty); return transfer_place(io, r.place);
  case mir::RvalueKind::Aggregate:
    io.kind(r.op);
    io.id(r.ty);
    io.num(r.variant);
    io.num(r.active_field);
    return transfer_range(io, r.operands);
  case mir::RvalueKind::NullaryOp: io.kind(r.op); return io.id(r.ty);
  }
}

template <class Io, class S>
void transfer_statement(Io &io, S &s) {
  io.kind(s.kind);
  transfer_source(io, s.source);
  switch (s.kind) {
  case mir::StatementKind::Assign:
    transfer_place(io, s.place);
    return transfer_rvalue(io, s.rvalue);
  case mir::StatementKind::FakeRead: io.kind(s.sub); return transfer_place(io, s.place);
  case mir::StatementKind::SetDiscriminant: io.num(s.a); return transfer_place(io, s.place);
  case mir::StatementKind::StorageLive:
  case mir::StatementKind::StorageDead: return io.num(s.a);
  case mir::StatementKind::PlaceMention: return transfer_place(io, s.place);
  case mir::StatementKind::Assume: return transfer_operand(io, s.rvalue.a);
  case mir::StatementKind::CopyNonOverlapping: return transfer_range(io, s.rvalue.operands);
  case mir::StatementKind::AscribeUserType: // for borrow checking
  case mir::StatementKind::Nop: return;
  }
}

template <class Io, class U>
void transfer_unwind(Io &io, U &unwind) {
  io.kind(unwind.kind);
  io.kind(unwind.reason);
  if (unwind.kind == mir::UnwindKind::Cleanup)
    io.id(unwind.cleanup);
}

template <class Io, class T>
void transfer_call(Io &io, T &t) {
  io.kind(t.call_source);
  io.id(t.target);
  transfer_unwind(io, t.unwind);
  transfer_operand(io, t.operand);
  transfer_place(io, t.place);
  transfer_range(io, t.operands);
  io.span(t.fn_span);
}

template <class Io, class T>
void transfer_assert(Io &io, T &t) {
  io.flag(t.flag);
  io.kind(t.assert_kind);
  io.kind(t.assert_op);
  io.id(t.target);
  transfer_unwind(io, t.unwind);
  transfer_operand(io, t.operand);
  transfer_range(io, t.operands);
}

template <class Io, class T>
void transfer_terminator(Io &io, T &t) {
  io.kind(t.kind);
  transfer_source(io, t.source);
  switch (t.kind) {
  case mir::TerminatorKind::Goto: return io.id(t.target);
  case mir::TerminatorKind::SwitchInt:
    transfer_operand(io, t.operand);
    transfer_range(io, t.cases);
    return io.id(t.other);
  case mir::TerminatorKind::UnwindTerminate: return io.kind(t.reason);
  case mir::TerminatorKind::UnwindResume:
  case mir::TerminatorKind::Return:
  case mir::TerminatorKind::Unreachable:
  case mir::TerminatorKind::CoroutineDrop: return;
  case mir::TerminatorKind::Drop:
    io.flag(t.flag);
    io.id(t.target);
    transfer_unwind(io, t.unwind);
    return transfer_place(io, t.place);
  case mir::TerminatorKind::Call: return transfer_call(io, t);
  case mir::TerminatorKind::Assert: return transfer_assert(io, t);
  case mir::TerminatorKind::Yield:
    transfer_operand(io, t.operand);
    transfer_place(io, t.place);
    io.id(t.target);
    return io.id(t.other);
  case mir::TerminatorKind::FalseEdge: io.id(t.target); return io.id(t.other);
  case mir::TerminatorKind::FalseUnwind: io.id(t.target); return transfer_unwind(io, t.unwind);
  case mir::TerminatorKind::InlineAsm: io.num(t.asm_row); return transfer_unwind(io, t.unwind);
  }
}

template <class Io, class A>
void transfer_asm(Io &io, A &code) {
  io.list(code.pieces, [&](auto &piece) {
    io.flag(piece.is_literal);
    io.symbol(piece.literal);
    io.num(piece.operand);
    io.kind(piece.modifier);
    io.span(piece.span);
  });
  io.list(code.operands, [&](auto &operand) {
    io.kind(operand.kind);
    io.flags(operand.is_late, operand.is_explicit_reg, operand.has_out);
    io.symbol(operand.reg);
    transfer_operand(io, operand.in);
    transfer_place(io, operand.out);
    io.id(operand.ct);
    io.id(operand.label);
  });
  io.list(code.clobber_abis, [&](auto &abi) { io.symbol(abi); });
  io.num(code.options);
  io.list(code.targets, [&](auto &target) { io.id(target); });
  io.list(code.line_spans, [&](auto &span) { io.span(span); });
}

template <class Io, class C>
void transfer_locals(Io &io, C &code) {
  io.list(code.locals, [&](auto &local) {
    io.id(local.ty);
    io.kind(local.mutbl);
    io.kind(local.info);
    io.kind(local.by_ref);
    io.kind(local.implicit_self);
    io.symbol(local.name);
    transfer_source(io, local.source);
  });
  io.list(code.scopes, [&](auto &scope) {
    io.span(scope.span);
    io.id(scope.parent);
    io.id(scope.inlined_callee);
    if (scope.inlined_callee.is_valid()) {
      io.span(scope.inlined_call_site);
      io.id(scope.inlined_parent);
    }
  });
  io.list(code.var_debug_info, [&](auto &var) {
    io.symbol(var.name);
    transfer_source(io, var.source);
    io.flag(var.is_const);
    if (var.is_const)
      io.id(var.ct);
    else
      transfer_place(io, var.place);
    io.num(var.arg_index);
  });
}

template <class Io, class C>
void transfer_code(Io &io, C &code) {
  transfer_locals(io, code);
  io.list(code.elems, [&](auto &elem) {
    io.kind(elem.kind);
    io.flag(elem.from_end);
    io.num(elem.a);
    io.num(elem.b);
    io.id(elem.ty);
  });
  io.list(code.projections, [&](auto &range) { transfer_range(io, range); });
  io.list(code.operands, [&](auto &operand) { transfer_operand(io, operand); });
  io.list(code.cases, [&](auto &c) {
    io.num(c.lo);
    io.num(c.hi);
    io.id(c.target);
  });
  io.list(code.asms, [&](auto &block) { transfer_asm(io, block); });
  io.list(code.blocks, [&](auto &block) {
    io.flag(block.is_cleanup);
    io.list(block.statements, [&](auto &statement) { transfer_statement(io, statement); });
    transfer_terminator(io, block.terminator);
  });
}

template <class Io, class S>
void transfer_scalar(Io &io, S &scalar) {
  io.kind(scalar.kind);
  io.num(scalar.size);
  io.num(scalar.lo);
  if (scalar.kind == mir::ScalarKind::Ptr)
    io.alloc(scalar.alloc);
  else
    io.num(scalar.hi);
}

template <class Io, class V>
void transfer_const_value(Io &io, V &value) {
  io.kind(value.kind);
  switch (value.kind) {
  case mir::ConstValueKind::ZeroSized: return;
  case mir::ConstValueKind::Scalar: return transfer_scalar(io, value.scalar);
  case mir::ConstValueKind::Slice: io.alloc(value.alloc); return io.num(value.meta);
  case mir::ConstValueKind::Indirect: io.alloc(value.alloc); return io.num(value.offset);
  }
}

template <class Io, class T>
void transfer_tables(Io &io, T &tables) {
  io.list(tables.tys, [&](auto &ty) { io.ty(ty); });
  io.list(tables.regions, [&](auto &region) { io.region(region); });
  io.list(tables.consts, [&](auto &ct) {
    io.kind(ct.kind);
    io.ty(ct.ty);
    io.span(ct.span);
    switch (ct.kind) {
    case mir::ConstOperandKind::Ty: return io.ct(ct.ct);
    case mir::ConstOperandKind::Unevaluated:
      io.def(ct.def_id);
      io.args(ct.args);
      return io.id(ct.promoted);
    case mir::ConstOperandKind::Value: return transfer_const_value(io, ct.value);
    }
  });
}

/// All but `code` and `promoteds`.
template <class Io, class B>
void transfer_body_head(Io &io, B &body) {
  io.kind(body.instance_kind);
  io.def(body.def_id);
  io.id(body.promoted);
  io.kind(body.phase);
  io.num(body.arg_count);
  io.flags(body.spread_arg, body.tainted_by_errors);
  io.span(body.span);
  transfer_tables(io, body.tables);
  io.list(body.required_consts, [&](auto &ct) { io.id(ct); });
  io.list(body.mentioned_tys, [&](auto &ty) { io.id(ty); });
}

template <class Io, class I>
void transfer_instance(Io &io, I &instance) {
  io.kind(instance.kind);
  io.def(instance.def_id);
  io.args(instance.args);
  io.opt_ty(instance.ty);
  io.num(instance.index);
  io.flag(instance.track_caller);
}

} // namespace ochre::metadata
