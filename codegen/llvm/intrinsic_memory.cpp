// Intrinsics on memory: atomics, copies, volatile access, prefetching.

#include "codegen/llvm/cx.h"

#include "llvm/IR/Intrinsics.h"

namespace ochre::codegen {

namespace {

namespace I = llvm::Intrinsic;

/// Orderings are const arguments: values of `AtomicOrdering`, in its order.
llvm::SmallVector<llvm::AtomicOrdering, 2> orderings_of(const ty::Instance &callee) {
  using O = llvm::AtomicOrdering;
  constexpr O kOrders[] = {O::Monotonic, O::Release, O::Acquire, O::AcquireRelease,
                           O::SequentiallyConsistent};
  llvm::SmallVector<O, 2> out;
  for (ty::GenericArg arg : callee.args) {
    if (!arg.is_const() || !arg.ct().is(ty::ConstKind::Value))
      continue;
    ty::ValTree tree = arg.ct().valtree();
    while (!tree->is_leaf && !tree->children.empty())
      tree = tree->children[0];
    out.push_back(kOrders[std::min<uint64_t>(tree->lo, 4)]);
  }
  while (out.size() < 2)
    out.push_back(out.empty() ? O::SequentiallyConsistent : out[0]);
  return out;
}

llvm::AtomicRMWInst::BinOp llvm_operation(unsigned op) {
  switch (static_cast<AtomicIntrinsic>(op)) {
#define ATOMIC(name, id)                                                                           \
  case AtomicIntrinsic::id: return llvm::AtomicRMWInst::id;
#include "codegen/common/intrinsics.def"
  }
  return llvm::AtomicRMWInst::BAD_BINOP;
}

} // namespace

bool FunctionCx::atomic_intrinsic(IntrinsicCall &call) {
  llvm::SmallVector<llvm::AtomicOrdering, 2> order = orderings_of(call.callee);
  auto result = [&](llvm::Value *value) {
    call.result = immediate(to_immediate(value, call.ret_layout->scalar_a), call.ret_layout);
    return true;
  };
  IntrinsicId id = call.kind.id;
  if (id == IntrinsicId::AtomicFence || id == IntrinsicId::AtomicSingleThreadFence) {
    ir.CreateFence(order[0], id == IntrinsicId::AtomicFence ? llvm::SyncScope::System
                                                            : llvm::SyncScope::SingleThread);
    return true;
  }
  // The value as an integer or pointer of its size: also that of a newtype.
  const Layout *l = id == IntrinsicId::AtomicLoad ? call.ret_layout : call.args[1].layout;
  if (!l->is_scalar()) {
    cx.unsupported(call.source.span, "an atomic operation on this type");
    return true;
  }
  llvm::Value *address = call.args[0].a;
  llvm::Align align(l->size);
  if (id == IntrinsicId::AtomicLoad) {
    llvm::LoadInst *value = ir.CreateAlignedLoad(cx.scalar_ty(l->scalar_a), address, align);
    value->setAtomic(order[0]);
    return result(value);
  }
  llvm::Value *value = from_immediate(call.args[1].a);
  if (id == IntrinsicId::AtomicStore) {
    ir.CreateAlignedStore(value, address, align)->setAtomic(order[0]);
    return true;
  }
  if (id != IntrinsicId::AtomicRmw) {
    llvm::AtomicCmpXchgInst *x = ir.CreateAtomicCmpXchg(
        address, value, from_immediate(call.args[2].a), align, order[0], order[1]);
    x->setWeak(id == IntrinsicId::AtomicCxchgWeak);
    call.result = {Operand::Pair, to_immediate(ir.CreateExtractValue(x, 0), l->scalar_a),
                   ir.CreateExtractValue(x, 1), call.ret_layout};
    // Of `(u8, bool)` the flag lies first.
    if (call.ret_layout->field_offset(0) != 0)
      std::swap(call.result.a, call.result.b);
    return true;
  }
  llvm::AtomicRMWInst::BinOp op = llvm_operation(call.kind.op);
  // Pointers are changed as addresses.
  bool is_ptr = call.ret_layout->scalar_a.prim.kind == layout::PrimitiveKind::Pointer;
  if (op != llvm::AtomicRMWInst::Xchg && value->getType()->isPointerTy())
    value = ir.CreatePtrToInt(value, cx.isize);
  llvm::Value *old = ir.CreateAtomicRMW(op, address, value, align, order[0]);
  if (is_ptr && !old->getType()->isPointerTy())
    old = ir.CreateIntToPtr(old, cx.ptr);
  return result(old);
}

namespace {

struct MemoryIntrinsic {
  FunctionCx &f;
  IntrinsicCall &call;
  llvm::IRBuilder<> &ir = f.ir;

