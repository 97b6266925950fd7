// Intrinsics: functions that the back end writes itself. Their meaning is in docs/std-internals.md.

#include "codegen/llvm/cx.h"
#include "sema/ty/print.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/Intrinsics.h"

namespace ochre::codegen {

namespace {

bool is_signed(ty::Ty ty) { return ty.is(ty::TyKind::Int); }

std::optional<mir::BinOp> binary_intrinsic(llvm::StringRef name) {
  using B = mir::BinOp;
  return llvm::StringSwitch<std::optional<B>>(name)
      .Case("wrapping_add", B::Add)
      .Case("wrapping_sub", B::Sub)
      .Case("wrapping_mul", B::Mul)
      .Case("unchecked_add", B::AddUnchecked)
      .Case("unchecked_sub", B::SubUnchecked)
      .Case("unchecked_mul", B::MulUnchecked)
      .Cases("unchecked_div", "exact_div", B::Div)
      .Case("unchecked_rem", B::Rem)
      .Case("unchecked_shl", B::ShlUnchecked)
      .Case("unchecked_shr", B::ShrUnchecked)
      .Case("add_with_overflow", B::AddWithOverflow)
      .Case("sub_with_overflow", B::SubWithOverflow)
      .Case("mul_with_overflow", B::MulWithOverflow)
      .Case("three_way_compare", B::Cmp)
      .Default(std::nullopt);
}

} // namespace

bool FunctionCx::float_intrinsic(llvm::StringRef name, llvm::ArrayRef<Operand> args,
                                 PlaceRef dest) {
  namespace I = llvm::Intrinsic;
  bool is_float = name.ends_with("f32") || name.ends_with("f64") || name.ends_with("f16") ||
                  name.ends_with("f128");
  if (!is_float)
    return false;
  llvm::StringRef base = name.take_front(name.rfind('f'));
  base = base.rtrim('_');
  unsigned id = llvm::StringSwitch<unsigned>(base)
                    .Case("sqrt", I::sqrt)
                    .Case("powi", I::powi)
                    .Case("pow", I::pow)
                    .Case("sin", I::sin)
                    .Case("cos", I::cos)
                    .Case("exp", I::exp)
                    .Case("exp2", I::exp2)
                    .Case("log", I::log)
                    .Case("log10", I::log10)
                    .Case("log2", I::log2)
                    .Case("fma", I::fma)
                    .Case("fmuladd", I::fmuladd)
                    .Case("fabs", I::fabs)
                    .Case("minnum", I::minnum)
                    .Case("maxnum", I::maxnum)
                    .Case("minimum", I::minimum)
                    .Case("maximum", I::maximum)
                    .Case("copysign", I::copysign)
                    .Case("floor", I::floor)
                    .Case("ceil", I::ceil)
                    .Case("trunc", I::trunc)
                    .Case("round", I::round)
                    .Case("round_ties_even", I::roundeven)
                    .Default(0);
  if (!id)
    return false;
  llvm::SmallVector<llvm::Value *, 3> values;
  for (const Operand &arg : args)
    values.push_back(arg.a);
  llvm::SmallVector<llvm::Type *, 2> tys{values[0]->getType()};
  if (id == I::powi)
    tys.push_back(cx.i32);
  store(immediate(ir.CreateCall(cx.intrinsic(id, tys), values), dest.layout), dest);
  return true;
}

bool FunctionCx::atomic_intrinsic(llvm::StringRef name, const ty::Instance &callee,
                                  llvm::ArrayRef<Operand> args, llvm::ArrayRef<ty::Ty> arg_tys,
                                  ty::Ty, PlaceRef dest) {
  if (!name.consume_front("atomic_"))
    return false;
  // Orderings are const parameters: the last arguments, values of an enum in its order.
  llvm::SmallVector<llvm::AtomicOrdering, 2> orderings;
  static constexpr llvm::AtomicOrdering kOrders[] = {
      llvm::AtomicOrdering::Monotonic, llvm::AtomicOrdering::Release, llvm::AtomicOrdering::Acquire,
      llvm::AtomicOrdering::AcquireRelease, llvm::AtomicOrdering::SequentiallyConsistent};
  for (ty::GenericArg arg : callee.args) {
    if (!arg.is_const() || !arg.ct().is(ty::ConstKind::Value))
      continue;
    ty::ValTree tree = arg.ct().valtree();
    uint64_t index = tree->is_leaf ? tree->lo : tree->children[0]->lo;
    orderings.push_back(kOrders[std::min<uint64_t>(index, 4)]);
  }
  if (orderings.empty())
    orderings.push_back(llvm::AtomicOrdering::SequentiallyConsistent);
  if (name == "fence" || name == "singlethreadfence") {
    ir.CreateFence(orderings[0],
                   name == "fence" ? llvm::SyncScope::System : llvm::SyncScope::SingleThread);
    return true;
  }
  llvm::Value *address = args[0].a;
  if (name == "load") {
    const Layout *l = dest.layout;
    llvm::LoadInst *value =
        ir.CreateAlignedLoad(cx.scalar_ty(l->scalar_a), address, llvm::Align(l->size));
    value->setAtomic(orderings[0]);
    store(immediate(to_immediate(value, l->scalar_a), l), dest);
    return true;
  }
  llvm::Value *value = args.size() > 1 ? from_immediate(args[1].a) : nullptr;
  if (name == "store") {
    llvm::StoreInst *s = ir.CreateAlignedStore(value, address, llvm::Align(args[1].layout->size));
    s->setAtomic(orderings[0]);
    return true;
  }
  if (name == "cxchg" || name == "cxchgweak") {
    llvm::Value *fresh = from_immediate(args[2].a);
    llvm::AtomicOrdering failure = orderings.size() > 1 ? orderings[1] : orderings[0];
    llvm::AtomicCmpXchgInst *x = ir.CreateAtomicCmpXchg(
        address, value, fresh, llvm::Align(args[1].layout->size), orderings[0], failure);
    x->setWeak(name == "cxchgweak");
    ty::Ty tuple = tcx.mk_tuple({arg_tys[1], tcx.common.bool_});
    const Layout *l = layout_of(tuple);
    llvm::Value *old = to_immediate(ir.CreateExtractValue(x, 0), args[1].layout->scalar_a);
    store(immediate(old, args[1].layout), field(dest, 0, arg_tys[1]));
    store(immediate(ir.CreateExtractValue(x, 1), layout_of(tcx.common.bool_)),
          field({dest.address, nullptr, l, dest.align}, 1, tcx.common.bool_));
    return true;
  }
  using Op = llvm::AtomicRMWInst;
  auto op = llvm::StringSwitch<Op::BinOp>(name)
                .Case("xchg", Op::Xchg)
                .Case("xadd", Op::Add)
                .Case("xsub", Op::Sub)
                .Case("and", Op::And)
                .Case("nand", Op::Nand)
                .Case("or", Op::Or)
                .Case("xor", Op::Xor)
                .Case("max", Op::Max)
                .Case("min", Op::Min)
                .Case("umax", Op::UMax)
                .Case("umin", Op::UMin)
                .Default(Op::BAD_BINOP);
  if (op == Op::BAD_BINOP)
    return false;
  bool is_ptr = dest.layout->scalar_a.prim.kind == layout::PrimitiveKind::Pointer;
  llvm::Value *rhs = value;
  if (is_ptr && op != Op::Xchg && rhs->getType()->isPointerTy())
    rhs = ir.CreatePtrToInt(rhs, cx.isize);
  llvm::Value *old =
      ir.CreateAtomicRMW(op, address, rhs, llvm::Align(dest.layout->size), orderings[0]);
  if (is_ptr && !old->getType()->isPointerTy())
    old = ir.CreateIntToPtr(old, cx.ptr);
  store(immediate(to_immediate(old, dest.layout->scalar_a), dest.layout), dest);
  return true;
}

void FunctionCx::catch_unwind(llvm::ArrayRef<Operand> args, PlaceRef dest) {
  // fn(try_fn, data, catch_fn) -> i32: its own function, so that landing pads stay apart.
  llvm::Function *helper = cx.module.getFunction("__ochre_try");
  if (!helper) {
    auto *fn_ty = llvm::FunctionType::get(cx.i32, {cx.ptr, cx.ptr, cx.ptr}, false);
    helper =
        llvm::Function::Create(fn_ty, llvm::GlobalValue::InternalLinkage, "__ochre_try", cx.module);
    helper->addFnAttr(llvm::Attribute::NoInline);
    helper->addFnAttr(llvm::Attribute::getWithUWTableKind(cx.context, llvm::UWTableKind::Async));
    helper->setPersonalityFn(fn->hasPersonalityFn() ? fn->getPersonalityFn() : cx.personality());
    llvm::IRBuilder<> b(llvm::BasicBlock::Create(cx.context, "start", helper));
    auto *then = llvm::BasicBlock::Create(cx.context, "then", helper);
    auto *caught = llvm::BasicBlock::Create(cx.context, "catch", helper);
    auto *callback = llvm::FunctionType::get(b.getVoidTy(), {cx.ptr}, false);
    auto *catch_ty = llvm::FunctionType::get(b.getVoidTy(), {cx.ptr, cx.ptr}, false);
    b.CreateInvoke(callback, helper->getArg(0), then, caught, {helper->getArg(1)});
    b.SetInsertPoint(then);
    b.CreateRet(b.getInt32(0));
    b.SetInsertPoint(caught);
    auto *pair = llvm::StructType::get(cx.context, {cx.ptr, cx.i32});
    llvm::LandingPadInst *landing = b.CreateLandingPad(pair, 1);
    landing->addClause(llvm::ConstantPointerNull::get(cx.ptr));
    b.CreateCall(catch_ty, helper->getArg(2),
                 {helper->getArg(1), b.CreateExtractValue(landing, 0)});
    b.CreateRet(b.getInt32(1));
  }
  llvm::Value *result = ir.CreateCall(helper, {args[0].a, args[1].a, args[2].a});
  store(immediate(result, dest.layout), dest);
}

namespace {

/// Memory intrinsics: copies, fills, comparisons, volatile access.
struct Memory {
  FunctionCx &f;
  llvm::ArrayRef<Operand> args;
  ty::Ty elem;
  PlaceRef dest;

