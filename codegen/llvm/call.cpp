// Calls: who is called, how the arguments travel, where the result goes.

#include "codegen/common/call_operands.h"
#include "codegen/llvm/cx.h"
#include "codegen/mono/caller_location.h"
#include "sema/ty/fold.h"

namespace ochre::codegen {

llvm::Value *FunctionCx::location_arg(const mir::SourceInfo &source) {
  mono::CallerLocation at = mono::caller_location(tcx, body, source);
  return at.is_own && caller_location ? caller_location : cx.location(at.span);
}

void FunctionCx::push_arg(const ArgAbi &arg, const Operand &value,
                          llvm::SmallVectorImpl<llvm::Value *> &out) {
  switch (arg.mode) {
  case PassMode::Ignore: return;
  case PassMode::Direct:
    out.push_back(value.kind == Operand::Immediate ? value.a : load(in_memory(value)).a);
    return;
  case PassMode::Pair: {
    Operand pair = value.kind == Operand::Pair ? value : load(in_memory(value));
    out.push_back(pair.a);
    out.push_back(pair.b);
    return;
  }
  case PassMode::Cast: {
    llvm::Type *ty = cx.cast_ty(arg);
    PlaceRef memory = in_memory(value);
    // The registers may be wider than the value: read from room for both.
    uint64_t size = cx.module.getDataLayout().getTypeAllocSize(ty).getFixedValue();
    llvm::Align align(std::max<uint64_t>(memory.align, 1));
    if (size > arg.layout->size) {
      llvm::AllocaInst *room = entry_alloca(ty, std::max<uint64_t>(arg.layout->align, 8));
      ir.CreateMemCpy(room, room->getAlign(), memory.address, align, arg.layout->size);
      out.push_back(ir.CreateLoad(ty, room));
      return;
    }
    out.push_back(ir.CreateAlignedLoad(ty, memory.address, align));
    return;
  }
  case PassMode::Indirect: {
    if (arg.layout->is_unsized) {
      out.push_back(value.a);
      llvm::Value *meta = value.b ? value.b : llvm::PoisonValue::get(cx.isize);
      out.push_back(meta->getType()->isPointerTy() ? ir.CreatePtrToInt(meta, cx.isize) : meta);
      return;
    }
    // The callee may change what it gets: it gets a copy. For `byval` the call itself copies.
    if (arg.by_val && value.kind == Operand::Ref && arg.layout->align >= 8) {
      out.push_back(value.a);
      return;
    }
    PlaceRef slot = alloca_place(arg.layout);
    if (arg.by_val)
      llvm::cast<llvm::AllocaInst>(slot.address)
          ->setAlignment(llvm::Align(std::max<uint64_t>(8, arg.layout->align)));
    store(value, slot);
    out.push_back(slot.address);
    return;
  }
  }
}

llvm::CallBase *FunctionCx::emit_call(const CallTarget &target, llvm::ArrayRef<llvm::Value *> args,
                                      const mir::UnwindAction &unwind, bool in_cleanup) {
  llvm::BasicBlock *pad = target.abi->can_unwind ? unwind_block(unwind, in_cleanup) : nullptr;
  llvm::CallBase *call;
  if (pad) {
    llvm::BasicBlock *next = llvm::BasicBlock::Create(cx.context, "returned", fn);
    call = ir.CreateInvoke(target.ty, target.callee, next, pad, args);
    ir.SetInsertPoint(next);
  } else {
    call = ir.CreateCall(target.ty, target.callee, args);
  }
  call->setCallingConv(cx.call_conv(*target.abi));
  call->setAttributes(cx.call_attributes(*target.abi, target.is_virtual));
  if (in_cleanup && optimise && !target.abi->diverges)
    call->addFnAttr(llvm::Attribute::Cold);
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
    store_cast(call, slot);
    return load(slot);
  }
  case PassMode::Ignore:
  case PassMode::Indirect: break;
  }
  return {Operand::Zst, nullptr, nullptr, layout};
}

void FunctionCx::store_cast(llvm::Value *value, PlaceRef to) {
  uint64_t size = cx.module.getDataLayout().getTypeAllocSize(value->getType()).getFixedValue();
  if (size <= to.layout->size) {
    ir.CreateAlignedStore(value, to.address, llvm::Align(to.align));
    return;
  }
  llvm::AllocaInst *room = entry_alloca(value->getType(), std::max<uint64_t>(to.align, 8));
  ir.CreateStore(value, room);
  ir.CreateMemCpy(to.address, llvm::Align(to.align), room, room->getAlign(), to.layout->size);
}