  llvm::Value *arg(unsigned i) { return call.args[i].a; }
  llvm::Value *bytes(llvm::Value *count) {
    const Layout *l = f.layout_of(call.elem);
    return ir.CreateMul(count, llvm::ConstantInt::get(f.cx.isize, l->size), "", true, true);
  }
  llvm::Align align() { return llvm::Align(std::max<uint64_t>(f.layout_of(call.elem)->align, 1)); }

  bool result(llvm::Value *value) {
    call.result = f.immediate(value, call.ret_layout);
    return true;
  }
  llvm::Value *compare(llvm::Value *size) {
    auto *fn_ty = llvm::FunctionType::get(f.cx.i32, {f.cx.ptr, f.cx.ptr, f.cx.isize}, false);
    return ir.CreateCall(f.cx.runtime("memcmp", fn_ty), {arg(0), arg(1), size});
  }
  /// Small sizes as one load each.
  llvm::Value *bytes_equal() {
    uint64_t size = f.layout_of(call.elem)->size;
    if (size == 0)
      return ir.getInt1(true);
    if (size <= f.cx.pointer_size && llvm::isPowerOf2_64(size)) {
      llvm::Type *word = f.cx.int_ty(static_cast<unsigned>(size));
      return ir.CreateICmpEQ(ir.CreateAlignedLoad(word, arg(0), align()),
                             ir.CreateAlignedLoad(word, arg(1), align()));
    }
    return ir.CreateICmpEQ(compare(llvm::ConstantInt::get(f.cx.isize, size)), ir.getInt32(0));
  }
  void swap() {
    const Layout *l = f.layout_of(call.elem);
    if (l->size == 0)
      return;
    PlaceRef a{arg(0), nullptr, l, l->align};
    PlaceRef b{arg(1), nullptr, l, l->align};
    Operand x = f.load(a);
    Operand y = f.load(b);
    if (x.kind == Operand::Ref) {
      PlaceRef temp = f.alloca_place(l);
      f.store(x, temp);
      f.store(y, a);
      f.store(f.load(temp), b);
      return;
    }
    f.store(y, a);
    f.store(x, b);
  }
  void volatile_load(uint64_t at_align) {
    const Layout *l = call.ret_layout;
    if (l->is_scalar()) {
      llvm::LoadInst *value =
          ir.CreateAlignedLoad(f.cx.scalar_ty(l->scalar_a), arg(0), llvm::Align(at_align), true);
      result(f.to_immediate(value, l->scalar_a));
    } else if (l->size > 0) {
      PlaceRef to = f.dest_of(call);
      ir.CreateMemCpy(to.address, llvm::Align(to.align), arg(0), llvm::Align(at_align), l->size,
                      true);
    }
  }
  void volatile_store(uint64_t at_align) {
    const Operand &value = call.args[1];
    if (value.kind == Operand::Immediate) {
      ir.CreateAlignedStore(f.from_immediate(value.a), arg(0), llvm::Align(at_align), true);
    } else if (value.kind != Operand::Zst) {
      PlaceRef from = f.in_memory(value);
      ir.CreateMemCpy(arg(0), llvm::Align(at_align), from.address, llvm::Align(from.align),
                      value.layout->size, true);
    }
  }
  void nontemporal_store() {
    const Operand &value = call.args[1];
    PlaceRef to{arg(0), nullptr, value.layout, std::max<uint64_t>(value.layout->align, 1)};
    if (value.kind != Operand::Immediate)
      return f.store(value, to);
    llvm::StoreInst *store =
        ir.CreateAlignedStore(f.from_immediate(value.a), to.address, llvm::Align(to.align));
    auto *one = llvm::ConstantAsMetadata::get(ir.getInt32(1));
    store->setMetadata(llvm::LLVMContext::MD_nontemporal, llvm::MDNode::get(f.cx.context, one));
  }
  bool prefetch(bool is_write, bool is_data) {
    uint64_t locality = 3;
    for (ty::GenericArg given : call.callee.args)
      if (given.is_const() && given.ct().is(ty::ConstKind::Value))
        locality = given.ct().valtree()->lo;
    if (call.args.size() > 1)
      if (auto *constant = llvm::dyn_cast<llvm::ConstantInt>(arg(1)))
        locality = constant->getZExtValue();
    ir.CreateCall(f.cx.intrinsic(I::prefetch, {f.cx.ptr}),
                  {arg(0), ir.getInt32(is_write), ir.getInt32(static_cast<uint32_t>(locality & 3)),
                   ir.getInt32(is_data)});
    return true;
  }

