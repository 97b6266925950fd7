// Terminators: calls with unwinding, drops, assertions, switches.

#include "codegen/llvm/cx.h"
#include "sema/traits/vtable.h"
#include "sema/ty/fold.h"

#include "llvm/IR/Intrinsics.h"

namespace ochre::codegen {

llvm::BasicBlock *FunctionCx::landing_pad(mir::BasicBlock cleanup) {
  llvm::BasicBlock *&pad = landing_pads[cleanup];
  if (pad)
    return pad;
  pad = llvm::BasicBlock::Create(cx.context, "cleanup", fn);
  llvm::IRBuilder<> b(pad);
  auto *pair = llvm::StructType::get(cx.context, {cx.ptr, cx.i32});
  llvm::LandingPadInst *landing = b.CreateLandingPad(pair, 0);
  landing->setCleanup(true);
  if (!landing_slot) {
    llvm::IRBuilder<> entry(&fn->getEntryBlock(), fn->getEntryBlock().begin());
    landing_slot = entry.CreateAlloca(pair);
  }
  b.CreateStore(landing, landing_slot);
  b.CreateBr(blocks[cleanup]);
  return pad;
}

llvm::BasicBlock *FunctionCx::terminate_block(mir::TerminateReason reason) {
  llvm::BasicBlock *&pad = terminate_blocks[static_cast<unsigned>(reason)];
  if (pad)
    return pad;
  pad = llvm::BasicBlock::Create(cx.context, "terminate", fn);
  llvm::IRBuilder<>::InsertPointGuard guard(ir);
  ir.SetInsertPoint(pad);
  auto *pair = llvm::StructType::get(cx.context, {cx.ptr, cx.i32});
  llvm::LandingPadInst *landing = ir.CreateLandingPad(pair, 1);
  landing->addClause(llvm::ConstantPointerNull::get(cx.ptr)); // catches everything
  call_lang_fn(mono::terminate_lang_item(reason), {}, {body.span, mir::kOutermostScope},
               mir::UnwindAction::unreachable(), true);
  return pad;
}

llvm::BasicBlock *FunctionCx::unwind_block(const mir::UnwindAction &unwind, bool in_cleanup) {
  switch (unwind.kind) {
  case mir::UnwindKind::Continue:
    return in_cleanup ? terminate_block(mir::TerminateReason::InCleanup) : nullptr;
  case mir::UnwindKind::Unreachable: return nullptr;
  case mir::UnwindKind::Terminate: return terminate_block(unwind.reason);
  case mir::UnwindKind::Cleanup: return landing_pad(unwind.cleanup);
  }
  return nullptr;
}

llvm::Value *FunctionCx::location_arg(const mir::SourceInfo &source) {
  if (caller_location)
    return caller_location;
  return cx.location(source.span);
}

void FunctionCx::push_arg(const ArgAbi &arg, const Operand &value,
                          llvm::SmallVectorImpl<llvm::Value *> &out) {
  auto as_ref = [&] { return in_memory(value); };
  switch (arg.mode) {
  case PassMode::Ignore: return;
  case PassMode::Direct:
    out.push_back(value.kind == Operand::Immediate ? value.a : load(as_ref()).a);
    return;
  case PassMode::Pair: {
    Operand pair = value.kind == Operand::Pair ? value : load(as_ref());
    out.push_back(pair.a);
    out.push_back(pair.b);
    return;
  }
  case PassMode::Cast: {
    llvm::Type *ty = cx.cast_ty(arg);
    PlaceRef memory = as_ref();
    // The registers may be wider than the value: read from room for both.
    uint64_t size = cx.module.getDataLayout().getTypeAllocSize(ty).getFixedValue();
    if (size > arg.layout->size) {
      llvm::IRBuilder<> entry(&fn->getEntryBlock(), fn->getEntryBlock().begin());
      llvm::AllocaInst *room = entry.CreateAlloca(ty);
      room->setAlignment(llvm::Align(std::max<uint64_t>(arg.layout->align, 8)));
      ir.CreateMemCpy(room, room->getAlign(), memory.address,
                      llvm::Align(std::max<uint64_t>(memory.align, 1)), arg.layout->size);
      out.push_back(ir.CreateLoad(ty, room));
      return;
    }
    llvm::LoadInst *loaded = ir.CreateLoad(ty, memory.address);
    loaded->setAlignment(llvm::Align(std::max<uint64_t>(memory.align, 1)));
    out.push_back(loaded);
    return;
  }
  case PassMode::Indirect: {
    if (arg.layout->is_unsized) {
      out.push_back(value.a);
      llvm::Value *meta = value.b ? value.b : llvm::PoisonValue::get(cx.isize);
      out.push_back(meta->getType()->isPointerTy() ? ir.CreatePtrToInt(meta, cx.isize) : meta);
      return;
    }
    // The callee may change what it gets: it gets a copy.
    PlaceRef slot = alloca_place(arg.layout);
    store(value, slot);
    out.push_back(slot.address);
    return;
  }
  }
}

llvm::CallBase *FunctionCx::emit_call(const CallTarget &target, llvm::ArrayRef<llvm::Value *> args,
                                      const mir::UnwindAction &unwind, bool in_cleanup,
                                      llvm::BasicBlock *normal) {
  bool may_unwind = target.abi->can_unwind;
  llvm::BasicBlock *pad = may_unwind ? unwind_block(unwind, in_cleanup) : nullptr;
  llvm::CallBase *call;
  if (pad) {
    llvm::BasicBlock *next = normal ? normal : llvm::BasicBlock::Create(cx.context, "returned", fn);
    call = ir.CreateInvoke(target.ty, target.callee, next, pad, args);
    ir.SetInsertPoint(next);
  } else {
    call = ir.CreateCall(target.ty, target.callee, args);
    if (!may_unwind)
      call->addFnAttr(llvm::Attribute::NoUnwind);
  }
  llvm::AttributeList attrs = cx.call_attributes(*target.abi, target.is_virtual);
  call->setAttributes(attrs);
  return call;
}

Operand FunctionCx::call_result(const FnAbi &abi, llvm::CallBase *call) {
  const Layout *layout = abi.ret.layout;
  switch (abi.ret.mode) {
  case PassMode::Direct: return immediate(call, layout);
  case PassMode::Pair:
    return {Operand::Pair, ir.CreateExtractValue(call, 0), ir.CreateExtractValue(call, 1), layout};
  case PassMode::Cast: {
    PlaceRef slot = alloca_place(layout);
    uint64_t size = cx.module.getDataLayout().getTypeAllocSize(call->getType()).getFixedValue();
    if (size > layout->size) {
      llvm::IRBuilder<> entry(&fn->getEntryBlock(), fn->getEntryBlock().begin());
      llvm::AllocaInst *room = entry.CreateAlloca(call->getType());
      room->setAlignment(llvm::Align(8));
      ir.CreateStore(call, room);
      ir.CreateMemCpy(slot.address, llvm::Align(slot.align), room, llvm::Align(8), layout->size);
    } else {
      ir.CreateAlignedStore(call, slot.address, llvm::Align(slot.align));
    }
    return load(slot);
  }
  case PassMode::Ignore:
  case PassMode::Indirect: break;
  }
  return {Operand::Zst, nullptr, nullptr, layout};
}

void FunctionCx::finish_call(const FnAbi &abi, llvm::CallBase *call, PlaceRef dest) {
  if (abi.ret.mode == PassMode::Ignore || abi.ret.mode == PassMode::Indirect)
    return;
  store(call_result(abi, call), dest);
}

void FunctionCx::call_lang_fn(LangItem item, llvm::ArrayRef<Operand> args,
                              const mir::SourceInfo &source, const mir::UnwindAction &unwind,
                              bool in_cleanup) {
  DefId id = tcx.require_lang_item(item, source.span);
  const ty::Instance *instance =
      id.is_valid() ? tcx.resolve_instance({mono_env(), id, ty::GenericArgs()}) : nullptr;
  if (!instance) {
    cx.failed = true;
    ir.CreateUnreachable();
    return;
  }
  const FnAbi *abi = cx.abi_of(instance);
  llvm::SmallVector<llvm::Value *, 4> values;
  for (size_t i = 0; i < args.size() && i < abi->args.size(); ++i)
    push_arg(abi->args[i], args[i], values);
  if (abi->track_caller)
    values.push_back(location_arg(source));
  llvm::Function *callee = cx.function(instance);
  emit_call({callee, callee->getFunctionType(), abi, false}, values, unwind, in_cleanup, nullptr);
  ir.CreateUnreachable();
}

void FunctionCx::assert_(mir::BasicBlock bb, const mir::Terminator &term) {
  Operand cond = operand(term.operand);
  llvm::BasicBlock *failed = llvm::BasicBlock::Create(cx.context, "panic", fn);
  llvm::BasicBlock *ok = blocks[term.target];
  llvm::Value *expected = ir.CreateCall(cx.intrinsic(llvm::Intrinsic::expect, {cx.i1}),
                                        {cond.a, ir.getInt1(term.flag)});
  if (term.flag)
    ir.CreateCondBr(expected, ok, failed);
  else
    ir.CreateCondBr(expected, failed, ok);
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
  llvm::BasicBlock *target = blocks[term.target];
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
    emit_call({callee, callee->getFunctionType(), abi, false}, args, term.unwind, in_cleanup,
              nullptr);
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
  emit_call({glue, cx.fn_ty(abi), &abi, false}, p.address, term.unwind, in_cleanup, nullptr);
  ir.CreateBr(target);
}

namespace {

/// Arguments as the callee's ABI counts them: the tuple of a "rust-call" taken apart.
llvm::SmallVector<Operand, 8> call_operands(FunctionCx &f, const mir::Terminator &term,
                                            bool is_rust_call) {
  llvm::SmallVector<Operand, 8> out;
  llvm::ArrayRef<mir::Operand> args = f.code.list(term.operands);
  for (size_t i = 0; i < args.size(); ++i) {
    if (!is_rust_call || i + 1 < args.size()) {
      out.push_back(f.operand(args[i]));
      continue;
    }
    Operand tuple = f.operand(args[i]);
    ty::TyList elems = f.operand_ty(args[i]).tuple_elems();
    for (uint32_t e = 0; e < elems.size(); ++e)
      out.push_back(f.extract_field(tuple, e, elems[e]));
  }
  return out;
}

} // namespace

void FunctionCx::call(mir::BasicBlock bb, const mir::Terminator &term) {
  ty::Ty fn_ty = operand_ty(term.operand);
  CallTarget target;
  const ty::Instance *callee = nullptr;
  if (fn_ty.is(ty::TyKind::FnDef)) {
    callee = mono::callee_instance(tcx, fn_ty, term.source.span);
    if (!callee) {
      cx.unsupported(term.source.span, "a call that could not be resolved");
      ir.CreateUnreachable();
      return;
    }
    target.abi = cx.abi_of(callee);
  } else {
    ty::FnSig sig = ty::erase_late_bound_regions(tcx, fn_ty.fn_ptr_sig());
    target.abi = abi::of_fn_ptr(tcx, sig);
    if (!target.abi) {
      cx.failed = true;
      ir.CreateUnreachable();
      return;
    }
  }
  PlaceRef dest;
  bool has_dest = term.target.is_valid();
  bool dest_in_memory = !term.place.is_local() || locals[term.place.local].in_memory;
  if (has_dest && dest_in_memory)
    dest = place(term.place);
  bool in_cleanup = body[bb].is_cleanup;

  if (callee && callee->kind == ty::InstanceKind::Intrinsic) {
    llvm::SmallVector<Operand, 4> args;
    llvm::SmallVector<ty::Ty, 4> tys;
    for (const mir::Operand &op : code.list(term.operands)) {
      args.push_back(operand(op));
      tys.push_back(operand_ty(op));
    }
    ty::Ty ret = mir::place_ty(tcx, body, term.place).ty;
    PlaceRef slot = dest.address ? dest : alloca_place(layout_of(ret));
    Symbol name = tcx.intrinsic_name(callee->def_id);
    if (intrinsic_call(tcx.str(name), *callee, args, tys, ret, slot, term.source)) {
      if (has_dest && !dest_in_memory)
        locals[term.place.local].value = load(slot);
      if (has_dest)
        ir.CreateBr(blocks[term.target]);
      else
        ir.CreateUnreachable();
      return;
    }
    // One with a body: an ordinary function.
    ty::Instance item = *callee;
    item.kind = ty::InstanceKind::Item;
    callee = tcx.mk_instance(item);
    target.abi = cx.abi_of(callee);
  }

  llvm::SmallVector<Operand, 8> operands = call_operands(*this, term, target.abi->is_rust_call);
  llvm::SmallVector<llvm::Value *, 8> args;
  PlaceRef ret_slot;
  if (target.abi->ret.mode == PassMode::Indirect) {
    ret_slot = dest.address ? dest : alloca_place(target.abi->ret.layout);
    args.push_back(ret_slot.address);
  }
  size_t first = 0;
  if (callee && callee->kind == ty::InstanceKind::Virtual) {
    Operand self = operands[0];
    llvm::Value *vtable = self.b;
    llvm::Value *slot = offset(vtable, callee->index * cx.pointer_size);
    target.callee = ir.CreateLoad(cx.ptr, slot);
    target.ty = cx.fn_ty(*target.abi, true);
    target.is_virtual = true;
    args.push_back(self.a);
    first = 1;
  } else if (callee) {
    llvm::Function *fn_value = cx.function(callee);
    target.callee = fn_value;
    target.ty = fn_value->getFunctionType();
  } else {
    target.callee = operand(term.operand).a;
    target.ty = cx.fn_ty(*target.abi);
  }
  size_t declared = target.abi->args.size() - (target.abi->track_caller ? 1 : 0);
  for (size_t i = first; i < operands.size(); ++i) {
    if (i < declared)
      push_arg(target.abi->args[i], operands[i], args);
    else if (operands[i].kind == Operand::Immediate) // of a C-variadic function
      args.push_back(from_immediate(operands[i].a));
  }
  if (target.abi->track_caller)
    args.push_back(location_arg(term.source));
  llvm::CallBase *call = emit_call(target, args, term.unwind, in_cleanup, nullptr);
  if (!has_dest) {
    ir.CreateUnreachable();
    return;
  }
  if (target.abi->ret.mode == PassMode::Indirect) {
    if (!dest_in_memory)
      locals[term.place.local].value = load(ret_slot);
  } else if (dest_in_memory) {
    finish_call(*target.abi, call, dest);
  } else {
    locals[term.place.local].value = call_result(*target.abi, call);
  }
  ir.CreateBr(blocks[term.target]);
}

void FunctionCx::terminator(mir::BasicBlock bb, const mir::Terminator &term) {
  switch (term.kind) {
  case mir::TerminatorKind::Goto:
  case mir::TerminatorKind::FalseEdge:
  case mir::TerminatorKind::FalseUnwind: ir.CreateBr(blocks[term.target]); return;
  case mir::TerminatorKind::SwitchInt: {
    llvm::Value *value = operand(term.operand).a;
    llvm::ArrayRef<mir::SwitchCase> cases = code.switch_cases(term);
    auto *ty = llvm::cast<llvm::IntegerType>(value->getType());
    llvm::SwitchInst *inst =
        ir.CreateSwitch(value, blocks[term.other], static_cast<unsigned>(cases.size()));
    for (const mir::SwitchCase &c : cases) {
      llvm::APInt bits = llvm::APInt(128, {c.lo, c.hi}).zextOrTrunc(ty->getBitWidth());
      inst->addCase(llvm::ConstantInt::get(cx.context, bits), blocks[c.target]);
    }
    return;
  }
  case mir::TerminatorKind::UnwindResume: {
    if (!landing_slot) {
      ir.CreateUnreachable();
      return;
    }
    auto *pair = llvm::StructType::get(cx.context, {cx.ptr, cx.i32});
    ir.CreateResume(ir.CreateLoad(pair, landing_slot));
    return;
  }
  case mir::TerminatorKind::UnwindTerminate:
    return call_lang_fn(mono::terminate_lang_item(term.reason), {}, term.source,
                        mir::UnwindAction::unreachable(), true);
  case mir::TerminatorKind::Return: {
    switch (abi.ret.mode) {
    case PassMode::Ignore:
    case PassMode::Indirect:
      if (abi.diverges)
        ir.CreateUnreachable();
      else
        ir.CreateRetVoid();
      return;
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
    return;
  }
  case mir::TerminatorKind::Unreachable: ir.CreateUnreachable(); return;
  case mir::TerminatorKind::Drop: return drop(bb, term);
  case mir::TerminatorKind::Call: return call(bb, term);
  case mir::TerminatorKind::Assert: return assert_(bb, term);
  case mir::TerminatorKind::InlineAsm:
    cx.unsupported(term.source.span, "inline assembly");
    ir.CreateUnreachable();
    return;
  case mir::TerminatorKind::Yield:
  case mir::TerminatorKind::CoroutineDrop:
    cx.unsupported(term.source.span, "coroutines");
    ir.CreateUnreachable();
    return;
  }
}

} // namespace ochre::codegen
