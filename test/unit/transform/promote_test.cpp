#include "mir/transform/promote_consts.h"

#include "sema/ty/context.h"

#include <gtest/gtest.h>

using namespace ochre;
using namespace ochre::mir;

namespace {

/// `fn f() -> &T { &value }`, where `value` is assigned by one statement.
struct BorrowOf {
  Session sess{Options()};
  Definitions defs{sess.interner};
  std::unique_ptr<TyCtxt> owner;
  TyCtxt &tcx;
  Body body;

  BorrowOf() : owner(make()), tcx(*owner) {
    auto &p = tcx.local_providers;
    p.param_env = [](TyCtxt &, DefId) { return ty::ParamEnv(); };
    p.is_freeze = [](TyCtxt &, ty::TypingEnvAnd<ty::Ty>) { return true; };
    p.needs_drop = [](TyCtxt &, ty::TypingEnvAnd<ty::Ty>) { return false; };
    p.generics_of = [](TyCtxt &tcx, DefId) -> const ty::Generics * {
      return tcx.own<ty::Generics>();
    };
    body.def_id = defs.to_def_id(defs.create(kCrateRoot, DefKind::Fn, sess.intern("f"), Span()));
    body.code = std::make_shared<Code>();
    body.code->scopes.push({});
    body.code->blocks.push(BasicBlockData());
    body.code->blocks[kStartBlock].terminator.kind = TerminatorKind::Return;
  }
  std::unique_ptr<TyCtxt> make() {
    defs.start_local_crate(sess.intern("test"), 7, Span());
    return std::make_unique<TyCtxt>(sess, defs);
  }
  Place local(ty::Ty ty) {
    LocalDecl decl;
    decl.ty = body.tables.tys.push(ty);
    return {body.code->locals.push(decl), {}};
  }
  Operand bits(ty::Ty ty, uint64_t value) {
    ConstOperand ct;
    ct.kind = ConstOperandKind::Ty;
    ct.ty = ty;
    ct.ct = tcx.mk_const_bits(ty, value);
    return Operand::constant(body.tables.consts.push(ct));
  }
  void assign(Place place, const Rvalue &rvalue) {
    Statement s;
    s.kind = StatementKind::Assign;
    s.place = place;
    s.rvalue = rvalue;
    body.code->blocks[kStartBlock].statements.push_back(s);
  }
  void borrow(Place dest, Place place) {
    Rvalue ref;
    ref.kind = RvalueKind::Ref;
    ref.place = place;
    ref.region = body.tables.regions.push(tcx.common.re_erased);
    assign(dest, ref);
  }
  size_t promote() {
    transform::promote_consts(tcx, body);
    return body.promoteds.size();
  }
};

TEST(Promote, BorrowOfLiteral) {
  BorrowOf t;
  ty::Ty i32 = t.tcx.common.i32;
  Place result = t.local(t.tcx.mk_ref(t.tcx.common.re_erased, i32, ty::Mutability::Not));
  Place temp = t.local(i32);
  Rvalue five;
  five.a = t.bits(i32, 5);
  t.assign(temp, five);
  t.borrow(result, temp);
  ASSERT_EQ(t.promote(), 1u);
  const Body &promoted = *t.body.promoteds[Promoted(0)];
  EXPECT_EQ(promoted.code->blocks[kStartBlock].statements.size(), 2u);
  // The temporary is gone; the reference is to what the promoted constant points to.
  const auto &left = t.body.code->blocks[kStartBlock].statements;
  ASSERT_EQ(left.size(), 2u);
  const ConstOperand &ct = t.body.tables.consts[left[0].rvalue.a.ct];
  EXPECT_EQ(ct.kind, ConstOperandKind::Unevaluated);
  EXPECT_EQ(ct.promoted, Promoted(0));
  EXPECT_EQ(t.body.code->projection(left[1].rvalue.place)[0].kind, ProjectionKind::Deref);
}

TEST(Promote, DivisionOnlyByKnownNumbers) {
  for (uint64_t divisor : {0u, 2u}) {
    BorrowOf t;
    ty::Ty u32 = t.tcx.common.u32;
    Place result = t.local(t.tcx.mk_ref(t.tcx.common.re_erased, u32, ty::Mutability::Not));
    Place temp = t.local(u32);
    Rvalue quotient;
    quotient.kind = RvalueKind::BinaryOp;
    quotient.op = static_cast<uint8_t>(BinOp::Div);
    quotient.a = t.bits(u32, 6);
    quotient.b = t.bits(u32, divisor);
    t.assign(temp, quotient);
    t.borrow(result, temp);
    EXPECT_EQ(t.promote(), divisor == 0 ? 0u : 1u);
  }
}

TEST(Promote, NotWhatIsAssignedTwice) {
  BorrowOf t;
  ty::Ty u32 = t.tcx.common.u32;
  Place result = t.local(t.tcx.mk_ref(t.tcx.common.re_erased, u32, ty::Mutability::Not));
  Place temp = t.local(u32);
  Rvalue value;
  value.a = t.bits(u32, 6);
  t.assign(temp, value);
  t.assign(temp, value);
  t.borrow(result, temp);
  EXPECT_EQ(t.promote(), 0u);
}

} // namespace