  bool run() {
    uint64_t ret_align = std::max<uint64_t>(call.ret_layout->align, 1);
    switch (call.kind.id) {
    case IntrinsicId::CopyNonoverlapping:
      ir.CreateMemCpy(arg(1), align(), arg(0), align(), bytes(arg(2)));
      return true;
    case IntrinsicId::Copy:
      ir.CreateMemMove(arg(1), align(), arg(0), align(), bytes(arg(2)));
      return true;
    case IntrinsicId::WriteBytes:
      ir.CreateMemSet(arg(0), arg(1), bytes(arg(2)), align());
      return true;
    case IntrinsicId::VolatileCopyNonoverlapping:
      ir.CreateMemCpy(arg(0), align(), arg(1), align(), bytes(arg(2)), true);
      return true;
    case IntrinsicId::VolatileCopy:
      ir.CreateMemMove(arg(0), align(), arg(1), align(), bytes(arg(2)), true);
      return true;
    case IntrinsicId::VolatileSet:
      ir.CreateMemSet(arg(0), arg(1), bytes(arg(2)), align(), true);
      return true;
    case IntrinsicId::ReadViaCopy:
      call.result = f.load({arg(0), nullptr, call.ret_layout, ret_align});
      if (call.result.kind == Operand::Ref) { // what is read may change before it is used
        f.store(call.result, f.dest_of(call));
        call.result = {};
      }
      return true;
    case IntrinsicId::WriteViaMove:
      f.store(call.args[1], {arg(0), nullptr, call.args[1].layout, call.args[1].layout->align});
      return true;
    case IntrinsicId::VolatileLoad: volatile_load(ret_align); return true;
    case IntrinsicId::UnalignedVolatileLoad: volatile_load(1); return true;
    case IntrinsicId::VolatileStore:
      volatile_store(std::max<uint64_t>(call.args[1].layout->align, 1));
      return true;
    case IntrinsicId::UnalignedVolatileStore: volatile_store(1); return true;
    case IntrinsicId::NontemporalStore: nontemporal_store(); return true;
    case IntrinsicId::CompareBytes: return result(compare(arg(2)));
    case IntrinsicId::RawEq: return result(bytes_equal());
    case IntrinsicId::TypedSwap: swap(); return true;
    case IntrinsicId::PrefetchReadData: return prefetch(false, true);
    case IntrinsicId::PrefetchReadInstruction: return prefetch(false, false);
    case IntrinsicId::PrefetchWriteData: return prefetch(true, true);
    case IntrinsicId::PrefetchWriteInstruction: return prefetch(true, false);
    default: return false;
    }
  }
};

} // namespace

bool FunctionCx::memory_intrinsic(IntrinsicCall &call) {
  return MemoryIntrinsic{*this, call}.run();
}

} // namespace ochre::codegen
