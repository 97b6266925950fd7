// One function: entry, locals, blocks in reverse post-order.

#include "codegen/llvm/cx.h"
#include "sema/ty/fold.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::codegen {

FunctionCx::FunctionCx(UnitCx &cx, const ty::Instance *instance, const mir::Body &body,
                       llvm::Function *fn, const FnAbi &abi)
    : cx(cx), tcx(cx.tcx), instance(instance), body(body), code(*body.code), fn(fn), abi(abi),
      ir(cx.context) {
  locals.resize(code.locals.size());
  blocks.resize(code.blocks.size(), nullptr);
  landing_pads.resize(code.blocks.size(), nullptr);
}

namespace {

/// Which locals are one value with one definition that dominates every use.
struct LocalUses {
  struct Use {
    unsigned defs = 0;
    mir::BasicBlock def_block;
    bool in_memory = false;
  };
  const mir::Body &body;
  IndexVec<mir::Local, Use> uses;
  std::vector<mir::BasicBlock> order;
  IndexVec<mir::BasicBlock, uint32_t> position;
  IndexVec<mir::BasicBlock, uint32_t> idom; ///< position of the immediate dominator

  explicit LocalUses(const mir::Body &body) : body(body) {
    uses.resize(body.code->locals.size());
    order = mir::reverse_postorder(*body.code);
    position.resize(body.code->blocks.size(), UINT32_MAX);
    for (uint32_t i = 0; i < order.size(); ++i)
      position[order[i]] = i;
    compute_dominators();
    for (uint32_t i = 1; i <= body.arg_count; ++i)
      uses[mir::Local(i)] = {1, mir::kStartBlock, false};
    for (mir::BasicBlock bb : order)
      block(bb);
  }

  void compute_dominators() {
    auto preds = mir::predecessors(*body.code);
    std::vector<uint32_t> dom(order.size(), UINT32_MAX);
    if (!dom.empty())
      dom[0] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (uint32_t i = 1; i < order.size(); ++i) {
        uint32_t best = UINT32_MAX;
        for (mir::BasicBlock p : preds[order[i]]) {
          uint32_t at = position[p];
          if (at == UINT32_MAX || dom[at] == UINT32_MAX)
            continue;
          if (best == UINT32_MAX) {
            best = at;
            continue;
          }
          while (at != best) {
            while (at > best)
              at = dom[at];
            while (best > at)
              best = dom[best];
          }
        }
        if (dom[i] != best) {
          dom[i] = best;
          changed = true;
        }
      }
    }
    idom.resize(body.code->blocks.size(), 0);
    for (uint32_t i = 0; i < order.size(); ++i)
      idom[order[i]] = dom[i];
    single_pred.resize(body.code->blocks.size(), false);
    for (mir::BasicBlock bb : body.code->blocks.ids())
      single_pred[bb] = preds[bb].size() == 1;
  }
  IndexVec<mir::BasicBlock, uint8_t> single_pred;

