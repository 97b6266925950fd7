// One function: entry, locals, blocks in reverse post-order.

#include "codegen/llvm/cx.h"

#include "llvm/Transforms/Utils/ModuleUtils.h"

namespace ochre::codegen {

FunctionCx::FunctionCx(UnitCx &cx, const ty::Instance *instance, const mir::Body &body,
                       llvm::Function *fn, const FnAbi &abi)
    : cx(cx), tcx(cx.tcx), instance(instance), body(body), code(*body.code), fn(fn), abi(abi),
      optimise(cx.tcx.sess.opts.codegen.opt_level != OptLevel::O0), ir(cx.context) {
  locals.resize(code.locals.size());
  blocks.resize(code.blocks.size(), nullptr);
  landing_pads.resize(code.blocks.size(), nullptr);
}

Operand FunctionCx::receive(const ArgAbi &arg, llvm::Function::arg_iterator &in) {
  switch (arg.mode) {
  case PassMode::Ignore: return {Operand::Zst, nullptr, nullptr, arg.layout};
  case PassMode::Direct: return immediate(&*in++, arg.layout);
  case PassMode::Pair: {
    llvm::Value *a = &*in++;
    llvm::Value *b = &*in++;
    return {Operand::Pair, a, b, arg.layout};
  }
  case PassMode::Cast: {
    PlaceRef slot = alloca_place(arg.layout);
    store_cast(&*in++, slot);
    return {Operand::Ref, slot.address, nullptr, arg.layout};
  }
  case PassMode::Indirect: {
    llvm::Value *address = &*in++;
    llvm::Value *meta = arg.layout->is_unsized ? &*in++ : nullptr;
    return {Operand::Ref, address, meta, arg.layout};
  }
  }
  return {};
}

void FunctionCx::bind(mir::Local local, const Operand &value) {
  LocalRef &ref = locals[local];
  bool is_immediate = value.layout->is_scalar() || value.layout->is_scalar_pair();
  if (!ref.in_memory)
    ref.value = value.kind == Operand::Ref && is_immediate ? load(in_memory(value)) : value;
  else if (value.kind == Operand::Ref)
    ref.place = {value.a, value.b, value.layout, std::max<uint64_t>(value.layout->align, 1)};
  else
    store(value, make_slot(local));
}

/// The stack slot of a local that lives in memory, made when it is first asked for.
PlaceRef FunctionCx::make_slot(mir::Local local) {
  LocalRef &ref = locals[local];
  if (!ref.place.address)
    ref.place = alloca_place(layout_of(body.local_ty(local)));
  return ref.place;
}

void FunctionCx::entry() {
  analyze_locals();
  auto in = fn->arg_begin();
  if (abi.ret.mode == PassMode::Indirect) {
    const Layout *layout = abi.ret.layout;
    locals[mir::kReturnPlace].in_memory = true;
    locals[mir::kReturnPlace].place = {&*in++, nullptr, layout, layout->align};
  }
  bool is_closure =
      tcx.def_kind(body.def_id) == DefKind::Closure && body.instance_kind == ty::InstanceKind::Item;
  bool spread = abi.is_rust_call && !is_closure;
  size_t next = 0;
  for (uint32_t i = 1; i <= body.arg_count; ++i) {
    mir::Local local(i);
    if (spread && i == body.arg_count) {
      // The parts of the tuple came one by one.
      ty::TyList elems = body.local_ty(local).tuple_elems();
      LocalRef &ref = locals[local];
      PlaceRef slot = ref.in_memory ? make_slot(local) : alloca_place(ref.value.layout);
      for (uint32_t e = 0; e < elems.size() && next < abi.args.size(); ++e)
        store(receive(abi.args[next++], in), field(slot, e, elems[e]));
      if (!ref.in_memory)
        ref.value = load(slot);
      continue;
    }
    if (next < abi.args.size())
      bind(local, receive(abi.args[next++], in));
  }
  if (abi.track_caller && in != fn->arg_end())
    caller_location = &*in;
  for (mir::Local local : code.locals.ids())
    if (locals[local].in_memory)
      make_slot(local);
}

void FunctionCx::declare_variables() {
  if (!debug.subprogram || !cx.debug->has_variables())
    return;
  for (const mir::VarDebugInfo &var : code.var_debug_info) {
    if (var.is_const || !locals[var.place.local].in_memory)
      continue;
    llvm::Value *address = locals[var.place.local].place.address;
    bool is_argument = llvm::isa<llvm::Argument>(address);
    if (is_argument) { // the register is soon reused: the address is kept on the stack
      llvm::AllocaInst *kept = entry_alloca(cx.ptr, cx.pointer_size);
      ir.CreateStore(address, kept);
      address = kept;
    }
    cx.debug->declare(debug, body, var, {address, is_argument}, ir.GetInsertBlock());
  }
}

void FunctionCx::statement(const mir::Statement &s) {
  switch (s.kind) {
  case mir::StatementKind::Assign: return assign(s.place, s.rvalue, s.source.span);
  case mir::StatementKind::SetDiscriminant:
    return set_discriminant(place(s.place), ty::VariantIdx(s.a),
                            mir::place_ty(tcx, body, s.place).ty);
  case mir::StatementKind::Assume: ir.CreateAssumption(operand(s.rvalue.a).a); return;
  case mir::StatementKind::CopyNonOverlapping: {
    llvm::ArrayRef<mir::Operand> ops = code.list(s.rvalue.operands);
    const Layout *elem = layout_of(operand_ty(ops[0]).inner());
    llvm::Value *bytes =
        ir.CreateMul(operand(ops[2]).a, llvm::ConstantInt::get(cx.isize, elem->size));
    llvm::Align align(std::max<uint64_t>(elem->align, 1));
    ir.CreateMemCpy(operand(ops[1]).a, align, operand(ops[0]).a, align, bytes);
    return;
  }
  case mir::StatementKind::StorageLive:
  case mir::StatementKind::StorageDead: {
    const LocalRef &local = locals[s.local()];
    bool optimise = tcx.sess.opts.codegen.opt_level != OptLevel::O0;
    if (!optimise || !local.in_memory || local.place.layout->size == 0 ||
        !llvm::isa<llvm::AllocaInst>(local.place.address))
      return;
    auto *size = ir.getInt64(local.place.layout->size);
    if (s.kind == mir::StatementKind::StorageLive)
      ir.CreateLifetimeStart(local.place.address, size);
    else
      ir.CreateLifetimeEnd(local.place.address, size);
    return;
  }
  case mir::StatementKind::FakeRead:
  case mir::StatementKind::PlaceMention:
  case mir::StatementKind::AscribeUserType:
  case mir::StatementKind::Nop: return;
  }
}

llvm::BasicBlock *FunctionCx::block(mir::BasicBlock bb) {
  llvm::BasicBlock *&out = blocks[bb];
  if (!out)
    out = llvm::BasicBlock::Create(cx.context, "bb" + llvm::Twine(bb.raw), fn);
  return out;
}

void FunctionCx::run() {
  ir.SetInsertPoint(llvm::BasicBlock::Create(cx.context, "start", fn));
  if (cx.debug)
    debug = cx.debug->function(instance, body, *fn);
  entry();
  declare_variables();
  ir.CreateBr(block(mir::kStartBlock));
  // A block exists once something leads to it: cleanup of what cannot unwind is left out. One round
  // does unless only an edge backwards leads to a block.
  std::vector<mir::BasicBlock> order = mir::reverse_postorder(code);
  IndexVec<mir::BasicBlock, uint8_t> done(code.blocks.size());
  for (bool progress = true; progress && !cx.failed;) {
    progress = false;
    for (mir::BasicBlock bb : order) {
      if (!blocks[bb] || done[bb] || cx.failed)
        continue;
      done[bb] = progress = true;
      ir.SetInsertPoint(blocks[bb]);
      for (const mir::Statement &s : body[bb].statements) {
        set_location(s.source);
        statement(s);
      }
      set_location(body[bb].terminator.source);
      terminator(bb, body[bb].terminator);
    }
  }
  // Blocks that only unreachable code refers to still need an end.
  for (llvm::BasicBlock &block : *fn)
    if (!block.getTerminator())
      new llvm::UnreachableInst(cx.context, &block);
}

void UnitCx::define(const ty::Instance *instance) {
  const mir::Body *mir = tcx.codegen_mir(instance);
  if (!mir) {
    failed = true;
    return;
  }
  llvm::Function *fn = function(instance);
  if (!fn->empty())
    return;
  set_linkage(*fn, *instance);
  bool is_item = instance->kind == ty::InstanceKind::Item;
  if (is_item && !is_ctor(tcx.def_kind(instance->def_id))) {
    const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(instance->def_id);
    if (attrs->link_section.is_valid())
      fn->setSection(tcx.str(attrs->link_section));
    if (attrs->is_used)
      (attrs->used_linker ? linker_used_ : used_).push_back(fn);
  }
  FunctionCx(*this, instance, *mir, fn, *abi_of(instance)).run();
}

void UnitCx::finish() {
  if (!used_.empty())
    llvm::appendToCompilerUsed(module, used_);
  if (!linker_used_.empty())
    llvm::appendToUsed(module, linker_used_);
  if (debug)
    debug->finish();
}

} // namespace ochre::codegen
