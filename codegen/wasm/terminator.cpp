// Terminators that do not branch: drops, assertions, returns, calls.

#include "codegen/common/layouts.h"
#include "codegen/wasm/cx.h"

namespace ochre::wasm {

Leaf FunctionCx::assert_failed(const mir::Terminator &term) {
  if (codegen::is_overflow_check(term) && !cx.overflow_checks)
    return {};
  Leaf cond = in_register(operand(term.operand)).lo;
  if (cond.is_const() && (cond.bits != 0) == term.flag)
    return {};
  return term.flag ? ir.eqz(cond) : cond;
}

void FunctionCx::assert_failure(const mir::Terminator &term) {
  llvm::SmallVector<Operand, 2> args;
  llvm::ArrayRef<mir::Operand> operands = code.list(term.operands);
  if (term.assert_kind == mir::AssertKind::BoundsCheck) {
    // panic_bounds_check(index, len)
    args.push_back(operand(operands[1]));
    args.push_back(operand(operands[0]));
  } else if (term.assert_kind == mir::AssertKind::MisalignedPointerDereference) {
    for (const mir::Operand &op : operands)
      args.push_back(operand(op));
  }
  call_lang_fn(mono::assert_lang_item(term), args, term.source);
}

void FunctionCx::drop(const mir::Terminator &term) {
  ty::Ty ty = mir::place_ty(tcx, body, term.place).ty;
  if (!ty.is_dyn()) {
    const ty::Instance *glue = mono::drop_glue_instance(tcx, ty);
    FnDecl *callee = glue ? cx.function(glue) : nullptr;
    if (!callee)
      return;
    PlaceRef p = place(term.place);
    llvm::SmallVector<Leaf, 2> args{pointer(p.at)};
    if (callee->abi->args[0].mode == PassMode::Pair)
      args.push_back(p.meta);
    emit_call({callee, {}, callee->abi, callee->sig}, args);
    return;
  }
  // Through the vtable; 0: nothing to drop.
  PlaceRef p = stable(place(term.place));
  Leaf glue = ir.keep(ir.load(ValTy::I32, 4, p.meta, 0, 4));
  can_throw = true;
  ir.if_then(glue,
             [&] { emit_call({nullptr, glue, nullptr, {{ValTy::I32}, {}}}, {pointer(p.at)}); });
}

void FunctionCx::return_() {
  if (abi.diverges)
    return unreachable();
  switch (abi.ret.mode) {
  case PassMode::Ignore:
  case PassMode::Indirect: return return_with(nullptr);
  case PassMode::Direct:
  case PassMode::Pair:
  case PassMode::Cast: break;
  }
  llvm::SmallVector<Leaf, 4> parts;
  push_arg(abi.ret, copy_of({mir::kReturnPlace, {}}), parts);
  llvm::SmallVector<Expr, 4> values;
  for (const Leaf &part : parts)
    values.push_back(ir.use(part));
  return_with(values.size() == 1 ? values[0]
                                 : ir.api.TupleMake(ir.module, values.data(),
                                                    static_cast<BinaryenIndex>(values.size())));
}

/// All of a terminator but its branches.
void FunctionCx::terminator(const mir::Terminator &term) {
  switch (term.kind) {
  case mir::TerminatorKind::Goto:
  case mir::TerminatorKind::FalseEdge:
  case mir::TerminatorKind::FalseUnwind:
  case mir::TerminatorKind::SwitchInt: return;
  case mir::TerminatorKind::UnwindResume: return resume();
  case mir::TerminatorKind::Unreachable: return unreachable();
  case mir::TerminatorKind::UnwindTerminate:
    call_lang_fn(mono::terminate_lang_item(term.reason), {}, term.source);
    ends_here = true;
    return;
  case mir::TerminatorKind::Return: return return_();
  case mir::TerminatorKind::Drop: return drop(term);
  case mir::TerminatorKind::Call: return call(term);
  case mir::TerminatorKind::Assert:
    if (Leaf failed = assert_failed(term))
      ir.if_then(failed, [&] { assert_failure(term); });
    return;
  case mir::TerminatorKind::InlineAsm:
    unsupported(term.source.span, "inline assembly on this target");
    return unreachable();
  case mir::TerminatorKind::Yield:
  case mir::TerminatorKind::CoroutineDrop:
    unsupported(term.source.span, "coroutines");
    return unreachable();
  }
}

} // namespace ochre::wasm
