#include "tiny_body.h"

using namespace ochre;
using namespace ochre::mir;
using namespace ochre::mir::interpret;

namespace {

TEST(Machine, LoopsAndAdds) {
  TinyWorld w;
  TinyBody b(w.tcx);
  ty::Ty u32 = w.tcx.common.u32;
  Place sum = b.local(u32);
  Place i = b.local(u32);
  Place cond = b.local(w.tcx.common.bool_);
  b.assign(sum, b.use(b.bits(u32, 0)));
  b.assign(i, b.use(b.bits(u32, 0)));
  BasicBlock head = b.block();
  BasicBlock body = b.block();
  BasicBlock end = b.block();
  b.end(TerminatorKind::Goto).target = head;
  b.at = head;
  b.assign(cond, b.binary(BinOp::Lt, Operand::copy(i), b.bits(u32, 10)));
  ListRange cases = b.body.code->add_cases(SwitchCase{0, 0, end});
  Terminator &choose = b.end(TerminatorKind::SwitchInt);
  choose.operand = Operand::move(cond);
  choose.cases = cases;
  choose.other = body;
  b.at = body;
  b.assign(sum, b.binary(BinOp::Add, Operand::copy(sum), Operand::copy(i)));
  b.assign(i, b.binary(BinOp::Add, Operand::copy(i), b.bits(u32, 1)));
  b.end(TerminatorKind::Goto).target = head;
  b.at = end;
  b.end(TerminatorKind::Return);
  Outcome out = run_body(w.tcx, b.body);
  EXPECT_EQ(out.failure, "");
  EXPECT_EQ(out.bits, 45u);
}

TEST(Machine, ChecksOverflowThroughPairs) {
  TinyWorld w;
  for (uint64_t start : {41u, 255u}) {
    TinyBody b(w.tcx);
    ty::Ty u8 = w.tcx.common.u8;
    Place result = b.local(u8);
    Place pair = b.local(w.tcx.mk_tuple({u8, w.tcx.common.bool_}));
    Operand a = b.bits(u8, start);
    Operand one = b.bits(u8, 1);
    b.assign(pair, b.binary(BinOp::AddWithOverflow, a, one));
    BasicBlock next = b.block();
    Place overflowed = b.field(pair, 1, w.tcx.common.bool_);
    ListRange operands = b.body.code->add_operands({a, one});
    Terminator &check = b.end(TerminatorKind::Assert);
    check.operand = Operand::move(overflowed);
    check.assert_kind = AssertKind::Overflow;
    check.assert_op = BinOp::Add;
    check.operands = operands;
    check.target = next;
    b.at = next;
    b.assign(result, b.use(Operand::move(b.field(pair, 0, u8))));
    b.end(TerminatorKind::Return);
    Outcome out = run_body(w.tcx, b.body);
    if (start == 41) {
      EXPECT_EQ(out.bits, 42u);
    } else {
      EXPECT_EQ(out.failure, "attempt to compute `u8::MAX + 1_u8`, which would overflow");
    }
  }
}

TEST(Machine, WritesThroughReferences) {
  TinyWorld w;
  TinyBody b(w.tcx);
  ty::Ty u16 = w.tcx.common.u16;
  ty::Ty array = w.tcx.mk_array(u16, 3);
  Place result = b.local(u16);
  Place values = b.local(array);
  Place ptr = b.local(w.tcx.mk_ref(w.tcx.common.re_erased, array, ty::Mutability::Mut));
  Place at = b.local(w.tcx.common.usize);
  b.assign(values, b.aggregate(array, AggregateKind::Array,
                               {b.bits(u16, 1), b.bits(u16, 2), b.bits(u16, 3)}));
  b.assign(ptr, b.ref(values, BorrowKind::Mut));
  b.assign(at, b.use(b.bits(w.tcx.common.usize, 2)));
  b.assign(b.index(b.deref(ptr), at), b.use(b.bits(u16, 700)));
  b.assign(result, b.use(Operand::copy(b.index(values, at))));
  b.end(TerminatorKind::Return);
  EXPECT_EQ(run_body(w.tcx, b.body).bits, 700u);
}

TEST(Machine, FindsDanglingPointers) {
  TinyWorld w;
  TinyBody b(w.tcx);
  ty::Ty u16 = w.tcx.common.u16;
  Place result = b.local(u16);
  Place value = b.local(u16);
  Place ptr = b.local(w.tcx.mk_ref(w.tcx.common.re_erased, u16, ty::Mutability::Not));
  b.assign(value, b.use(b.bits(u16, 5)));
  b.assign(ptr, b.ref(value, BorrowKind::Shared));
  b.storage_dead(value);
  b.assign(result, b.use(Operand::copy(b.deref(ptr))));
  b.end(TerminatorKind::Return);
  EXPECT_NE(run_body(w.tcx, b.body).failure.find("has been freed"), std::string::npos);
}

TEST(Machine, FindsUninitialisedAndOutOfBounds) {
  TinyWorld w;
  TinyBody b(w.tcx);
  ty::Ty u16 = w.tcx.common.u16;
  Place result = b.local(u16);
  Place value = b.local(u16);
  b.assign(result, b.binary(BinOp::Add, Operand::copy(value), b.bits(u16, 1)));
  b.end(TerminatorKind::Return);
  EXPECT_NE(run_body(w.tcx, b.body).failure.find("uninitialized"), std::string::npos);

  TinyBody c(w.tcx);
  ty::Ty array = w.tcx.mk_array(u16, 2);
  result = c.local(u16);
  Place values = c.local(array);
  Place at = c.local(w.tcx.common.usize);
  c.assign(values, c.aggregate(array, AggregateKind::Array, {c.bits(u16, 1), c.bits(u16, 2)}));
  c.assign(at, c.use(c.bits(w.tcx.common.usize, 2)));
  c.assign(result, c.use(Operand::copy(c.index(values, at))));
  c.end(TerminatorKind::Return);
  EXPECT_EQ(run_body(w.tcx, c.body).failure,
            "index out of bounds: the length is 2 but the index is 2");
}

TEST(Machine, StopsEndlessLoops) {
  TinyWorld w;
  TinyBody b(w.tcx);
  b.local(w.tcx.common.u16);
  b.end(TerminatorKind::Goto).target = kStartBlock;
  Machine m(w.tcx);
  m.max_steps = 1000;
  push_frame(m, b.body, nullptr, {});
  run(m, 0);
  EXPECT_TRUE(m.failure.is_timeout);
}

} // namespace
