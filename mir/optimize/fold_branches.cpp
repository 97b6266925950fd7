#include "mir/optimize/context.h"
#include "mir/optimize/simplify.h"

namespace ochre::mir::optimize {

namespace {

BasicBlock switch_target(const Code &code, const Terminator &t, const Scalar &value) {
  for (const SwitchCase &c : code.switch_cases(t))
    if (c.lo == value.lo && c.hi == value.hi)
      return c.target;
  return t.other;
}

/// Where every case leads to; invalid if they differ.
BasicBlock only_target(const Code &code, const Terminator &t) {
  for (const SwitchCase &c : code.switch_cases(t))
    if (c.target != t.other)
      return {};
  return t.other;
}

BasicBlock known_target(TyCtxt &tcx, const Body &body, const Terminator &t) {
  switch (t.kind) {
  case TerminatorKind::SwitchInt: {
    if (BasicBlock same = only_target(*body.code, t); same.is_valid())
      return same;
    std::optional<Scalar> value = int_value(tcx, body, t.operand);
    return value ? switch_target(*body.code, t, *value) : BasicBlock();
  }
  case TerminatorKind::Assert: {
    std::optional<Scalar> value = int_value(tcx, body, t.operand);
    return value && (value->lo != 0) == t.flag ? t.target : BasicBlock();
  }
  case TerminatorKind::Drop:
    return tcx.needs_drop({mono_env(), place_ty(tcx, body, t.place).ty}) ? BasicBlock() : t.target;
  case TerminatorKind::Goto:
  case TerminatorKind::UnwindResume:
  case TerminatorKind::UnwindTerminate:
  case TerminatorKind::Return:
  case TerminatorKind::Unreachable:
  case TerminatorKind::Call:
  case TerminatorKind::Yield:
  case TerminatorKind::CoroutineDrop:
  case TerminatorKind::FalseEdge:
  case TerminatorKind::FalseUnwind:
  case TerminatorKind::InlineAsm: return {}; // goes where it goes
  }
  return {};
}

} // namespace

void fold_branches(TyCtxt &tcx, Body &body) {
  for (uint32_t i = 0; i < body.code->blocks.size(); ++i) {
    BasicBlock bb(i);
    BasicBlock target = known_target(tcx, body, body[bb].terminator);
    if (!target.is_valid())
      continue;
    Terminator &t = body.edit().blocks[bb].terminator;
    Terminator jump;
    jump.kind = TerminatorKind::Goto;
    jump.target = target;
    jump.source = t.source;
    t = jump;
  }
}

} // namespace ochre::mir::optimize
