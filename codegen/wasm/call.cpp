// Calls: who is called, how the arguments travel, where the result goes.

#include "codegen/common/call_operands.h"
#include "codegen/mono/caller_location.h"
#include "codegen/wasm/cx.h"
#include "sema/ty/fold.h"

namespace ochre::wasm {

Leaf FunctionCx::location_arg(const mir::SourceInfo &source) {
  mono::CallerLocation at = mono::caller_location(tcx, body, source);
  return at.is_own && caller_location ? caller_location : ir.i32(cx.location(at.span));
}

// --- Arguments and results
// -----------------------------------------------------------------------

/// The bytes of one register of PassMode::Cast, which may be fewer than those of a leaf.
Leaf load_reg(Ir &ir, const Address &at, const Reg &reg) {
  ValTy ty = reg_ty(reg);
  if (llvm::isPowerOf2_32(reg.size))
    return ir.load(ty, reg.size, at.base, at.offset, 1);
  Leaf base = ir.keep(at.base);
  Leaf out = ir.constant(ty, 0);
  for (unsigned done = 0; done < reg.size;) {
    auto chunk = static_cast<unsigned>(llvm::bit_floor(uint32_t(reg.size) - done));
    Leaf part = ir.load(ty, chunk, base, at.offset + done, 1);
    out = done == 0 ? part : ir.or_(out, ir.shl(part, done * 8));
    done += chunk;
  }
  return out;
}

void FunctionCx::store_reg(const Leaf &given, const Address &at, const Reg &reg) {
  if (llvm::isPowerOf2_32(reg.size))
    return ir.store(given.ty, reg.size, at.base, at.offset, 1, given);
  Leaf value = ir.keep(given);
  Leaf base = ir.keep(at.base);
  for (unsigned done = 0; done < reg.size;) {
    auto chunk = static_cast<unsigned>(llvm::bit_floor(uint32_t(reg.size) - done));
    ir.store(value.ty, chunk, base, at.offset + done, 1, ir.shr_u(value, done * 8));
    done += chunk;
  }
}

void FunctionCx::store_regs(const ArgAbi &arg, llvm::ArrayRef<Leaf> values, Address to) {
  to.base = ir.keep(to.base);
  uint64_t at = 0;
  for (size_t i = 0; i < arg.regs.size() && i < values.size(); ++i) {
    store_reg(values[i], offset(to, at), arg.regs[i]);
    at += arg.regs[i].size;
  }
}

void FunctionCx::push_arg(const ArgAbi &arg, const Operand &value,
                          llvm::SmallVectorImpl<Leaf> &out) {
  auto push = [&](const Val &scalar) {
    out.push_back(scalar.lo);
    if (scalar.is_wide())
      out.push_back(scalar.hi);
  };
  switch (arg.mode) {
  case PassMode::Ignore: return;
  case PassMode::Direct: return push(in_register(value));
  case PassMode::Pair: {
    Operand both = value.kind == Operand::Pair ? value : load(in_memory(value));
    push(both.a);
    return push(both.b);
  }
  case PassMode::Cast: {
    PlaceRef memory = stable(in_memory(value));
    uint64_t at = 0;
    for (const Reg &reg : arg.regs) {
      out.push_back(load_reg(ir, offset(memory.at, at), reg));
      at += reg.size;
    }
    return;
  }
  case PassMode::Indirect: {
    if (arg.layout->is_unsized) {
      out.push_back(pointer(value.at));
      out.push_back(value.meta ? value.meta : ir.i32(0));
      return;
    }
    // The callee may change what it gets: it gets a copy.
    PlaceRef slot = temp_slot(arg.layout);
    store(value, slot);
    out.push_back(pointer(slot.at));
    return;
  }
  }
}

Operand FunctionCx::call_result(const FnAbi &abi, llvm::ArrayRef<Leaf> results) {
  const Layout *layout = abi.ret.layout;
  auto scalar = [&](const layout::Scalar &s) {
    bool is_wide = leaves_of(s).size() == 2;
    Val out = is_wide ? Val(results[0], results[1]) : Val(results[0]);
    results = results.drop_front(is_wide ? 2 : 1);
    return out;
  };
  switch (abi.ret.mode) {
  case PassMode::Direct: return immediate(scalar(layout->scalar_a), layout);
  case PassMode::Pair: {
    Val a = scalar(layout->scalar_a);
    return pair(a, scalar(layout->scalar_b), layout);
  }
  case PassMode::Cast: {
    PlaceRef slot = temp_slot(layout);
    store_regs(abi.ret, results, slot.at);
    return load(slot);
  }
  case PassMode::Ignore:
  case PassMode::Indirect: break;
  }
  return zst(layout);
}

/// Arguments beyond those that are declared lie in memory, each aligned as its type is; their
/// address comes last.
void FunctionCx::push_variadic(llvm::ArrayRef<Operand> values, Span span,
                               llvm::SmallVectorImpl<Leaf> &out) {
  uint64_t size = 0;
  uint64_t align = 1;
  for (const Operand &value : values) {
    if (!value.layout->is_zst() && value.layout->abi != layout::AbiClass::Scalar)
      unsupported(span, "structs as variadic arguments on this target");
    size = llvm::alignTo(size, value.layout->align) + value.layout->size;
    align = std::max(align, value.layout->align);
  }
  if (size == 0)
    return out.push_back(ir.i32(0));
  PlaceRef memory = temp_bytes(size, align);
  uint64_t at = 0;
  for (const Operand &value : values) {
    at = llvm::alignTo(at, value.layout->align);
    store(value, {offset(memory.at, at), {}, value.layout, value.layout->align});
    at += value.layout->size;
  }
  out.push_back(pointer(memory.at));
}

// --- Emitting
// ------------------------------------------------------------------------------------

Expr FunctionCx::call_expr(const CallTarget &target, llvm::ArrayRef<Leaf> args) {
  bool is_known = target.fn && target.fn->instance;
  if (is_guarding_ && !can_throw)
    can_throw =
        target.abi && target.abi->can_unwind && (!is_known || cx.may_unwind(target.fn->instance));
  llvm::SmallVector<Expr, 8> operands;
  for (const Leaf &arg : args)
    operands.push_back(ir.use(arg));
  BinaryenType results = ir.kit.tuple(target.sig.results);
  auto count = static_cast<BinaryenIndex>(operands.size());
  if (target.fn)
    return ir.api.Call(ir.module, target.fn->name, operands.data(), count, results);
  cx.uses_table = true;
  return ir.api.CallIndirect(ir.module, kTable, ir.use(target.pointer), operands.data(), count,
                             ir.kit.tuple(target.sig.params), results);
}

llvm::SmallVector<Leaf, 4> FunctionCx::emit_call(const CallTarget &target,
                                                 llvm::ArrayRef<Leaf> args) {
  assert(args.size() == target.sig.params.size() && "codegen/wasm: wrong number of arguments");
  const ValTys &results = target.sig.results;
  llvm::SmallVector<Leaf, 4> out;
  around_call([&] {
    Expr made = call_expr(target, args);
    if (results.empty())
      return ir.emit(made);
    if (results.size() == 1) {
      out.push_back(ir.keep(ir.node(made, results[0])));
      return;
    }
    BinaryenType type = ir.kit.tuple(results);
    uint32_t tuple = ir.temp(type);
    Reads from_tuple;
    from_tuple.add(tuple);
    from_tuple.temps = true;
    ir.emit(ir.api.LocalSet(ir.module, tuple, made));
    for (size_t i = 0; i < results.size(); ++i)
      out.push_back(ir.node(ir.api.TupleExtract(ir.module, ir.api.LocalGet(ir.module, tuple, type),
                                                static_cast<BinaryenIndex>(i)),
                            results[i], from_tuple));
  });
  return out;
}

llvm::SmallVector<Leaf, 4> FunctionCx::call_helper(FnDecl *helper, llvm::ArrayRef<Leaf> args) {
  auto out = emit_call({helper, {}, nullptr, helper->sig}, args);
  for (Leaf &leaf : out)
    leaf = ir.keep(leaf);
  return out;
}

llvm::SmallVector<Leaf, 4> FunctionCx::call_runtime(llvm::StringRef symbol, const Signature &sig,
                                                    llvm::ArrayRef<Leaf> args) {
  FnDecl *fn = cx.by_symbol(symbol);
  if (fn && fn->sig.params == sig.params && fn->sig.results == sig.results)
    return call_helper(fn, args);
  unsupported(body.span, "what needs the runtime function `" + symbol.str() + "`");
  llvm::SmallVector<Leaf, 4> out;
  for (ValTy ty : sig.results)
    out.push_back(ir.constant(ty, 0));
  return out;
}

void FunctionCx::call_lang_fn(LangItem item, llvm::ArrayRef<Operand> args,
                              const mir::SourceInfo &source) {
  if (tcx.sess.opts.codegen.panic == PanicStrategy::Trap)
    return ir.emit(ir.api.Unreachable(ir.module));
  DefId id = tcx.require_lang_item(item, source.span);
  const ty::Instance *instance =
      id.is_valid() ? tcx.resolve_instance({mono_env(), id, ty::GenericArgs()}) : nullptr;
  FnDecl *callee = instance ? cx.function(instance) : nullptr;
  if (!callee) {
    cx.failed = true;
    return ir.emit(ir.api.Unreachable(ir.module));
  }
  llvm::SmallVector<Leaf, 4> values;
  for (size_t i = 0; i < args.size() && i < callee->abi->args.size(); ++i)
    push_arg(callee->abi->args[i], args[i], values);
  if (callee->abi->track_caller)
    values.push_back(location_arg(source));
  ir.emit(call_expr({callee, {}, callee->abi, callee->sig}, values));
  ir.emit(ir.api.Unreachable(ir.module));
}

// --- MIR's calls
// ---------------------------------------------------------------------------------

bool FunctionCx::find_callee(const mir::Terminator &term, const ty::Instance *callee,
                             CallTarget &target) {
  if (callee) {
    if (callee->kind == ty::InstanceKind::Virtual) {
      target.abi = cx.abi_of(callee);
      target.sig = cx.signature(*target.abi, true);
      return true;
    }
    target.fn = cx.function(callee);
    if (!target.fn)
      return false;
    target.abi = target.fn->abi;
    target.sig = target.fn->sig;
    return true;
  }
  ty::FnSig sig = ty::erase_late_bound_regions(tcx, operand_ty(term.operand).fn_ptr_sig());
  target.abi = abi::of_fn_ptr(tcx, sig);
  if (!target.abi) {
    cx.failed = true;
    return false;
  }
  target.pointer = in_register(operand(term.operand)).lo;
  target.sig = cx.signature(*target.abi);
  return true;
}

void FunctionCx::unreachable() {
  ir.emit(ir.api.Unreachable(ir.module));
  ends_here = true;
}

void FunctionCx::call(const mir::Terminator &term) {
  ty::Ty fn_ty = operand_ty(term.operand);
  const ty::Instance *callee = nullptr;
  llvm::ArrayRef<mir::Operand> arguments = code.list(term.operands);
  llvm::SmallVector<Operand, 8> operands;
  bool is_spread = false;
  if (fn_ty.is(ty::TyKind::FnDef)) {
    callee = mono::callee_instance(tcx, fn_ty, term.source.span);
    if (!callee) {
      unsupported(term.source.span, "a call that could not be resolved");
      return unreachable();
    }
    if (callee->kind == ty::InstanceKind::Intrinsic) {
      if (const ty::Instance *chosen = mono::runtime_choice(tcx, *callee)) {
        callee = chosen;
        codegen::append_parts(*this, arguments[0], operands);
        is_spread = true;
      } else if (call_intrinsic(term, *callee)) {
        return;
      } else {
        callee = mono::intrinsic_body(tcx, *callee);
      }
    } else if (callee->kind == ty::InstanceKind::Item && call_machine_intrinsic(term, *callee)) {
      return;
    }
    if (!callee) {
      unsupported(term.source.span,
                  "the intrinsic `" + tcx.str(tcx.intrinsic_name(fn_ty.def_id())).str() + "`");
      return unreachable();
    }
  }
  if (callee && callee->kind == ty::InstanceKind::DropGlue && !callee->ty)
    return;
  CallTarget target;
  if (!find_callee(term, callee, target))
    return unreachable();
  if (!is_spread)
    codegen::append_operands(*this, arguments, target.abi->is_rust_call, operands);
  finish_call(term, target, callee, operands);
}

void FunctionCx::finish_call(const mir::Terminator &term, CallTarget &target,
                             const ty::Instance *callee, llvm::ArrayRef<Operand> operands) {
  const FnAbi &callee_abi = *target.abi;
  bool has_dest = term.target.is_valid();
  bool in_registers = is_register_place(term.place);
  bool is_indirect = callee_abi.ret.mode == PassMode::Indirect;
  PlaceRef dest;
  if (has_dest && !in_registers)
    dest = stable(place(term.place));
  llvm::SmallVector<Leaf, 8> args;
  if (is_indirect) {
    if (!dest)
      dest = temp_slot(callee_abi.ret.layout);
    args.push_back(pointer(dest.at));
  }
  size_t first = 0;
  if (callee && callee->kind == ty::InstanceKind::Virtual) {
    // A pointer to the object, or the object itself where it is moved into the call.
    Operand self = keep(operands[0]);
    bool is_object = self.kind == Operand::Ref;
    target.pointer =
        ir.load(ValTy::I32, 4, is_object ? self.meta : self.b.lo, callee->index * 4, 4);
    args.push_back(is_object ? pointer(self.at) : self.a.lo);
    first = 1;
  }
  for (size_t i = first; i < operands.size() && i < callee_abi.args.size(); ++i)
    push_arg(callee_abi.args[i], operands[i], args);
  if (callee_abi.c_variadic)
    push_variadic(operands.drop_front(callee_abi.fixed_args), term.source.span, args);
  if (callee_abi.track_caller)
    args.push_back(location_arg({term.fn_span, term.source.scope}));
  if (!has_dest) {
    Expr made = call_expr(target, args);
    ir.emit(target.sig.results.empty() ? made : ir.api.Drop(ir.module, made));
    return unreachable();
  }
  // One result goes straight to its place.
  bool is_direct =
      moves_stack_ && target.sig.results.size() == 1 && callee_abi.ret.mode == PassMode::Direct;
  if (is_direct) {
    Leaf result = ir.node(call_expr(target, args), target.sig.results[0]);
    Operand value = immediate(result, callee_abi.ret.layout);
    return in_registers ? write(term.place, value) : store(value, dest);
  }
  llvm::SmallVector<Leaf, 4> results = emit_call(target, args);
  if (in_registers)
    write(term.place, is_indirect ? load(dest) : call_result(callee_abi, results));
  else if (callee_abi.ret.mode == PassMode::Cast)
    store_regs(callee_abi.ret, results, dest.at);
  else if (!is_indirect)
    store(call_result(callee_abi, results), dest);
}

} // namespace ochre::wasm
