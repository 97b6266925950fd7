// Intrinsics: functions that the back end writes itself. Their meaning is in docs/std-internals.md.
// Here: their names, integers, floats, control. The rest by topic in intrinsic_*.cpp.

#include "codegen/llvm/cx.h"

#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/Intrinsics.h"

namespace ochre::codegen {

namespace {

namespace I = llvm::Intrinsic;

unsigned llvm_id(unsigned op) {
  switch (static_cast<FloatIntrinsic>(op)) {
#define FLOAT(name, id)                                                                            \
  case FloatIntrinsic::id: return I::id;
#include "codegen/common/intrinsics.def"
  }
  return 0;
}

bool is_signed(ty::Ty ty) { return ty.is(ty::TyKind::Int); }

} // namespace

PlaceRef FunctionCx::dest_of(IntrinsicCall &call) {
  if (!call.dest.address)
    call.dest = alloca_place(call.ret_layout);
  return call.dest;
}

bool FunctionCx::float_intrinsic(IntrinsicCall &call) {
  llvm::SmallVector<llvm::Value *, 3> values;
  for (const Operand &arg : call.args)
    values.push_back(arg.a);
  llvm::SmallVector<llvm::Type *, 2> tys{values[0]->getType()};
  unsigned id = llvm_id(call.kind.op);
  if (id == I::powi)
    tys.push_back(cx.i32);
  call.result = immediate(ir.CreateCall(cx.intrinsic(id, tys), values), call.ret_layout);
  return true;
}

bool FunctionCx::integer_intrinsic(IntrinsicCall &call) {
  llvm::Value *x = call.args[0].a;
  llvm::Value *y = call.args.size() > 1 ? call.args[1].a : nullptr;
  llvm::Type *t = x->getType();
  bool sign = is_signed(call.arg_tys[0]);
  auto result = [&](llvm::Value *value) {
    call.result = immediate(value, call.ret_layout);
    return true;
  };
  auto op = [&](unsigned id, llvm::ArrayRef<llvm::Value *> args) -> llvm::Value * {
    return ir.CreateCall(cx.intrinsic(id, {t}), args);
  };
  auto count = [&](llvm::Value *v) { return result(ir.CreateIntCast(v, cx.i32, false)); };
  auto fast = [&](llvm::Value *v) {
    llvm::cast<llvm::Instruction>(v)->setFast(true);
    return result(v);
  };
  if (!t->isIntegerTy() && !t->isFloatingPointTy())
    return false;
  switch (call.kind.id) {
  case IntrinsicId::BitReverse: return result(op(I::bitreverse, {x}));
  case IntrinsicId::Bswap: return result(t->getIntegerBitWidth() == 8 ? x : op(I::bswap, {x}));
  case IntrinsicId::Ctpop: return count(op(I::ctpop, {x}));
  case IntrinsicId::Ctlz: return count(op(I::ctlz, {x, ir.getInt1(false)}));
  case IntrinsicId::CtlzNonzero: return count(op(I::ctlz, {x, ir.getInt1(true)}));
  case IntrinsicId::Cttz: return count(op(I::cttz, {x, ir.getInt1(false)}));
  case IntrinsicId::CttzNonzero: return count(op(I::cttz, {x, ir.getInt1(true)}));
  case IntrinsicId::RotateLeft: return result(op(I::fshl, {x, x, ir.CreateIntCast(y, t, false)}));
  case IntrinsicId::RotateRight: return result(op(I::fshr, {x, x, ir.CreateIntCast(y, t, false)}));
  case IntrinsicId::FunnelShl:
    return result(op(I::fshl, {x, y, ir.CreateIntCast(call.args[2].a, t, false)}));
  case IntrinsicId::FunnelShr:
    return result(op(I::fshr, {x, y, ir.CreateIntCast(call.args[2].a, t, false)}));
  case IntrinsicId::SaturatingAdd: return result(op(sign ? I::sadd_sat : I::uadd_sat, {x, y}));
  case IntrinsicId::SaturatingSub: return result(op(sign ? I::ssub_sat : I::usub_sat, {x, y}));
  case IntrinsicId::ExactDiv:
    return result(sign ? ir.CreateExactSDiv(x, y) : ir.CreateExactUDiv(x, y));
  case IntrinsicId::DisjointBitor: {
    llvm::Value *either = ir.CreateOr(x, y);
    if (auto *inst = llvm::dyn_cast<llvm::PossiblyDisjointInst>(either))
      inst->setIsDisjoint(true);
    return result(either);
  }
  case IntrinsicId::FloatToInt: {
    llvm::Type *to = cx.immediate_ty(call.ret_layout->scalar_a);
    return result(is_signed(call.ret_ty) ? ir.CreateFPToSI(x, to) : ir.CreateFPToUI(x, to));
  }
  case IntrinsicId::FaddFast: return fast(ir.Insert(llvm::BinaryOperator::CreateFAdd(x, y)));
  case IntrinsicId::FsubFast: return fast(ir.Insert(llvm::BinaryOperator::CreateFSub(x, y)));
  case IntrinsicId::FmulFast: return fast(ir.Insert(llvm::BinaryOperator::CreateFMul(x, y)));
  case IntrinsicId::FdivFast: return fast(ir.Insert(llvm::BinaryOperator::CreateFDiv(x, y)));
  case IntrinsicId::FremFast: return fast(ir.Insert(llvm::BinaryOperator::CreateFRem(x, y)));
  default: return false;
  }
}

bool FunctionCx::control_intrinsic(IntrinsicCall &call) {
  auto flag = [&](bool on) {
    call.result = immediate(ir.getInt1(on), call.ret_layout);
    return true;
  };
  switch (call.kind.id) {
  case IntrinsicId::Abort: ir.CreateCall(cx.intrinsic(I::trap, {})); return true;
  case IntrinsicId::Breakpoint: ir.CreateCall(cx.intrinsic(I::debugtrap, {})); return true;
  case IntrinsicId::Unreachable:
    ir.CreateUnreachable();
    ir.SetInsertPoint(llvm::BasicBlock::Create(cx.context, "dead", fn));
    return true;
  case IntrinsicId::Assume:
    if (optimise)
      ir.CreateAssumption(call.args[0].a);
    return true;
  case IntrinsicId::ColdPath:
  case IntrinsicId::Forget: return true;
  case IntrinsicId::BlackBox: {
    PlaceRef slot = in_memory(call.args[0]);
    auto *asm_ty = llvm::FunctionType::get(llvm::Type::getVoidTy(cx.context), {cx.ptr}, false);
    ir.CreateCall(llvm::InlineAsm::get(asm_ty, "", "r,~{memory}", true), {slot.address});
    call.result = load(slot);
    return true;
  }
  case IntrinsicId::CallerLocation:
    call.result = immediate(location_arg(call.source), call.ret_layout);
    return true;
  case IntrinsicId::CatchUnwind:
    call.result = immediate(catch_unwind(call.args), call.ret_layout);
    return true;
  case IntrinsicId::SelectUnpredictable: {
    if (call.args[1].kind != Operand::Immediate)
      return false;
    llvm::Value *chosen = ir.CreateSelect(call.args[0].a, call.args[1].a, call.args[2].a);
    if (auto *inst = llvm::dyn_cast<llvm::Instruction>(chosen))
      inst->setMetadata(llvm::LLVMContext::MD_unpredictable, llvm::MDNode::get(cx.context, {}));
    call.result = immediate(chosen, call.ret_layout);
    return true;
  }
  case IntrinsicId::Transmute:
  case IntrinsicId::TransmuteUnchecked:
    call.result = transmute(call.args[0], call.ret_ty);
    return true;
  case IntrinsicId::IsValStaticallyKnown:
  case IntrinsicId::ContractChecks: return flag(false);
  case IntrinsicId::OverflowChecks: return flag(tcx.sess.opts.overflow_checks());
  case IntrinsicId::UbChecks: return flag(tcx.sess.opts.debug_assertions());
  default: return false;
  }
}

bool FunctionCx::intrinsic(IntrinsicCall &call) {
  switch (call.kind.id) {
  case IntrinsicId::Unknown: return false;
  case IntrinsicId::Float: return float_intrinsic(call);
  case IntrinsicId::Binary:
    call.result = binary(static_cast<mir::BinOp>(call.kind.op), call.args[0], call.args[1],
                         call.arg_tys[0], call.ret_ty);
    return true;
  default: break;
  }
  IntrinsicId id = call.kind.id;
  if (id == IntrinsicId::AtomicRmw ||
      (id >= IntrinsicId::AtomicCxchg && id <= IntrinsicId::AtomicStore))
    return atomic_intrinsic(call);
  if (id >= IntrinsicId::BitReverse && id <= IntrinsicId::SaturatingSub)
    return integer_intrinsic(call);
  if (id >= IntrinsicId::CompareBytes && id <= IntrinsicId::WriteViaMove)
    return memory_intrinsic(call);
  if (id >= IntrinsicId::AggregateRawPtr && id <= IntrinsicId::PtrOffsetFromUnsigned)
    return pointer_intrinsic(call);
  if (id >= IntrinsicId::AlignOf && id <= IntrinsicId::VtableSize)
    return type_intrinsic(call);
  if (id >= IntrinsicId::SimdAdd)
    return simd_intrinsic(call);
  return control_intrinsic(call);
}

} // namespace ochre::codegen