  bool dominates(mir::BasicBlock a, mir::BasicBlock b) const {
    uint32_t want = position[a];
    uint32_t at = position[b];
    while (at > want)
      at = idom[order[at]];
    return at == want;
  }
  void define(mir::Local local, mir::BasicBlock bb) {
    Use &use = uses[local];
    ++use.defs;
    use.def_block = bb;
    if (use.defs > 1)
      use.in_memory = true;
  }
  void use(mir::Local local, mir::BasicBlock bb) {
    Use &u = uses[local];
    // Blocks come in reverse post-order: a definition that dominates was seen before.
    if (u.defs == 0 || !dominates(u.def_block, bb))
      u.in_memory = true;
  }
  void place_read(mir::Place place, mir::BasicBlock bb) {
    use(place.local, bb);
    bool behind_pointer = false;
    for (const mir::PlaceElem &e : body.code->projection(place)) {
      if (e.kind == mir::ProjectionKind::Index)
        use(mir::Local(static_cast<uint32_t>(e.a)), bb);
      behind_pointer |= e.kind == mir::ProjectionKind::Deref;
      // Elements and variants of a value need its address.
      if (!behind_pointer && e.kind != mir::ProjectionKind::Field)
        uses[place.local].in_memory = true;
    }
  }
  /// A place whose address is taken or that is written to.
  void place_address(mir::Place place, mir::BasicBlock bb) {
    place_read(place, bb);
    bool behind_pointer = false;
    for (const mir::PlaceElem &e : body.code->projection(place))
      behind_pointer |= e.kind == mir::ProjectionKind::Deref;
    if (!behind_pointer)
      uses[place.local].in_memory = true;
  }
  void operand(const mir::Operand &op, mir::BasicBlock bb) {
    if (op.is_place())
      place_read(op.place, bb);
  }
  void rvalue(const mir::Rvalue &r, mir::BasicBlock bb) {
    switch (r.kind) {
    case mir::RvalueKind::Ref:
    case mir::RvalueKind::RawPtr: return place_address(r.place, bb);
    case mir::RvalueKind::Len:
    case mir::RvalueKind::Discriminant:
      // Read through the address of the value.
      return place_address(r.place, bb);
    case mir::RvalueKind::CopyForDeref: return place_read(r.place, bb);
    case mir::RvalueKind::Aggregate:
      for (const mir::Operand &op : body.code->list(r.operands))
        operand(op, bb);
      return;
    case mir::RvalueKind::BinaryOp: operand(r.a, bb); return operand(r.b, bb);
    case mir::RvalueKind::Use:
    case mir::RvalueKind::Repeat:
    case mir::RvalueKind::Cast:
    case mir::RvalueKind::UnaryOp: return operand(r.a, bb);
    case mir::RvalueKind::ThreadLocalRef:
    case mir::RvalueKind::NullaryOp: return;
    }
  }
  void write(mir::Place place, mir::BasicBlock bb) {
    if (place.is_local())
      define(place.local, bb);
    else
      place_address(place, bb);
  }
  void block(mir::BasicBlock bb) {
    const mir::BasicBlockData &data = body[bb];
    for (const mir::Statement &s : data.statements) {
      switch (s.kind) {
      case mir::StatementKind::Assign:
        rvalue(s.rvalue, bb);
        write(s.place, bb);
        break;
      case mir::StatementKind::SetDiscriminant: place_address(s.place, bb); break;
      case mir::StatementKind::Assume: operand(s.rvalue.a, bb); break;
      case mir::StatementKind::CopyNonOverlapping:
        for (const mir::Operand &op : body.code->list(s.rvalue.operands))
          operand(op, bb);
        break;
      default: break;
      }
    }
    const mir::Terminator &t = data.terminator;
    switch (t.kind) {
    case mir::TerminatorKind::SwitchInt: operand(t.operand, bb); break;
    case mir::TerminatorKind::Return: use(mir::kReturnPlace, bb); break;
    case mir::TerminatorKind::Drop: place_address(t.place, bb); break;
    case mir::TerminatorKind::Call:
      operand(t.operand, bb);
      for (const mir::Operand &op : body.code->list(t.operands))
        operand(op, bb);
      if (t.target.is_valid() && t.place.is_local() && single_pred[t.target])
        define(t.place.local, t.target);
      else
        place_address(t.place, bb);
      break;
    case mir::TerminatorKind::Assert:
      operand(t.operand, bb);
      for (const mir::Operand &op : body.code->list(t.operands))
        operand(op, bb);
      break;
    default: break;
    }
  }
};

} // namespace

void FunctionCx::analyze_locals() {
  LocalUses uses(body);
  for (mir::Local local : code.locals.ids()) {
    const Layout *layout = layout_of(body.local_ty(local));
    bool is_value = layout->is_zst() || layout->is_scalar() || layout->is_scalar_pair();
    const LocalUses::Use &use = uses.uses[local];
    // A user's variable stays in memory where a debugger looks for it.
    bool debug = tcx.sess.opts.codegen.debuginfo >= DebugInfo::Limited &&
                 body[local].info == mir::LocalInfo::UserVar;
    bool ssa = is_value && !use.in_memory && use.defs == 1 && !debug;
    if (layout->is_zst() && !layout->is_unsized && !use.in_memory)
      ssa = true;
    if (layout->is_unsized) {
      cx.unsupported(code.locals[local].source.span, "unsized locals");
      continue;
    }
    locals[local].in_memory = !ssa;
    locals[local].value.layout = layout;
    if (!ssa && !(local == mir::kReturnPlace && abi.ret.mode == PassMode::Indirect))
      locals[local].place = alloca_place(layout);
  }
}