void FunctionCx::call_lang_fn(LangItem item, llvm::ArrayRef<Operand> args,
                              const mir::SourceInfo &source, const mir::UnwindAction &unwind,
                              bool in_cleanup) {
  if (tcx.sess.opts.codegen.panic == PanicStrategy::Trap) {
    ir.CreateCall(cx.intrinsic(llvm::Intrinsic::trap, {}));
    ir.CreateUnreachable();
    return;
  }
  DefId id = tcx.require_lang_item(item, source.span);
  const ty::Instance *instance =
      id.is_valid() ? tcx.resolve_instance({mono_env(), id, ty::GenericArgs()}) : nullptr;
  if (!instance) {
    cx.failed = true;
    ir.CreateUnreachable();
    return;
  }
  const FnAbi *callee_abi = cx.abi_of(instance);
  llvm::SmallVector<llvm::Value *, 4> values;
  for (size_t i = 0; i < args.size() && i < callee_abi->args.size(); ++i)
    push_arg(callee_abi->args[i], args[i], values);
  if (callee_abi->track_caller)
    values.push_back(location_arg(source));
  llvm::Function *callee = cx.function(instance);
  emit_call({callee, callee->getFunctionType(), callee_abi, false}, values, unwind, in_cleanup);
  ir.CreateUnreachable();
}

bool FunctionCx::call_intrinsic(mir::BasicBlock bb, const mir::Terminator &term,
                                const ty::Instance &callee) {
  IntrinsicCall call{cx.intrinsic_kind(callee.def_id),
                     callee,
                     term.source,
                     term.unwind,
                     {},
                     {},
                     {},
                     {},
                     nullptr,
                     {},
                     {}};
  if (body[bb].is_cleanup)
    call.unwind = mir::UnwindAction::unreachable();
  for (const mir::Operand &op : code.list(term.operands)) {
    call.args.push_back(operand(op));
    call.arg_tys.push_back(operand_ty(op));
  }
  for (ty::GenericArg arg : callee.args)
    if (arg.is_ty() && !call.elem)
      call.elem = arg.ty();
  call.ret_ty = mir::place_ty(tcx, body, term.place).ty;
  call.ret_layout = layout_of(call.ret_ty);
  bool has_dest = term.target.is_valid();
  bool dest_in_memory = !term.place.is_local() || locals[term.place.local].in_memory;
  if (has_dest && dest_in_memory)
    call.dest = place(term.place);
  if (!intrinsic(call))
    return false;
  if (!has_dest) {
    ir.CreateUnreachable();
    return true;
  }
  bool is_value = call.result.kind != Operand::Zst;
  if (is_value)
    call.result.layout = call.ret_layout;
  if (dest_in_memory && is_value)
    store(call.result, call.dest);
  else if (!dest_in_memory && is_value)
    locals[term.place.local].value =
        call.result.kind == Operand::Ref ? load(in_memory(call.result)) : call.result;
  else if (!dest_in_memory && call.dest.address)
    locals[term.place.local].value = load(call.dest);
  ir.CreateBr(block(term.target));
  return true;
}

void FunctionCx::find_callee(const mir::Terminator &term, const ty::Instance *callee,
                             CallTarget &target) {
  if (callee) {
    target.abi = cx.abi_of(callee);
    if (callee->kind == ty::InstanceKind::Virtual) {
      target.is_virtual = true;
      target.ty = cx.fn_ty(*target.abi, true);
      return;
    }
    llvm::Function *function = cx.function(callee);
    target.callee = function;
    target.ty = cx.fn_ty(*target.abi);
    return;
  }
  ty::FnSig sig = ty::erase_late_bound_regions(tcx, operand_ty(term.operand).fn_ptr_sig());
  target.abi = abi::of_fn_ptr(tcx, sig);
  if (!target.abi) {
    cx.failed = true;
    return;
  }
  target.callee = operand(term.operand).a;
  target.ty = cx.fn_ty(*target.abi);
}

