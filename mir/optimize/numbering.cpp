// What is known on the way to a block, and what the ways to it change.
#include "mir/optimize/numbering.h"
#include "mir/ir/visit.h"

namespace ochre::mir::optimize {

namespace {

/// Beyond so many blocks between a block and its parent, everything counts as changed.
constexpr size_t kMaxBetween = 200;

/// Intrinsics that compute a number of numbers.
bool is_arithmetic(llvm::StringRef name) {
  for (llvm::StringRef prefix :
       {"sqrt",     "fabs", "floor", "ceil",   "trunc",      "round",   "rint",       "nearbyint",
        "copysign", "fma",  "fmul",  "minnum", "maxnum",     "minimum", "maximum",    "powi",
        "ctpop",    "ctlz", "cttz",  "bswap",  "bitreverse", "rotate_", "saturating_"})
    if (name.starts_with(prefix))
      return true;
  return false;
}

} // namespace

bool Numbering::changes_memory(const Terminator &t) const {
  if (t.kind != TerminatorKind::Call)
    return t.kind == TerminatorKind::Drop || t.kind == TerminatorKind::InlineAsm ||
           t.kind == TerminatorKind::Yield;
  ty::Ty fn_ty = operand_ty(tcx, body, t.operand);
  Symbol name = fn_ty.is(ty::TyKind::FnDef) ? tcx.intrinsic_name(fn_ty.def_id()) : Symbol();
  return !name.is_valid() || !is_arithmetic(tcx.str(name));
}

void Numbering::prepare() {
  auto count = static_cast<unsigned>(code.locals.size());
  reused.resize(count);
  current.resize(count, ValueId());
  effects.resize(code.blocks.size());
  auto visit_all = [&](auto &&visit) {
    for (BasicBlock bb : code.blocks.ids()) {
      for (const Statement &s : code.blocks[bb].statements) {
        for_each_place(std::as_const(code), s,
                       [&](const Place &place, PlaceUse use) { visit(bb, place, use); });
        if (s.kind == StatementKind::CopyNonOverlapping)
          effects[bb].memory = true;
      }
      for_each_place(std::as_const(code), code.blocks[bb].terminator,
                     [&](const Place &place, PlaceUse use) { visit(bb, place, use); });
    }
  };
  escapes = address_taken(code);
  for (BasicBlock bb : code.blocks.ids()) {
    effects[bb].assigned.resize(count);
    effects[bb].memory |= changes_memory(code.blocks[bb].terminator);
  }
  visit_all([&](BasicBlock bb, const Place &place, PlaceUse use) {
    if (is_storage(use))
      return effects[bb].assigned.set(place.local.raw), void();
    if (!is_write(use))
      return;
    if (has_deref(code, place) || escapes.test(place.local.raw))
      effects[bb].memory = true;
    else
      effects[bb].assigned.set(place.local.raw);
  });
}

/// `id` is the value `is` on all ways from here.
void Numbering::learn(ValueId id, ValueId is) {
  if (id == is || values[id].is_int())
    return;
  fact_log.push_back({id, facts.lookup(id)});
  facts[id] = is;
  Value v = values[id];
  if (!values[is].is_int() || values[is].ty != tcx.common.bool_)
    return;
  bool holds = values[is].lo != 0;
  ty::Ty boolean = tcx.common.bool_;
  if (v.kind == ValueKind::Unary && static_cast<UnOp>(v.op) == UnOp::Not)
    return learn(v.a, values.boolean(!holds));
  if (v.kind != ValueKind::Binary)
    return;
  BinOp op = static_cast<BinOp>(v.op);
  if (op == BinOp::Eq && holds && values[v.b].is_int())
    return learn(v.a, v.b);
  bool is_each =
      v.from.is_bool() && ((op == BinOp::BitAnd && holds) || (op == BinOp::BitOr && !holds));
  if (is_each) {
    learn(v.a, is);
    return learn(v.b, is);
  }
  if (op == BinOp::Lt && holds && !v.from.is_floating_point()) {
    ValueId swapped = values.binary(BinOp::Lt, v.b, v.a, v.from, v.from, boolean);
    ValueId same = values.binary(BinOp::Eq, v.a, v.b, v.from, v.from, boolean);
    for (ValueId no : {swapped, same})
      if (!values[no].is_int()) {
        fact_log.push_back({no, facts.lookup(no)});
        facts[no] = values.boolean(false);
      }
  }
}

/// What it means that control went from one block to the other.
void Numbering::learn_edge(BasicBlock from, BasicBlock to) {
  const Terminator &t = code.blocks[from].terminator;
  if (t.kind == TerminatorKind::Assert && t.target == to) {
    learn(operand_value(t.operand), values.boolean(t.flag));
    return;
  }
  if (t.kind != TerminatorKind::SwitchInt)
    return;
  const SwitchCase *only = nullptr;
  unsigned count = 0;
  for (const SwitchCase &c : code.switch_cases(t))
    if (c.target == to) {
      only = &c;
      ++count;
    }
  ValueId value = operand_value(t.operand);
  ty::Ty ty = operand_ty(tcx, body, t.operand);
  if (count == 1 && t.other != to) {
    const layout::Layout *layout = layout_of(tcx, ty);
    if (layout)
      learn(value,
            values.integer(
                Scalar::from_uint(only->lo, static_cast<uint8_t>(layout->size), only->hi), ty));
  } else if (count == 0 && ty.is_bool() && t.cases.count == 1) {
    learn(value, values.boolean(code.switch_cases(t).front().lo == 0));
  }
}

/// What is assigned on the ways from the end of `parent` to `block`.
void Numbering::forget_between(BasicBlock parent, BasicBlock block) {
  llvm::BitVector assigned(static_cast<unsigned>(code.locals.size()));
  bool changes_memory = false;
  llvm::DenseSet<BasicBlock> seen;
  llvm::SmallVector<BasicBlock, 16> work{block};
  while (!work.empty()) {
    BasicBlock at = work.pop_back_val();
    for (BasicBlock pred : preds[at]) {
      if (pred == parent || !dominators.is_reachable(pred) || !seen.insert(pred).second)
        continue;
      assigned |= effects[pred].assigned;
      changes_memory |= effects[pred].memory;
      work.push_back(pred);
    }
    if (seen.size() > kMaxBetween) {
      assigned.set();
      changes_memory = true;
      break;
    }
  }
  for (unsigned local : assigned.set_bits())
    if (!ssa.is_ssa(Local(local)) && current[Local(local)].is_valid())
      set(Local(local), ValueId());
  if (changes_memory)
    forget_memory();
}

} // namespace ochre::mir::optimize