  llvm::Value *bytes(llvm::Value *count) {
    const Layout *l = f.layout_of(elem);
    return f.ir.CreateMul(count, llvm::ConstantInt::get(f.cx.isize, l->size), "", true, true);
  }
  llvm::MaybeAlign align() { return llvm::Align(std::max<uint64_t>(f.layout_of(elem)->align, 1)); }

  bool run(llvm::StringRef name) {
    llvm::IRBuilder<> &ir = f.ir;
    if (name == "copy_nonoverlapping") {
      ir.CreateMemCpy(args[1].a, align(), args[0].a, align(), bytes(args[2].a));
    } else if (name == "copy") {
      ir.CreateMemMove(args[1].a, align(), args[0].a, align(), bytes(args[2].a));
    } else if (name == "write_bytes") {
      ir.CreateMemSet(args[0].a, args[1].a, bytes(args[2].a), align());
    } else if (name == "volatile_copy_nonoverlapping_memory") {
      ir.CreateMemCpy(args[0].a, align(), args[1].a, align(), bytes(args[2].a), true);
    } else if (name == "volatile_copy_memory") {
      ir.CreateMemMove(args[0].a, align(), args[1].a, align(), bytes(args[2].a), true);
    } else if (name == "volatile_set_memory") {
      ir.CreateMemSet(args[0].a, args[1].a, bytes(args[2].a), align(), true);
    } else if (name == "read_via_copy") {
      f.store(f.load({args[0].a, nullptr, dest.layout, dest.layout->align}), dest);
    } else if (name == "write_via_move") {
      f.store(args[1], {args[0].a, nullptr, args[1].layout, args[1].layout->align});
    } else if (name == "volatile_load" || name == "unaligned_volatile_load") {
      uint64_t align = name == "volatile_load" ? std::max<uint64_t>(dest.layout->align, 1) : 1;
      if (dest.layout->is_scalar()) {
        llvm::LoadInst *value = ir.CreateAlignedLoad(f.cx.scalar_ty(dest.layout->scalar_a),
                                                     args[0].a, llvm::Align(align), true);
        f.store(f.immediate(f.to_immediate(value, dest.layout->scalar_a), dest.layout), dest);
      } else if (dest.layout->size > 0) {
        ir.CreateMemCpy(dest.address, llvm::Align(dest.align), args[0].a, llvm::Align(align),
                        dest.layout->size, true);
      }
    } else if (name == "volatile_store" || name == "unaligned_volatile_store") {
      uint64_t align = name == "volatile_store" ? std::max<uint64_t>(args[1].layout->align, 1) : 1;
      if (args[1].kind == Operand::Immediate)
        ir.CreateAlignedStore(f.from_immediate(args[1].a), args[0].a, llvm::Align(align), true);
      else if (args[1].kind != Operand::Zst)
        ir.CreateMemCpy(args[0].a, llvm::Align(align), f.in_memory(args[1]).address,
                        llvm::Align(std::max<uint64_t>(args[1].layout->align, 1)),
                        args[1].layout->size, true);
    } else if (name == "compare_bytes") {
      auto *fn_ty = llvm::FunctionType::get(f.cx.i32, {f.cx.ptr, f.cx.ptr, f.cx.isize}, false);
      llvm::Value *r =
          ir.CreateCall(f.cx.runtime("memcmp", fn_ty), {args[0].a, args[1].a, args[2].a});
      f.store(f.immediate(r, dest.layout), dest);
    } else if (name == "raw_eq") {
      const Layout *l = f.layout_of(elem);
      llvm::Value *same = ir.getInt1(true);
      if (l->size > 0) {
        auto *fn_ty = llvm::FunctionType::get(f.cx.i32, {f.cx.ptr, f.cx.ptr, f.cx.isize}, false);
        llvm::Value *size = llvm::ConstantInt::get(f.cx.isize, l->size);
        llvm::Value *r = ir.CreateCall(f.cx.runtime("memcmp", fn_ty), {args[0].a, args[1].a, size});
        same = ir.CreateICmpEQ(r, ir.getInt32(0));
      }
      f.store(f.immediate(same, dest.layout), dest);
    } else if (name == "typed_swap_nonoverlapping") {
      const Layout *l = f.layout_of(elem);
      if (l->size > 0) {
        PlaceRef temp = f.alloca_place(l);
        ir.CreateMemCpy(temp.address, align(), args[0].a, align(), l->size);
        ir.CreateMemCpy(args[0].a, align(), args[1].a, align(), l->size);
        ir.CreateMemCpy(args[1].a, align(), temp.address, align(), l->size);
      }
    } else {
      return false;
    }
    return true;
  }
};

/// Bits of integers.
llvm::Value *bit_intrinsic(FunctionCx &f, llvm::StringRef name, llvm::ArrayRef<Operand> args,
                           ty::Ty ty) {
  namespace I = llvm::Intrinsic;
  llvm::IRBuilder<> &ir = f.ir;
  if (args.empty() || !args[0].a || !args[0].a->getType()->isIntegerTy())
    return nullptr;
  llvm::Value *x = args[0].a;
  llvm::Type *t = x->getType();
  auto unary = [&](unsigned id) { return ir.CreateCall(f.cx.intrinsic(id, {t}), {x}); };
  auto counted = [&](llvm::Value *v) { return ir.CreateIntCast(v, f.cx.i32, false); };
  auto zeros = [&](unsigned id, bool zero_is_poison) {
    return counted(ir.CreateCall(f.cx.intrinsic(id, {t}), {x, ir.getInt1(zero_is_poison)}));
  };
  if (name == "ctpop")
    return counted(unary(I::ctpop));
  if (name == "ctlz" || name == "ctlz_nonzero")
    return zeros(I::ctlz, name == "ctlz_nonzero");
  if (name == "cttz" || name == "cttz_nonzero")
    return zeros(I::cttz, name == "cttz_nonzero");
  if (name == "bswap")
    return t->getIntegerBitWidth() == 8 ? x : unary(I::bswap);
  if (name == "bitreverse")
    return unary(I::bitreverse);
  if (name == "rotate_left" || name == "rotate_right") {
    llvm::Value *by = ir.CreateIntCast(args[1].a, t, false);
    unsigned id = name == "rotate_left" ? I::fshl : I::fshr;
    return ir.CreateCall(f.cx.intrinsic(id, {t}), {x, x, by});
  }
  bool sign = is_signed(ty);
  if (name == "saturating_add")
    return ir.CreateCall(f.cx.intrinsic(sign ? I::sadd_sat : I::uadd_sat, {t}), {x, args[1].a});
  if (name == "saturating_sub")
    return ir.CreateCall(f.cx.intrinsic(sign ? I::ssub_sat : I::usub_sat, {t}), {x, args[1].a});
  return nullptr;
}

} // namespace

bool FunctionCx::intrinsic_call(llvm::StringRef name, const ty::Instance &callee,
                                llvm::ArrayRef<Operand> args, llvm::ArrayRef<ty::Ty> arg_tys,
                                ty::Ty ret_ty, PlaceRef dest, const mir::SourceInfo &source) {
  ty::Ty elem;
  for (ty::GenericArg arg : callee.args)
    if (arg.is_ty() && !elem)
      elem = arg.ty();
  auto result = [&](llvm::Value *value) {
    store(immediate(value, dest.layout), dest);
    return true;
  };
  auto word = [&](uint64_t n) { return llvm::ConstantInt::get(cx.isize, n); };

  if (std::optional<mir::BinOp> op = binary_intrinsic(name)) {
    store(binary(*op, args[0], args[1], arg_tys[0], ret_ty), dest);
    return true;
  }
  if (float_intrinsic(name, args, dest) ||
      atomic_intrinsic(name, callee, args, arg_tys, ret_ty, dest))
    return true;
  if (Memory{*this, args, elem, dest}.run(name))
    return true;
  if (!arg_tys.empty())
    if (llvm::Value *bits = bit_intrinsic(*this, name, args, arg_tys[0]))
      return result(bits);

  if (name == "size_of")
    return result(word(layout_of(elem)->size));
  if (name == "align_of" || name == "min_align_of" || name == "pref_align_of")
    return result(word(layout_of(elem)->align));
  if (name == "size_of_val" || name == "align_of_val" || name == "min_align_of_val") {
    llvm::Value *meta = args[0].kind == Operand::Pair ? args[0].b : nullptr;
    auto [size, align] = size_and_align(elem, meta);
    return result(name == "size_of_val" ? size : align);
  }
  if (name == "vtable_size" || name == "vtable_align")
    return result(ir.CreateLoad(
        cx.isize, offset(args[0].a, (name == "vtable_size" ? 1 : 2) * cx.pointer_size)));
  if (name == "needs_drop")
    return result(ir.getInt1(tcx.needs_drop({mono_env(), elem})));
  if (name == "type_name") {
    std::string text = ty::to_string(tcx, elem);
    store({Operand::Pair, cx.bytes_global(text, 1), word(text.size()), dest.layout}, dest);
    return true;
  }
  if (name == "type_id") {
    ty::Fingerprint fp = elem.fingerprint();
    uint64_t halves[2] = {fp.lo, fp.hi};
    llvm::StringRef bytes(reinterpret_cast<const char *>(halves), sizeof halves);
    ir.CreateMemCpy(dest.address, llvm::Align(dest.align), cx.bytes_global(bytes, 16),
                    llvm::Align(16), dest.layout->size);
    return true;
  }
  if (name == "transmute" || name == "transmute_unchecked") {
    store(transmute(args[0], ret_ty), dest);
    return true;
  }
  if (name == "forget")
    return true;
  if (name == "black_box") {
    PlaceRef slot = in_memory(args[0]);
    auto *asm_ty = llvm::FunctionType::get(llvm::Type::getVoidTy(cx.context), {cx.ptr}, false);
    ir.CreateCall(llvm::InlineAsm::get(asm_ty, "", "r,~{memory}", true), {slot.address});
    store(load(slot), dest);
    return true;
  }
  if (name == "assume") {
    if (tcx.sess.opts.codegen.opt_level != OptLevel::O0)
      ir.CreateAssumption(args[0].a);
    return true;
  }
  if (name == "cold_path" || name.starts_with("assert_"))
    return true;
  if (name == "unreachable") {
    ir.CreateUnreachable();
    ir.SetInsertPoint(llvm::BasicBlock::Create(cx.context, "dead", fn));
    return true;
  }
  if (name == "abort" || name == "breakpoint") {
    ir.CreateCall(
        cx.intrinsic(name == "abort" ? llvm::Intrinsic::trap : llvm::Intrinsic::debugtrap, {}));
    return true;
  }
  if (name == "caller_location")
    return result(location_arg(source));
  if (name == "discriminant_value") {
    ty::Ty pointee = arg_tys[0].inner();
    if (dest.layout->is_zst())
      return true;
    return result(discriminant(deref(args[0], pointee), pointee, ret_ty));
  }
  if (name == "offset") {
    ty::Ty pointee = arg_tys[0].inner();
    llvm::Value *bytes = ir.CreateMul(ir.CreateIntCast(args[1].a, cx.isize, is_signed(arg_tys[1])),
                                      word(layout_of(pointee)->size));
    return result(ir.CreateInBoundsGEP(cx.i8, args[0].a, bytes));
  }
  if (name == "arith_offset") {
    llvm::Value *bytes = ir.CreateMul(args[1].a, word(layout_of(elem)->size));
    return result(ir.CreateGEP(cx.i8, args[0].a, bytes));
  }
  if (name == "ptr_offset_from" || name == "ptr_offset_from_unsigned") {
    llvm::Value *a = ir.CreatePtrToInt(args[0].a, cx.isize);
    llvm::Value *b = ir.CreatePtrToInt(args[1].a, cx.isize);
    llvm::Value *size = word(std::max<uint64_t>(layout_of(elem)->size, 1));
    llvm::Value *diff = ir.CreateSub(a, b);
    return result(name == "ptr_offset_from" ? ir.CreateExactSDiv(diff, size)
                                            : ir.CreateExactUDiv(diff, size));
  }
  if (name == "ptr_mask")
    return result(ir.CreateCall(cx.intrinsic(llvm::Intrinsic::ptrmask, {cx.ptr, cx.isize}),
                                {args[0].a, args[1].a}));
  if (name == "ptr_guaranteed_cmp")
    return result(ir.CreateZExt(ir.CreateICmpEQ(args[0].a, args[1].a), cx.i8));
  if (name == "aggregate_raw_ptr") {
    Operand pointer = immediate(args[0].a, dest.layout);
    if (dest.layout->is_scalar_pair()) {
      pointer.kind = Operand::Pair;
      pointer.b = args[1].kind == Operand::Zst ? llvm::PoisonValue::get(cx.isize) : args[1].a;
    }
    store(pointer, dest);
    return true;
  }
  if (name == "ptr_metadata") {
    if (args[0].kind == Operand::Pair)
      return result(args[0].b);
    return true;
  }
  if (name == "float_to_int_unchecked") {
    llvm::Type *t = cx.immediate_ty(dest.layout->scalar_a);
    return result(is_signed(ret_ty) ? ir.CreateFPToSI(args[0].a, t)
                                    : ir.CreateFPToUI(args[0].a, t));
  }
  if (name == "overflow_checks")
    return result(ir.getInt1(tcx.sess.opts.overflow_checks()));
  if (name == "ub_checks" || name == "contract_checks")
    return result(ir.getInt1(name == "ub_checks" && tcx.sess.opts.debug_assertions()));
  if (name == "catch_unwind") {
    catch_unwind(args, dest);
    return true;
  }
  return false;
}

} // namespace ochre::codegen