void FunctionCx::call(mir::BasicBlock bb, const mir::Terminator &term) {
  ty::Ty fn_ty = operand_ty(term.operand);
  const ty::Instance *callee = nullptr;
  llvm::ArrayRef<mir::Operand> arguments = code.list(term.operands);
  llvm::SmallVector<Operand, 8> operands;
  bool is_spread = false;
  if (fn_ty.is(ty::TyKind::FnDef)) {
    callee = mono::callee_instance(tcx, fn_ty, term.source.span);
    if (!callee) {
      cx.unsupported(term.source.span, "a call that could not be resolved");
      ir.CreateUnreachable();
      return;
    }
    if (callee->kind == ty::InstanceKind::DropGlue && !callee->ty) {
      ir.CreateBr(block(term.target));
      return;
    }
    if (callee->kind == ty::InstanceKind::Intrinsic) {
      if (const ty::Instance *chosen = mono::runtime_choice(tcx, *callee)) {
        callee = chosen;
        append_parts(*this, arguments[0], operands);
        is_spread = true;
      } else if (call_intrinsic(bb, term, *callee)) {
        return;
      } else {
        callee = mono::intrinsic_body(tcx, *callee);
      }
    }
    if (callee && callee->kind == ty::InstanceKind::Item &&
        call_llvm_intrinsic(term, callee->def_id, body[bb].is_cleanup))
      return;
    if (!callee) {
      cx.unsupported(term.source.span,
                     "the intrinsic `" + tcx.str(tcx.intrinsic_name(fn_ty.def_id())).str() + "`");
      ir.CreateUnreachable();
      return;
    }
  }
  if (callee && callee->kind == ty::InstanceKind::DropGlue && !callee->ty) {
    ir.CreateBr(block(term.target));
    return;
  }
  CallTarget target;
  find_callee(term, callee, target);
  if (!target.abi) {
    ir.CreateUnreachable();
    return;
  }
  if (!is_spread)
    append_operands(*this, arguments, target.abi->is_rust_call, operands);
  finish_call(bb, term, target, callee, operands);
}

void FunctionCx::finish_call(mir::BasicBlock bb, const mir::Terminator &term, CallTarget &target,
                             const ty::Instance *callee, llvm::ArrayRef<Operand> operands) {
  const FnAbi &callee_abi = *target.abi;
  bool has_dest = term.target.is_valid();
  bool dest_in_memory = !term.place.is_local() || locals[term.place.local].in_memory;
  PlaceRef dest;
  if (has_dest && dest_in_memory)
    dest = place(term.place);
  llvm::SmallVector<llvm::Value *, 8> args;
  PlaceRef ret_slot = dest;
  if (callee_abi.ret.mode == PassMode::Indirect) {
    if (!dest.address)
      ret_slot = alloca_place(callee_abi.ret.layout);
    args.push_back(ret_slot.address);
  }
  size_t first = 0;
  if (target.is_virtual) {
    llvm::Value *slot = offset(operands[0].b, callee->index * cx.pointer_size);
    target.callee = ir.CreateLoad(cx.ptr, slot);
    if (optimise)
      llvm::cast<llvm::LoadInst>(target.callee)
          ->setMetadata(llvm::LLVMContext::MD_nonnull, llvm::MDNode::get(cx.context, {}));
    args.push_back(operands[0].a);
    first = 1;
  }
  size_t declared = callee_abi.args.size() - (callee_abi.track_caller ? 1 : 0);
  for (size_t i = first; i < operands.size(); ++i) {
    if (i < declared)
      push_arg(callee_abi.args[i], operands[i], args);
    else if (operands[i].kind == Operand::Immediate) // of a C-variadic function
      args.push_back(from_immediate(operands[i].a));
    else if (operands[i].kind != Operand::Zst)
      cx.unsupported(term.source.span, "an aggregate as an argument of a variadic function");
  }
  if (callee_abi.track_caller)
    args.push_back(location_arg({term.fn_span, term.source.scope}));
  llvm::CallBase *call = emit_call(target, args, term.unwind, body[bb].is_cleanup);
  if (!has_dest) {
    ir.CreateUnreachable();
    return;
  }
  bool is_indirect = callee_abi.ret.mode == PassMode::Indirect;
  if (!dest_in_memory)
    locals[term.place.local].value = is_indirect ? load(ret_slot) : call_result(callee_abi, call);
  else if (callee_abi.ret.mode == PassMode::Cast)
    store_cast(call, dest);
  else if (!is_indirect)
    store(call_result(callee_abi, call), dest);
  ir.CreateBr(block(term.target));
}

} // namespace ochre::codegen
