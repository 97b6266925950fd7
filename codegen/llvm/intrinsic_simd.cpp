// SIMD intrinsics. A vector lies in memory like any struct; here it is loaded whole, computed in
// registers and stored, and LLVM removes the way through memory.

#include "codegen/llvm/cx.h"

#include "llvm/IR/Intrinsics.h"
#include "llvm/Support/Endian.h"

namespace ochre::codegen {

namespace {

namespace I = llvm::Intrinsic;

llvm::FixedVectorType *vector_ty(UnitCx &cx, const Layout &layout) {
  if (layout.vector_lanes == 0)
    return nullptr;
  return llvm::FixedVectorType::get(cx.scalar_ty(layout.scalar_a),
                                    static_cast<unsigned>(layout.vector_lanes));
}

bool has_signed_lanes(const Layout &layout) {
  return layout.scalar_a.prim.kind == layout::PrimitiveKind::Int && layout.scalar_a.prim.is_signed;
}

/// The constant that tells a shuffle its lanes: u32 each, from the global it lies in.
bool shuffle_mask(const Operand &indices, llvm::SmallVectorImpl<int> &out) {
  auto *global = llvm::dyn_cast_or_null<llvm::GlobalVariable>(indices.a);
  if (indices.kind != Operand::Ref || !global || !global->hasInitializer())
    return false;
  const llvm::Constant *init = global->getInitializer();
  while (llvm::isa<llvm::ConstantStruct>(init) && init->getNumOperands() == 1)
    init = llvm::cast<llvm::Constant>(init->getOperand(0));
  if (init->isNullValue()) {
    out.assign(indices.layout->size / 4, 0);
    return true;
  }
  auto *data = llvm::dyn_cast<llvm::ConstantDataSequential>(init);
  if (!data)
    return false;
  llvm::StringRef bytes = data->getRawDataValues();
  for (size_t i = 0; i + 4 <= bytes.size(); i += 4)
    out.push_back(static_cast<int>(llvm::support::endian::read32le(bytes.data() + i)));
  return true;
}

llvm::CmpInst::Predicate predicate(IntrinsicId id, bool is_float, bool sign) {
  using P = llvm::CmpInst::Predicate;
  switch (id) {
  case IntrinsicId::SimdEq: return is_float ? P::FCMP_OEQ : P::ICMP_EQ;
  case IntrinsicId::SimdNe: return is_float ? P::FCMP_UNE : P::ICMP_NE;
  case IntrinsicId::SimdLt: return is_float ? P::FCMP_OLT : sign ? P::ICMP_SLT : P::ICMP_ULT;
  case IntrinsicId::SimdLe: return is_float ? P::FCMP_OLE : sign ? P::ICMP_SLE : P::ICMP_ULE;
  case IntrinsicId::SimdGt: return is_float ? P::FCMP_OGT : sign ? P::ICMP_SGT : P::ICMP_UGT;
  default: return is_float ? P::FCMP_OGE : sign ? P::ICMP_SGE : P::ICMP_UGE;
  }
}

/// The LLVM intrinsic that does the same to each lane; 0: none.
unsigned lane_operation(IntrinsicId id, bool sign) {
  switch (id) {
  case IntrinsicId::SimdBitReverse: return I::bitreverse;
  case IntrinsicId::SimdBswap: return I::bswap;
  case IntrinsicId::SimdCeil: return I::ceil;
  case IntrinsicId::SimdCtpop: return I::ctpop;
  case IntrinsicId::SimdFabs: return I::fabs;
  case IntrinsicId::SimdFloor: return I::floor;
  case IntrinsicId::SimdFma: return I::fma;
  case IntrinsicId::SimdFmax: return I::maxnum;
  case IntrinsicId::SimdFmin: return I::minnum;
  case IntrinsicId::SimdFsqrt: return I::sqrt;
  case IntrinsicId::SimdRound: return I::round;
  case IntrinsicId::SimdSaturatingAdd: return sign ? I::sadd_sat : I::uadd_sat;
  case IntrinsicId::SimdSaturatingSub: return sign ? I::ssub_sat : I::usub_sat;
  case IntrinsicId::SimdTrunc: return I::trunc;
  default: return 0;
  }
}

llvm::Value *arithmetic(llvm::IRBuilder<> &ir, IntrinsicId id, llvm::Value *x, llvm::Value *y,
                        bool sign) {
  bool is_float = x->getType()->isFPOrFPVectorTy();
  switch (id) {
  case IntrinsicId::SimdAdd: return is_float ? ir.CreateFAdd(x, y) : ir.CreateAdd(x, y);
  case IntrinsicId::SimdSub: return is_float ? ir.CreateFSub(x, y) : ir.CreateSub(x, y);
  case IntrinsicId::SimdMul: return is_float ? ir.CreateFMul(x, y) : ir.CreateMul(x, y);
  case IntrinsicId::SimdDiv:
    return is_float ? ir.CreateFDiv(x, y) : sign ? ir.CreateSDiv(x, y) : ir.CreateUDiv(x, y);
  case IntrinsicId::SimdRem:
    return is_float ? ir.CreateFRem(x, y) : sign ? ir.CreateSRem(x, y) : ir.CreateURem(x, y);
  case IntrinsicId::SimdShl: return ir.CreateShl(x, y);
  case IntrinsicId::SimdShr: return sign ? ir.CreateAShr(x, y) : ir.CreateLShr(x, y);
  case IntrinsicId::SimdAnd: return ir.CreateAnd(x, y);
  case IntrinsicId::SimdOr: return ir.CreateOr(x, y);
  case IntrinsicId::SimdXor: return ir.CreateXor(x, y);
  default: return nullptr;
  }
}

/// `as` on every lane; floats saturate.
llvm::Value *cast_lanes(FunctionCx &f, llvm::Value *x, bool sign, llvm::Type *to, bool to_signed) {
  bool from_float = x->getType()->isFPOrFPVectorTy(), to_float = to->isFPOrFPVectorTy();
  if (from_float && to_float)
    return f.ir.CreateFPCast(x, to);
  if (from_float)
    return f.ir.CreateCall(
        f.cx.intrinsic(to_signed ? I::fptosi_sat : I::fptoui_sat, {to, x->getType()}), {x});
  if (to_float)
    return sign ? f.ir.CreateSIToFP(x, to) : f.ir.CreateUIToFP(x, to);
  return f.ir.CreateIntCast(x, to, sign);
}

/// A mask of all ones or zeros in each lane as one bit a lane.
llvm::Value *mask_bits(llvm::IRBuilder<> &ir, llvm::Value *mask) {
  return ir.CreateICmpSLT(mask, llvm::Constant::getNullValue(mask->getType()));
}

} // namespace

bool FunctionCx::simd_intrinsic(IntrinsicCall &call) {
  IntrinsicId id = call.kind.id;
  auto in_register = [&](size_t i) -> llvm::Value * {
    llvm::FixedVectorType *ty = vector_ty(cx, *call.args[i].layout);
    if (!ty)
      return call.args[i].kind == Operand::Immediate ? from_immediate(call.args[i].a) : nullptr;
    PlaceRef from = in_memory(call.args[i]);
    return ir.CreateAlignedLoad(ty, from.address, llvm::Align(from.align));
  };
  llvm::FixedVectorType *ret_vector = vector_ty(cx, *call.ret_layout);
  auto result = [&](llvm::Value *value) {
    if (!value)
      return false;
    if (ret_vector) {
      PlaceRef to = dest_of(call);
      ir.CreateAlignedStore(value, to.address, llvm::Align(to.align));
    } else {
      call.result = immediate(to_immediate(value, call.ret_layout->scalar_a), call.ret_layout);
    }
    return true;
  };
  if (call.args.empty())
    return false;
  llvm::Value *x = in_register(0);
  if (!x)
    return false;
  bool sign = has_signed_lanes(*call.args[0].layout);
  if (id == IntrinsicId::SimdSplat)
    return ret_vector && result(ir.CreateVectorSplat(ret_vector->getNumElements(), x));
  if (!x->getType()->isVectorTy() && id != IntrinsicId::SimdSelect)
    return false;
  if (unsigned op = lane_operation(id, sign)) {
    llvm::SmallVector<llvm::Value *, 3> values{x};
    for (size_t i = 1; i < call.args.size(); ++i)
      values.push_back(in_register(i));
    return result(ir.CreateCall(cx.intrinsic(op, {x->getType()}), values));
  }
  switch (id) {
  case IntrinsicId::SimdNeg:
    return result(x->getType()->isFPOrFPVectorTy() ? ir.CreateFNeg(x) : ir.CreateNeg(x));
  case IntrinsicId::SimdCtlz:
  case IntrinsicId::SimdCttz:
    return result(
        ir.CreateCall(cx.intrinsic(id == IntrinsicId::SimdCtlz ? I::ctlz : I::cttz, {x->getType()}),
                      {x, ir.getInt1(false)}));
  case IntrinsicId::SimdEq:
  case IntrinsicId::SimdNe:
  case IntrinsicId::SimdLt:
  case IntrinsicId::SimdLe:
  case IntrinsicId::SimdGt:
  case IntrinsicId::SimdGe: {
    llvm::Value *bits =
        ir.CreateCmp(predicate(id, x->getType()->isFPOrFPVectorTy(), sign), x, in_register(1));
    return ret_vector && result(ir.CreateSExt(bits, ret_vector));
  }
  case IntrinsicId::SimdAs:
  case IntrinsicId::SimdCast:
    return ret_vector &&
           result(cast_lanes(*this, x, sign, ret_vector, has_signed_lanes(*call.ret_layout)));
  case IntrinsicId::SimdExtract:
  case IntrinsicId::SimdExtractDyn: return result(ir.CreateExtractElement(x, in_register(1)));
  case IntrinsicId::SimdInsert:
  case IntrinsicId::SimdInsertDyn:
    return result(ir.CreateInsertElement(x, in_register(2), in_register(1)));
  case IntrinsicId::SimdSelect:
    if (!x->getType()->isVectorTy())
      return false;
    return result(ir.CreateSelect(mask_bits(ir, x), in_register(1), in_register(2)));
  case IntrinsicId::SimdBitmask: {
    llvm::Value *bits = mask_bits(ir, x);
    auto lanes = static_cast<unsigned>(call.args[0].layout->vector_lanes);
    if (!call.ret_layout->is_scalar())
      return false;
    return result(ir.CreateIntCast(ir.CreateBitCast(bits, ir.getIntNTy(lanes)),
                                   cx.scalar_ty(call.ret_layout->scalar_a), false));
  }
  case IntrinsicId::SimdShuffle: {
    llvm::SmallVector<int, 16> mask;
    return shuffle_mask(call.args[2], mask) &&
           result(ir.CreateShuffleVector(x, in_register(1), mask));
  }
  default: break;
  }
  if (id >= IntrinsicId::SimdReduceAddOrdered && id <= IntrinsicId::SimdReduceXor)
    return result(simd_reduce(call, x, sign));
  return call.args.size() == 2 && result(arithmetic(ir, id, x, in_register(1), sign));
}

llvm::Value *FunctionCx::simd_reduce(const IntrinsicCall &call, llvm::Value *x, bool sign) {
  bool is_float = x->getType()->isFPOrFPVectorTy();
  auto start = [&] { return call.args.size() > 1 ? call.args[1].a : nullptr; };
  switch (call.kind.id) {
  case IntrinsicId::SimdReduceAddOrdered:
    return is_float ? ir.CreateFAddReduce(start(), x)
                    : ir.CreateAdd(ir.CreateAddReduce(x), start());
  case IntrinsicId::SimdReduceMulOrdered:
    return is_float ? ir.CreateFMulReduce(start(), x)
                    : ir.CreateMul(ir.CreateMulReduce(x), start());
  case IntrinsicId::SimdReduceAddUnordered: {
    if (!is_float)
      return ir.CreateAddReduce(x);
    llvm::CallInst *sum =
        ir.CreateFAddReduce(llvm::ConstantFP::getNegativeZero(x->getType()->getScalarType()), x);
    sum->setHasAllowReassoc(true);
    return sum;
  }
  case IntrinsicId::SimdReduceMulUnordered: {
    if (!is_float)
      return ir.CreateMulReduce(x);
    llvm::CallInst *product =
        ir.CreateFMulReduce(llvm::ConstantFP::get(x->getType()->getScalarType(), 1.0), x);
    product->setHasAllowReassoc(true);
    return product;
  }
  case IntrinsicId::SimdReduceAnd: return ir.CreateAndReduce(x);
  case IntrinsicId::SimdReduceOr: return ir.CreateOrReduce(x);
  case IntrinsicId::SimdReduceXor: return ir.CreateXorReduce(x);
  case IntrinsicId::SimdReduceMax:
    return is_float ? ir.CreateFPMaxReduce(x) : ir.CreateIntMaxReduce(x, sign);
  case IntrinsicId::SimdReduceMin:
    return is_float ? ir.CreateFPMinReduce(x) : ir.CreateIntMinReduce(x, sign);
  case IntrinsicId::SimdReduceAll: return ir.CreateAndReduce(mask_bits(ir, x));
  case IntrinsicId::SimdReduceAny: return ir.CreateOrReduce(mask_bits(ir, x));
  default: return nullptr;
  }
}

/// The intrinsic of LLVM's that a call names, with types as the operands and the result have them
/// if it is one of several types; null if there is none.
llvm::Function *FunctionCx::llvm_intrinsic(llvm::StringRef name, const mir::Terminator &term) {
  unsigned id = llvm::Function::lookupIntrinsicID(name);
  if (id == I::not_intrinsic)
    return nullptr;
  if (!I::isOverloaded(id))
    return I::getDeclaration(&cx.module, id);
  auto scalar_of = [&](ty::Ty type) -> llvm::Type * {
    const Layout *layout = layout_of(type);
    return layout->is_scalar() ? cx.scalar_ty(layout->scalar_a) : nullptr;
  };
  llvm::SmallVector<llvm::Type *, 4> params, overloads;
  for (const mir::Operand &op : code.list(term.operands))
    params.push_back(scalar_of(operand_ty(op)));
  llvm::Type *result = scalar_of(mir::place_ty(tcx, body, term.place).ty);
  if (!result || llvm::is_contained(params, nullptr))
    return nullptr;
  auto *ty = llvm::FunctionType::get(result, params, false);
  if (!I::getIntrinsicSignature(id, ty, overloads))
    return nullptr;
  return I::getDeclaration(&cx.module, id, overloads);
}

bool FunctionCx::call_llvm_intrinsic(const mir::Terminator &term, DefId callee, bool in_cleanup) {
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(callee);
  llvm::StringRef name = attrs && attrs->link_name.is_valid() ? tcx.str(attrs->link_name) : "";
  if (!name.starts_with("llvm."))
    return false;
  if (name == "llvm.wasm.throw") {
    wasm_throw(operand(code.list(term.operands)[1]).a, unwind_block(term.unwind, in_cleanup));
    return true;
  }
  llvm::Function *function = llvm_intrinsic(name, term);
  if (!function) {
    cx.unsupported(term.source.span, "the intrinsic `" + name.str() + "`");
    ir.CreateUnreachable();
    return true;
  }
  llvm::FunctionType *ty = function->getFunctionType();
  llvm::SmallVector<llvm::Value *, 4> args;
  for (const mir::Operand &op : code.list(term.operands)) {
    Operand value = operand(op);
    llvm::Type *want = args.size() < ty->getNumParams() ? ty->getParamType(args.size()) : nullptr;
    if (want && want->isVectorTy()) {
      PlaceRef from = in_memory(value);
      args.push_back(ir.CreateAlignedLoad(want, from.address, llvm::Align(from.align)));
    } else {
      args.push_back(from_immediate(in_register(value)));
    }
  }
  bool fits = args.size() == ty->getNumParams();
  for (size_t i = 0; fits && i < args.size(); ++i)
    fits = args[i]->getType() == ty->getParamType(i);
  if (!fits || !term.target.is_valid()) {
    cx.unsupported(term.source.span, "the intrinsic `" + name.str() + "` with these arguments");
    ir.CreateUnreachable();
    return true;
  }
  llvm::Value *value = ir.CreateCall(function, args);
  if (!ty->getReturnType()->isVoidTy()) {
    const Layout *layout = layout_of(mir::place_ty(tcx, body, term.place).ty);
    PlaceRef slot = alloca_place(layout);
    ir.CreateAlignedStore(value, slot.address, llvm::Align(slot.align));
    if (!term.place.is_local() || locals[term.place.local].in_memory)
      store(load(slot), place(term.place));
    else
      locals[term.place.local].value = load(slot);
  }
  ir.CreateBr(block(term.target));
  return true;
}

} // namespace ochre::codegen
