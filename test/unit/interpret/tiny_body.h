// Bodies made by hand: locals, one statement after the other, a few terminators.
#pragma once

#include "mir/interpret/memory.h"
#include "mir/interpret/place.h"
#include "sema/ty/context.h"

#include <gtest/gtest.h>

namespace ochre::mir::interpret {

struct TinyWorld {
  Session sess{Options()};
  Definitions defs{sess.interner};
  std::unique_ptr<TyCtxt> owner;
  TyCtxt &tcx;

  TinyWorld() : owner(make()), tcx(*owner) {
    auto &p = tcx.local_providers;
    p.layout_of = layout::layout_of;
    p.is_freeze = [](TyCtxt &, ty::TypingEnvAnd<ty::Ty>) { return true; };
    p.is_sized = [](TyCtxt &, ty::TypingEnvAnd<ty::Ty> key) {
      return !key.value.is_str() && !key.value.is(ty::TyKind::Slice);
    };
    p.needs_drop = [](TyCtxt &, ty::TypingEnvAnd<ty::Ty>) { return false; };
    p.normalize_erasing_regions = [](TyCtxt &, ty::TypingEnvAnd<ty::GenericArg> key) {
      return key.value;
    };
  }
  std::unique_ptr<TyCtxt> make() {
    defs.start_local_crate(sess.intern("test"), 7, Span());
    return std::make_unique<TyCtxt>(sess, defs);
  }
};

struct TinyBody {
  TyCtxt &tcx;
  Body body;
  BasicBlock at{0};

  explicit TinyBody(TyCtxt &tcx) : tcx(tcx) {
    body.code = std::make_shared<Code>();
    body.phase = Phase::Runtime;
    body.code->scopes.push({});
    body.code->blocks.push(BasicBlockData());
  }
  TyIdx ty(ty::Ty t) { return body.tables.tys.push(t); }
  Place local(ty::Ty t) {
    LocalDecl decl;
    decl.ty = ty(t);
    return {body.code->locals.push(decl), {}};
  }
  Operand bits(ty::Ty t, uint64_t value) {
    ConstOperand ct;
    ct.kind = ConstOperandKind::Ty;
    ct.ty = t;
    ct.ct = tcx.mk_const_bits(t, value);
    return Operand::constant(body.tables.consts.push(ct));
  }
  BasicBlock block() { return body.code->blocks.push(BasicBlockData()); }
  void assign(Place place, const Rvalue &value) {
    Statement s;
    s.kind = StatementKind::Assign;
    s.place = place;
    s.rvalue = value;
    body.code->blocks[at].statements.push_back(s);
  }
  void storage_dead(Place place) {
    Statement s;
    s.kind = StatementKind::StorageDead;
    s.a = place.local.raw;
    body.code->blocks[at].statements.push_back(s);
  }
  Place field(Place base, uint64_t index, ty::Ty t) {
    return body.code->project(base, {ProjectionKind::Field, false, index, 0, ty(t)});
  }
  Place deref(Place base) {
    return body.code->project(base, {ProjectionKind::Deref, false, 0, 0, {}});
  }
  Place index(Place base, Place local) {
    return body.code->project(base, {ProjectionKind::Index, false, local.local.raw, 0, {}});
  }
  Rvalue use(Operand a) {
    Rvalue r;
    r.a = a;
    return r;
  }
  Rvalue binary(BinOp op, Operand a, Operand b) {
    Rvalue r;
    r.kind = RvalueKind::BinaryOp;
    r.op = static_cast<uint8_t>(op);
    r.a = a;
    r.b = b;
    return r;
  }
  Rvalue ref(Place place, BorrowKind kind) {
    Rvalue r;
    r.kind = RvalueKind::Ref;
    r.op = static_cast<uint8_t>(kind);
    r.place = place;
    return r;
  }
  Rvalue aggregate(ty::Ty t, AggregateKind kind, llvm::ArrayRef<Operand> operands) {
    Rvalue r;
    r.kind = RvalueKind::Aggregate;
    r.op = static_cast<uint8_t>(kind);
    r.ty = ty(t);
    r.operands = body.code->add_operands(operands);
    return r;
  }
  Terminator &end(TerminatorKind kind) {
    Terminator &term = body.code->blocks[at].terminator;
    term.kind = kind;
    return term;
  }
};

/// The integer that a body returns, or what it failed with.
struct Outcome {
  uint64_t bits = 0;
  std::string failure;
};
inline Outcome run_body(TyCtxt &tcx, const Body &body) {
  Machine m(tcx);
  push_frame(m, body, nullptr, {});
  run(m, 0);
  Outcome out;
  if (!m.failed())
    out.bits = static_cast<uint64_t>(read_bits(m, eval_place_value(m, {kReturnPlace, {}})));
  out.failure = m.failure.message;
  if (m.failure.error != ty::EvalError::None)
    out.failure = "error " + std::to_string(static_cast<int>(m.failure.error));
  return out;
}

} // namespace ochre::mir::interpret
