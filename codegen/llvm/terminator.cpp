// Terminators: drops, assertions, switches, returns.

#include "codegen/llvm/cx.h"

namespace ochre::codegen {

void FunctionCx::assert_(mir::BasicBlock bb, const mir::Terminator &term) {
  if (is_overflow_check(term) && !tcx.sess.opts.overflow_checks()) {
    ir.CreateBr(block(term.target));
    return;
  }
  Operand cond = operand(term.operand);
  llvm::BasicBlock *failed = llvm::BasicBlock::Create(cx.context, "panic", fn);
  llvm::BasicBlock *ok = block(term.target);
  llvm::MDNode *weights = nullptr;
  if (optimise)
    weights = term.flag ? llvm::MDBuilder(cx.context).createLikelyBranchWeights()
                        : llvm::MDBuilder(cx.context).createUnlikelyBranchWeights();
  ir.CreateCondBr(cond.a, term.flag ? ok : failed, term.flag ? failed : ok, weights);
  ir.SetInsertPoint(failed);
  llvm::SmallVector<Operand, 2> args;
  if (term.assert_kind == mir::AssertKind::BoundsCheck) {
    // panic_bounds_check(index, len)
    llvm::ArrayRef<mir::Operand> operands = code.list(term.operands);
    args.push_back(operand(operands[1]));
    args.push_back(operand(operands[0]));
  } else if (term.assert_kind == mir::AssertKind::MisalignedPointerDereference) {
    for (const mir::Operand &op : code.list(term.operands))
      args.push_back(operand(op));
  }
  call_lang_fn(mono::assert_lang_item(term), args, term.source, term.unwind, body[bb].is_cleanup);
}

void FunctionCx::drop(mir::BasicBlock bb, const mir::Terminator &term) {
  ty::Ty ty = mir::place_ty(tcx, body, term.place).ty;
  llvm::BasicBlock *target = block(term.target);
  bool in_cleanup = body[bb].is_cleanup;
  if (!ty.is_dyn()) {
    const ty::Instance *glue = mono::drop_glue_instance(tcx, ty);
    if (!glue) {
      ir.CreateBr(target);
      return;
    }
    PlaceRef p = place(term.place);
    const FnAbi *abi = cx.abi_of(glue);
    llvm::SmallVector<llvm::Value *, 2> args{p.address};
    if (abi->args[0].mode == PassMode::Pair)
      args.push_back(p.meta);
    llvm::Function *callee = cx.function(glue);
    emit_call({callee, callee->getFunctionType(), abi, false}, args, term.unwind, in_cleanup);
    ir.CreateBr(target);
    return;
  }
  // Through the vtable; null: nothing to drop.
  PlaceRef p = place(term.place);
  llvm::Value *glue = ir.CreateLoad(cx.ptr, p.meta);
  llvm::BasicBlock *present = llvm::BasicBlock::Create(cx.context, "drop_dyn", fn);
  ir.CreateCondBr(ir.CreateIsNull(glue), target, present);
  ir.SetInsertPoint(present);
  FnAbi abi;
  abi.ret.layout = layout_of(tcx.common.unit);
  ArgAbi arg;
  arg.ty = tcx.mk_ptr(tcx.common.u8, ty::Mutability::Mut);
  arg.layout = layout_of(arg.ty);
  arg.mode = PassMode::Direct;
  abi.args.push_back(arg);
  abi.can_unwind = tcx.sess.opts.codegen.panic == PanicStrategy::Unwind;
  emit_call({glue, cx.fn_ty(abi), &abi, false}, p.address, term.unwind, in_cleanup);
  ir.CreateBr(target);
}

void FunctionCx::switch_int(const mir::Terminator &term) {
  llvm::Value *value = operand(term.operand).a;
  llvm::ArrayRef<mir::SwitchCase> cases = code.switch_cases(term);
  auto *ty = llvm::cast<llvm::IntegerType>(value->getType());
  auto constant = [&](const mir::SwitchCase &c) {
    llvm::APInt bits = llvm::APInt(128, {c.lo, c.hi}).zextOrTrunc(ty->getBitWidth());
    return llvm::ConstantInt::get(cx.context, bits);
  };
  // One case is a branch, which the fast instruction selector understands.
  if (cases.size() == 1) {
    llvm::BasicBlock *hit = block(cases[0].target);
    llvm::BasicBlock *miss = block(term.other);
    if (ty->getBitWidth() == 1) {
      bool on = cases[0].lo != 0;
      ir.CreateCondBr(value, on ? hit : miss, on ? miss : hit);
    } else {
      ir.CreateCondBr(ir.CreateICmpEQ(value, constant(cases[0])), hit, miss);
    }
    return;
  }
  llvm::SwitchInst *inst =
      ir.CreateSwitch(value, block(term.other), static_cast<unsigned>(cases.size()));
  for (const mir::SwitchCase &c : cases)
    inst->addCase(constant(c), block(c.target));
}

void FunctionCx::return_() {
  if (abi.diverges) {
    ir.CreateUnreachable();
    return;
  }
  switch (abi.ret.mode) {
  case PassMode::Ignore:
  case PassMode::Indirect: ir.CreateRetVoid(); return;
  case PassMode::Direct: ir.CreateRet(copy_of({mir::kReturnPlace, {}}).a); return;
  case PassMode::Pair: {
    Operand value = copy_of({mir::kReturnPlace, {}});
    llvm::Value *pair = llvm::PoisonValue::get(fn->getReturnType());
    pair = ir.CreateInsertValue(pair, value.a, 0);
    ir.CreateRet(ir.CreateInsertValue(pair, value.b, 1));
    return;
  }
  case PassMode::Cast: {
    llvm::SmallVector<llvm::Value *, 1> out;
    push_arg(abi.ret, copy_of({mir::kReturnPlace, {}}), out);
    ir.CreateRet(out[0]);
    return;
  }
  }
}

void FunctionCx::terminator(mir::BasicBlock bb, const mir::Terminator &term) {
  switch (term.kind) {
  case mir::TerminatorKind::Goto:
  case mir::TerminatorKind::FalseEdge:
  case mir::TerminatorKind::FalseUnwind: ir.CreateBr(block(term.target)); return;
  case mir::TerminatorKind::SwitchInt: return switch_int(term);
  case mir::TerminatorKind::UnwindResume: return resume();
  case mir::TerminatorKind::UnwindTerminate:
    return call_lang_fn(mono::terminate_lang_item(term.reason), {}, term.source,
                        mir::UnwindAction::unreachable(), true);
  case mir::TerminatorKind::Return: return return_();
  case mir::TerminatorKind::Unreachable: ir.CreateUnreachable(); return;
  case mir::TerminatorKind::Drop: return drop(bb, term);
  case mir::TerminatorKind::Call: return call(bb, term);
  case mir::TerminatorKind::Assert: return assert_(bb, term);
  case mir::TerminatorKind::InlineAsm: return inline_asm(term);
  case mir::TerminatorKind::Yield:
  case mir::TerminatorKind::CoroutineDrop:
    cx.unsupported(term.source.span, "coroutines");
    ir.CreateUnreachable();
    return;
  }
}

} // namespace ochre::codegen