void FunctionCx::entry() {
  analyze_locals();
  auto in = fn->arg_begin();
  if (abi.ret.mode == PassMode::Indirect) {
    ret_address = &*in++;
    const Layout *layout = abi.ret.layout;
    locals[mir::kReturnPlace].in_memory = true;
    locals[mir::kReturnPlace].place = {ret_address, nullptr, layout, layout->align};
  }
  auto receive = [&](const ArgAbi &arg) -> Operand {
    switch (arg.mode) {
    case PassMode::Ignore: return {Operand::Zst, nullptr, nullptr, arg.layout};
    case PassMode::Direct: return immediate(&*in++, arg.layout);
    case PassMode::Pair: {
      llvm::Value *a = &*in++;
      llvm::Value *b = &*in++;
      return {Operand::Pair, a, b, arg.layout};
    }
    case PassMode::Cast: {
      llvm::Value *value = &*in++;
      uint64_t size = cx.module.getDataLayout().getTypeAllocSize(value->getType()).getFixedValue();
      PlaceRef slot = alloca_place(arg.layout);
      if (size > arg.layout->size) {
        llvm::AllocaInst *room = ir.CreateAlloca(value->getType());
        ir.CreateStore(value, room);
        ir.CreateMemCpy(slot.address, llvm::Align(slot.align), room, room->getAlign(),
                        arg.layout->size);
      } else {
        ir.CreateAlignedStore(value, slot.address, llvm::Align(slot.align));
      }
      return {Operand::Ref, slot.address, nullptr, arg.layout};
    }
    case PassMode::Indirect: {
      llvm::Value *address = &*in++;
      llvm::Value *meta = arg.layout->is_unsized ? &*in++ : nullptr;
      return {Operand::Ref, address, meta, arg.layout};
    }
    }
    return {};
  };
  auto bind = [&](mir::Local local, const Operand &value) {
    LocalRef &ref = locals[local];
    if (!ref.in_memory)
      ref.value = value.kind == Operand::Ref &&
                          (ref.value.layout->is_scalar() || ref.value.layout->is_scalar_pair())
                      ? load({value.a, nullptr, value.layout, value.layout->align})
                      : value;
    else if (value.kind == Operand::Ref)
      ref.place = {value.a, value.b, value.layout, std::max<uint64_t>(value.layout->align, 1)};
    else
      store(value, ref.place);
  };
  bool is_closure =
      tcx.def_kind(body.def_id) == DefKind::Closure && body.instance_kind == ty::InstanceKind::Item;
  bool spread = abi.is_rust_call && !is_closure;
  size_t next = 0;
  for (uint32_t i = 1; i <= body.arg_count; ++i) {
    mir::Local local(i);
    if (spread && i == body.arg_count) {
      // The parts of the tuple came one by one.
      ty::Ty tuple = body.local_ty(local);
      LocalRef &ref = locals[local];
      PlaceRef slot = ref.in_memory ? ref.place : alloca_place(ref.value.layout);
      ty::TyList elems = tuple.tuple_elems();
      for (uint32_t e = 0; e < elems.size() && next < abi.args.size(); ++e)
        store(receive(abi.args[next++]), field(slot, e, elems[e]));
      if (!ref.in_memory)
        ref.value = load(slot);
      continue;
    }
    if (next < abi.args.size())
      bind(local, receive(abi.args[next++]));
  }
  if (abi.track_caller && in != fn->arg_end())
    caller_location = &*in;
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

void FunctionCx::run() {
  llvm::BasicBlock *start = llvm::BasicBlock::Create(cx.context, "start", fn);
  ir.SetInsertPoint(start);
  std::vector<mir::BasicBlock> order = mir::reverse_postorder(code);
  for (mir::BasicBlock bb : order)
    blocks[bb] = llvm::BasicBlock::Create(cx.context, "bb" + llvm::Twine(bb.raw), fn);
  entry();
  ir.CreateBr(blocks[mir::kStartBlock]);
  for (mir::BasicBlock bb : order) {
    if (cx.failed)
      return;
    ir.SetInsertPoint(blocks[bb]);
    for (const mir::Statement &s : body[bb].statements)
      statement(s);
    terminator(bb, body[bb].terminator);
  }
  // Blocks that only unreachable code refers to still need an end.
  for (llvm::BasicBlock &block : *fn)
    if (!block.getTerminator())
      new llvm::UnreachableInst(cx.context, &block);
}

llvm::Constant *UnitCx::personality() {
  DefId id = tcx.lang_item(LangItem::EhPersonality);
  auto *ty = llvm::FunctionType::get(i32, true);
  if (!id.is_valid())
    return llvm::cast<llvm::Constant>(
        module.getOrInsertFunction("rust_eh_personality", ty).getCallee());
  const ty::Instance *instance = tcx.resolve_instance({mono_env(), id, ty::GenericArgs()});
  return instance ? static_cast<llvm::Constant *>(function(instance))
                  : llvm::cast<llvm::Constant>(
                        module.getOrInsertFunction("rust_eh_personality", ty).getCallee());
}

void UnitCx::define(const ty::Instance *instance) {
  const mir::Body *mir = tcx.instance_mir(instance);
  if (!mir) {
    failed = true;
    return;
  }
  llvm::Function *fn = function(instance);
  if (!fn->empty())
    return;
  if (tcx.sess.opts.codegen.panic == PanicStrategy::Unwind)
    fn->setPersonalityFn(personality());
  // What other crates may generate too is merged by the linker.
  bool is_item = instance->kind == ty::InstanceKind::Item;
  bool generic = !instance->args.empty() || !is_item || !tcx.is_local(instance->def_id);
  const ty::CodegenFnAttrs *attrs = is_item && !is_ctor(tcx.def_kind(instance->def_id))
                                        ? tcx.codegen_fn_attrs(instance->def_id)
                                        : nullptr;
  bool exported =
      attrs && (attrs->no_mangle || attrs->std_internal_symbol || attrs->export_name.is_valid());
  if (attrs &&
      (attrs->inline_attr == ty::InlineAttr::Hint || attrs->inline_attr == ty::InlineAttr::Always))
    generic = true;
  if (generic && !exported) {
    fn->setLinkage(llvm::GlobalValue::LinkOnceODRLinkage);
    fn->setVisibility(llvm::GlobalValue::HiddenVisibility);
  }
  if (attrs && attrs->link_section.is_valid())
    fn->setSection(tcx.str(attrs->link_section));
  FunctionCx(*this, instance, *mir, fn, *abi_of(instance)).run();
}

void UnitCx::define_main(const mono::MonoItems &items) {
  auto *ty = llvm::FunctionType::get(i32, {i32, ptr}, false);
  llvm::Function *fn =
      llvm::Function::Create(ty, llvm::GlobalValue::ExternalLinkage, "main", module);
  llvm::IRBuilder<> ir(llvm::BasicBlock::Create(context, "start", fn));
  llvm::Function *user = function(items.main);
  if (!items.start) {
    ir.CreateCall(user, {});
    ir.CreateRet(ir.getInt32(0));
    return;
  }
  // lang_start(main, argc, argv, sigpipe) -> isize
  llvm::Function *start = function(items.start);
  llvm::SmallVector<llvm::Value *, 4> args{reified(items.main), ir.CreateSExt(fn->getArg(0), isize),
                                           fn->getArg(1)};
  if (start->arg_size() > 3)
    args.push_back(ir.getInt8(0));
  llvm::Value *result = ir.CreateCall(start, args);
  ir.CreateRet(ir.CreateIntCast(result, i32, true));
}

} // namespace ochre::codegen
